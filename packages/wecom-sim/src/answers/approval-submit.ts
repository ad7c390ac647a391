import type { Answers } from '../answer.ts'
import type { Approval, ApprovalNode, Template } from '../model/phone-records.ts'
import type { Company } from '../model/company.ts'
import type { Received } from '@jieli/wecom'
import { dateDigits } from '../time.ts'
import { isVisible } from '../model/range.ts'
import { tell } from '../model/approving.ts'

type Submission = Received<'submitApproval'>
type Content = Submission['apply_data']['contents'][number]

/** At most six attachments in the whole form (doc 91853). */
const filesMax = 6

/** oa/applyevent: the form must fit its template, and the flow must be one a person could have chosen. */
export const submit: Answers['submitApproval'] = (company, input) => {
  if (!company.corp.approvalEnabled) return { refuse: 301056 }
  const creator = company.member(input.creator_userid)
  if (creator === undefined || creator.status === 5 || !isVisible(company, creator)) return { refuse: 301055 }
  const template = company.templates.get(input.template_id)
  if (template === undefined) return { refuse: 301025, hint: 'template_id' }
  if (company.corp.approvalFails) return { refuse: 301057 }
  const wrong = formTrouble(template, input)
  if (wrong !== undefined) return { refuse: 301025, hint: wrong }
  if (clashes(company, input)) return { refuse: 301079 }
  const nodes = flowOf(company, input, template, creator.directLeader)
  if (typeof nodes === 'string') return { refuse: 301025, hint: nodes }
  const at = company.clock.business()
  const day = dateDigits(at)
  const no = `${day}${String(company.count(`approval-${day}`)).padStart(4, '0')}`
  const approval: Approval = {
    no,
    templateId: template.id,
    name: template.name[0]?.text ?? '',
    creator: creator.userid,
    department: input.choose_department ?? creator.mainDepartment,
    status: 1,
    appliedAt: at,
    nodes,
    contents: input.apply_data.contents,
    summary: input.summary_list.map((line) => line.summary_info[0]?.text ?? ''),
    comments: [],
  }
  company.approvals.put(no, approval)
  tell(company, approval, 'submitted')
  return { sp_no: no }
}

interface ControlShape {
  property: { control: string; id: string; require?: number }
  config?: { selector?: { options: { key: string }[] } }
}

function formTrouble(template: Template, input: Submission): string | undefined {
  // Kept as they were parsed by the row of the template.
  const controls = template.controls as ControlShape[]
  const given = new Map(input.apply_data.contents.map((content) => [content.id, content]))
  for (const { property, config } of controls) {
    const content = given.get(property.id)
    if (content === undefined) {
      if (property.require === 1) return `${property.id} is required`
      continue
    }
    if (content.control !== property.control) return `${property.id} is a ${property.control}`
    const wrong = valueTrouble(content, property.require === 1, config?.selector?.options)
    if (wrong !== undefined) return `${property.id}: ${wrong}`
  }
  const known = new Set(controls.map((one) => one.property.id))
  const unknown = input.apply_data.contents.find((content) => !known.has(content.id))
  if (unknown !== undefined) return `${unknown.id} is not in the template`
  const files = input.apply_data.contents.reduce(
    (sum, content) => sum + (content.value.files?.length ?? 0),
    0,
  )
  return files > filesMax ? 'more than 6 files' : undefined
}

function valueTrouble(
  content: Content,
  required: boolean,
  options?: readonly { key: string }[],
): string | undefined {
  const { value } = content
  if (content.control === 'Text') {
    if (value.text === undefined) return required ? 'value' : undefined
    if (value.text.includes('\n')) return 'no line breaks in Text'
    return required && value.text === '' ? 'value' : undefined
  }
  if (content.control === 'Textarea') return required && !value.text ? 'value' : undefined
  if (content.control === 'Number') return required && !value.new_number ? 'new_number' : undefined
  if (content.control === 'Money') return required && !value.new_money ? 'new_money' : undefined
  if (content.control === 'Date') return required && value.date === undefined ? 'date' : undefined
  if (content.control === 'Contact') {
    return required && !value.members?.length && !value.departments?.length ? 'members' : undefined
  }
  if (content.control !== 'Selector') return undefined
  const chosen = value.selector?.options ?? []
  if (required && chosen.length === 0) return 'selector'
  return chosen.every((one) => options?.some((option) => option.key === one.key))
    ? undefined
    : 'unknown option'
}

/** Two attendance forms of one person may not overlap (301079). */
function clashes(company: Company, input: Submission): boolean {
  const mine = rangesOf(input.apply_data.contents)
  if (mine.length === 0) return false
  for (const other of company.approvals.values()) {
    if (other.creator !== input.creator_userid || other.status > 2) continue
    // Contents were parsed by this very row when they came.
    const theirs = rangesOf(other.contents as Content[])
    if (mine.some((a) => theirs.some((b) => a.begin < b.end && b.begin < a.end))) return true
  }
  return false
}

function rangesOf(contents: readonly Content[]): { begin: number; end: number }[] {
  return contents.flatMap(({ value }) => {
    const range = value.attendance?.date_range ?? value.vacation?.attendance?.date_range
    return range === undefined ? [] : [{ begin: range.new_begin, end: range.new_end }]
  })
}

function flowOf(
  company: Company,
  input: Submission,
  template: Template,
  leaders: readonly string[],
): ApprovalNode[] | string {
  if (input.use_template_approver === 1) {
    if (template.applicantChooses) return 'the flow lets the applicant choose'
    const approvers = template.approvers ?? leaders
    return approvers.length === 0 ? 'the flow has no approver' : [node(1, 1, approvers)]
  }
  const given = input.process?.node_list
  if (given === undefined) return 'process'
  if (given.length > company.is('approvalNodeCap')) return 'too many nodes'
  const nodes: ApprovalNode[] = []
  for (const { type, apv_rel, userid } of given) {
    if (type !== 2 && apv_rel === undefined) return 'apv_rel'
    if (userid.length > company.is('approvalNodeUserCap')) return 'too many people in a node'
    const stranger = userid.find((one) => company.member(one) === undefined)
    if (stranger !== undefined) return `${stranger} is no member`
    // The row allows 1 to 3 for both.
    nodes.push(node(type as 1 | 2 | 3, (apv_rel ?? 1) as 1 | 2 | 3, userid))
  }
  return nodes.some((one) => one.type !== 2) ? nodes : 'nobody approves'
}

function node(type: 1 | 2 | 3, rel: 1 | 2 | 3, users: readonly string[]): ApprovalNode {
  return { type, rel, status: 1, people: users.map((userid) => ({ userid, state: 1, speech: '', at: 0 })) }
}
