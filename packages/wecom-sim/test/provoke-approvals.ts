import { type Provoke, type TopProvocations, ask, just, whenCorp } from './provocations.ts'
import type { Desk, Raw } from './desk.ts'

type Approvals = Pick<
  TopProvocations,
  | 'getApprovalTemplate'
  | 'createApprovalTemplate'
  | 'updateApprovalTemplate'
  | 'submitApproval'
  | 'listApprovals'
  | 'getApproval'
>

const title = (text: string) => [{ text, lang: 'zh_CN' }]
const reason = { property: { control: 'Text', id: 'Text-1', title: title('说明'), require: 1 } }
const leave = { property: { control: 'Attendance', id: 'Attendance-2', title: title('时间') } }
export const template = (name: string): Raw => ({
  template_name: title(name),
  template_content: { controls: [reason, leave] },
})
export const form = (template_id: string): Raw => ({
  creator_userid: 'colleague',
  template_id,
  use_template_approver: 0,
  process: { node_list: [{ type: 1, apv_rel: 1, userid: ['approver1'] }] },
  apply_data: { contents: [{ control: 'Text', id: 'Text-1', value: { text: '交接' } }] },
  summary_list: [{ summary_info: [{ text: '交接', lang: 'zh_CN' }] }],
})
const others = 'Bs0000000000LeaveTemplate'

export async function ownTemplate(desk: Desk): Promise<string> {
  return (await desk.call('createApprovalTemplate', template('工作交接审批'))).template_id ?? ''
}
const submitted =
  (more: Raw): Provoke =>
  async (desk) =>
    ask({ ...form(await ownTemplate(desk)), ...more })
const submittedWhen =
  (fields: Raw): Provoke =>
  async (desk) => {
    const template_id = await ownTemplate(desk)
    await desk.corp(fields)
    return ask(form(template_id))
  }
const attended = (template_id: string): Raw => {
  const date_range = { type: 'hour', new_begin: 1_794_000_000, new_end: 1_794_003_600 }
  const { apply_data, ...rest } = form(template_id)
  const { contents } = apply_data as { contents: unknown[] }
  const attendance = {
    control: 'Attendance',
    id: 'Attendance-2',
    value: { attendance: { date_range, type: 5 } },
  }
  return { ...rest, apply_data: { contents: [...contents, attendance] } }
}
const broken = { template_content: { controls: [{ property: { ...reason.property, id: 'wrong' } }] } }
const span = (days: number): Raw => ({
  starttime: '1794000000',
  endtime: String(1_794_000_000 + days * 86_400),
  new_cursor: '',
})
const failing = { approvalFails: true }

/** Provocations of the approval calls. */
export const approvals: Approvals = {
  getApprovalTemplate: {
    301025: just({ template_id: 'nobody' }),
    301026: whenCorp(failing, { template_id: others }),
  },
  createApprovalTemplate: {
    301025: just(template('请假')),
    301086: just({ ...template('坏'), ...broken }),
    301087: async (desk) => {
      await desk.switch({ approvalTemplateCap: 1 })
      return ask(template('多一个'))
    },
    301088: whenCorp({ templatesForbidden: true }, template('不许')),
    620004: whenCorp(failing, template('忙')),
  },
  updateApprovalTemplate: {
    301025: just({ template_id: 'nobody', ...template('改') }),
    301086: async (desk) => ask({ template_id: await ownTemplate(desk), ...template('坏'), ...broken }),
    301088: just({ template_id: others, ...template('改') }),
    301115: async (desk) => {
      const template_id = await ownTemplate(desk)
      await desk.control('POST', `/templates/${template_id}`, { customPrint: true })
      return ask({ template_id, ...template('改') })
    },
    620004: whenCorp(failing, { template_id: others, ...template('改') }),
  },
  submitApproval: {
    301025: submitted({ apply_data: { contents: [] } }),
    301055: submitted({ creator_userid: 'nobody' }),
    301056: submittedWhen({ approvalEnabled: false }),
    301057: submittedWhen(failing),
    301079: async (desk) => {
      const input = attended(await ownTemplate(desk))
      await desk.call('submitApproval', input)
      return ask(input)
    },
  },
  listApprovals: {
    301025: just(span(0)),
    301026: whenCorp(failing, span(1)),
    301055: just({ ...span(1), filters: [{ key: 'creator', value: 'nobody' }] }),
    301112: just(span(32)),
  },
  getApproval: {
    301025: just({ sp_no: 'nobody' }),
    301026: whenCorp(failing, { sp_no: 'nobody' }),
    301055: whenCorp({ approvalEnabled: false }, { sp_no: 'nobody' }),
  },
}
