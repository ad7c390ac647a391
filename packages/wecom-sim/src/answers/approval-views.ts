import { copies, oldAttr } from '../model/approving.ts'
import type { Approval } from '../model/phone-records.ts'
import type { Company } from '../model/company.ts'
import type { Reply } from '@jieli/wecom'

type Info = Reply<'getApproval'>['info']
type Contents = NonNullable<Info['apply_data']['contents']>

/** A form as it is read back: both views of the flow, and every value with the empty lists of the kinds it does not use. */
export function approvalView(company: Company, approval: Approval): Info {
  return {
    sp_no: approval.no,
    sp_name: approval.name,
    sp_status: approval.status,
    template_id: approval.templateId,
    apply_time: Math.floor(approval.appliedAt),
    applyer: { userid: approval.creator, partyid: String(approval.department) },
    sp_record: approval.nodes
      .filter((node) => node.type !== 2)
      .map((node) => ({
        sp_status: node.status,
        approverattr: oldAttr(node),
        details: node.people.map((person) => ({
          approver: { userid: person.userid },
          speech: person.speech,
          sp_status: person.state,
          sptime: Math.floor(person.at),
          media_id: [],
        })),
      })),
    notifyer: copies(approval).map((userid) => ({ userid })),
    process_list: {
      node_list: approval.nodes.map((node) => ({
        node_type: node.type,
        sp_status: node.status,
        apv_rel: node.rel,
        sub_node_list: node.people.map((person) => ({
          userid: person.userid,
          speech: person.speech,
          sp_yj: person.state,
          sptime: Math.floor(person.at),
          media_ids: [],
        })),
      })),
    },
    // Contents were parsed by the row of applyevent when they came.
    apply_data: {
      contents: (approval.contents as Contents).map((content) => readBack(company, approval, content)),
    },
    comments: approval.comments.map((one) => ({
      commentUserInfo: { userid: one.userid },
      commenttime: Math.floor(one.at),
      commentcontent: one.text,
      commentid: one.id,
      media_id: [],
    })),
  }
}

function readBack(company: Company, approval: Approval, content: Contents[number]): Contents[number] {
  const empty = { tips: [], members: [], departments: [], files: [], children: [], stat_field: [] }
  return {
    ...content,
    title: content.title ?? titleOf(company, approval, content.id),
    value: { ...empty, ...content.value },
    hidden: 0,
  }
}

function titleOf(company: Company, approval: Approval, id: string) {
  const controls = company.templates.get(approval.templateId)?.controls ?? []
  // Kept as they were parsed by the row of the template.
  const shapes = controls as { property: { id: string; title: { text: string; lang?: string }[] } }[]
  return shapes.find((control) => control.property.id === id)?.property.title ?? []
}
