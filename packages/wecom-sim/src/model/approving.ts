import type { Approval, ApprovalNode } from './phone-records.ts'
import type { Company } from './company.ts'
import { type Own, emit } from './events.ts'

/** StatuChangeEvent (sic) of doc 91815. */
const happened = { submitted: 1, agreed: 2, rejected: 3, withdrawn: 6, commented: 10, handled: 14 } as const
export type Happening = keyof typeof happened

/** The system approval app, as the page's sample names it. */
const systemApprovalApp = 3_010_040

/** The node that waits for somebody now; copies to readers never wait. */
export function currentNode(approval: Approval): ApprovalNode | undefined {
  return approval.status === 1
    ? approval.nodes.find((node) => node.type !== 2 && node.status === 1)
    : undefined
}

/** Who may act now: all of a node, or in turn the first who has not. */
export function waitingFor(approval: Approval): string[] {
  const node = currentNode(approval)
  if (node === undefined) return []
  const open = node.people.filter((person) => person.state === 1).map((person) => person.userid)
  return node.rel === 3 ? open.slice(0, 1) : open
}

export function decide(
  company: Company,
  approval: Approval,
  userid: string,
  yes: boolean,
  speech: string,
): void {
  const node = currentNode(approval)
  const person = node?.people.find((one) => one.userid === userid && one.state === 1)
  if (node === undefined || person === undefined) return
  Object.assign(person, { state: yes ? (node.type === 3 ? 14 : 2) : 3, speech, at: company.clock.business() })
  if (!yes) {
    node.status = 3
    approval.status = 3
  } else if (node.rel === 2 || node.people.every((one) => one.state !== 1)) {
    node.status = 2
    for (const later of approval.nodes) if (later.type === 2 && isReached(approval, later)) later.status = 2
    if (approval.nodes.every((one) => one.type === 2 || one.status === 2)) approval.status = 2
  }
  company.approvals.touch(approval.no)
  tell(company, approval, yes ? (node.type === 3 ? 'handled' : 'agreed') : 'rejected')
}

function isReached(approval: Approval, copy: ApprovalNode): boolean {
  return approval.nodes.slice(0, approval.nodes.indexOf(copy)).every((node) => node.status === 2)
}

export function withdraw(company: Company, approval: Approval): void {
  approval.status = approval.status === 2 ? 6 : 4
  company.approvals.touch(approval.no)
  tell(company, approval, 'withdrawn')
}

export function comment(company: Company, approval: Approval, userid: string, text: string): void {
  const id = `7198${String(company.count('comment')).padStart(15, '0')}`
  approval.comments.push({ id, userid, at: company.clock.business(), text })
  company.approvals.touch(approval.no)
  tell(company, approval, 'commented')
}

/** The event carries the flow, never the form. */
export function tell(company: Company, approval: Approval, what: Happening): void {
  const isOurs = company.templates.get(approval.templateId)?.madeByApp === true
  if (!isOurs && !company.is('approvalEventsOfOtherTemplates')) return
  const agentId = company.is('approvalEventAgentId') === 'own-app' ? company.corp.agentId : systemApprovalApp
  const at = company.clock.business()
  emit(company, 'approvalChanged', at, { ApprovalInfo: infoOf(approval, what) }, { agentId })
}

function infoOf(approval: Approval, what: Happening): Own<'approvalChanged'>['ApprovalInfo'] {
  const acting = approval.nodes.filter((node) => node.type !== 2)
  return {
    SpNoStr: approval.no,
    SpNo: approval.no,
    SpName: approval.name,
    SpStatus: approval.status,
    TemplateId: approval.templateId,
    ApplyTime: Math.floor(approval.appliedAt),
    Applyer: { UserId: approval.creator, Party: String(approval.department) },
    SpRecord: acting.map((node) => ({
      SpStatus: node.status,
      ApproverAttr: oldAttr(node),
      Details: node.people.map((person) => ({
        Approver: { UserId: person.userid },
        Speech: person.speech,
        SpStatus: person.state,
        SpTime: Math.floor(person.at),
      })),
    })),
    Notifyer: copies(approval).map((userid) => ({ UserId: userid })),
    ProcessList: {
      NodeList: approval.nodes.map((node) => ({
        NodeType: node.type,
        SpStatus: node.status,
        ApvRel: node.rel,
        SubNodeList: node.people.map((person) => ({
          UserInfo: { UserId: person.userid },
          Speech: person.speech,
          SpYj: person.state,
          Sptime: Math.floor(person.at),
        })),
      })),
    },
    Comments: approval.comments.map((one) => ({
      CommentUserInfo: { UserId: one.userid },
      CommentTime: Math.floor(one.at),
      CommentContent: one.text,
      CommentId: one.id,
    })),
    StatuChangeEvent: happened[what],
  }
}

/** The old view counts the other way round: 1 any, 2 all, where `apv_rel` says 1 all, 2 any (doc 91983). */
export function oldAttr(node: ApprovalNode): 1 | 2 {
  return node.rel === 2 ? 1 : 2
}

export function copies(approval: Approval): string[] {
  return approval.nodes
    .filter((node) => node.type === 2)
    .flatMap((node) => node.people.map((person) => person.userid))
}
