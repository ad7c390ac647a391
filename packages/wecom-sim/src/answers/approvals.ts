import type { Answers } from '../answer.ts'
import type { Approval } from '../model/phone-records.ts'
import { approvalView } from './approval-views.ts'
import type { Company } from '../model/company.ts'
import { page } from './pages.ts'
import { submit } from './approval-submit.ts'
import { templateTrouble } from './approval-templates.ts'

type Approvals = Pick<
  Answers,
  | 'getApprovalTemplate'
  | 'createApprovalTemplate'
  | 'updateApprovalTemplate'
  | 'submitApproval'
  | 'listApprovals'
  | 'getApproval'
>

/** Doc 91816: windows of at most 31 days. */
const spanMax = 31 * 86_400

/** Approvals: submitted and read by API, decided by people in the client. */
export const approvals: Approvals = {
  getApprovalTemplate(company, { template_id }) {
    if (company.corp.approvalFails) return { refuse: 301026 }
    const template = company.templates.get(template_id)
    if (template === undefined) return { refuse: 301025 }
    // Controls were parsed by the row's own schema when they were made.
    return { template_names: template.name, template_content: { controls: template.controls as never } }
  },

  createApprovalTemplate(company, input) {
    if (company.corp.approvalFails) return { refuse: 620004 }
    if (company.corp.templatesForbidden) return { refuse: 301088 }
    if (company.templates.size >= company.is('approvalTemplateCap')) return { refuse: 301087 }
    const name = input.template_name[0]?.text
    if ([...company.templates.values()].some((one) => one.name[0]?.text === name)) return { refuse: 301025 }
    const wrong = templateTrouble(input.template_content.controls)
    if (wrong !== undefined) return { refuse: 301086, hint: wrong }
    const id = `Bs${company.newCode('template', 40)}`
    company.templates.put(id, {
      id,
      name: input.template_name,
      controls: input.template_content.controls.map(readBack),
      madeByApp: true,
      customPrint: false,
      approvers: null,
      applicantChooses: false,
    })
    return { template_id: id }
  },

  updateApprovalTemplate(company, input) {
    if (company.corp.approvalFails) return { refuse: 620004 }
    const template = company.templates.get(input.template_id)
    if (template === undefined) return { refuse: 301025 }
    if (!template.madeByApp) return { refuse: 301088 }
    if (template.customPrint) return { refuse: 301115 }
    const wrong = templateTrouble(input.template_content.controls)
    if (wrong !== undefined) return { refuse: 301086, hint: wrong }
    Object.assign(template, {
      name: input.template_name,
      controls: input.template_content.controls.map(readBack),
    })
    company.templates.touch(template.id)
    return {}
  },

  submitApproval: submit,

  listApprovals(company, input) {
    const code = readTrouble(company)
    if (code !== undefined) return { refuse: code }
    const [from, to] = [Number(input.starttime), Number(input.endtime)]
    if (to <= from) return { refuse: 301025, hint: 'endtime' }
    if (to - from > spanMax) return { refuse: 301112 }
    const filters = input.filters ?? []
    const keys = filters.map((filter) => filter.key)
    // Only the department may be named more than once (doc 91816).
    if (keys.some((key, at) => key !== 'department' && keys.indexOf(key) !== at))
      return { refuse: 301025, hint: 'filters' }
    const creator = filters.find((filter) => filter.key === 'creator')?.value
    // A resigned userid as filter (doc 90313): read a leaver's forms before he is deleted.
    if (creator !== undefined && company.member(creator) === undefined) return { refuse: 301055 }
    const all = [...company.approvals.values()]
      .filter((one) => one.appliedAt >= from && one.appliedAt <= to && passes(one, filters))
      .map((one) => one.no)
    const found = page(all, input.new_cursor, input.size ?? 100)
    if (found === undefined) return { refuse: 301025, hint: 'new_cursor' }
    return { sp_no_list: found.items, ...(found.next === '' ? {} : { new_next_cursor: found.next }) }
  },

  getApproval(company, { sp_no }) {
    const code = readTrouble(company)
    if (code !== undefined) return { refuse: code }
    const approval = company.approvals.get(sp_no)
    return approval === undefined ? { refuse: 301025 } : { info: approvalView(company, approval) }
  },
}

function readTrouble(company: Company): 301026 | 301055 | undefined {
  if (company.corp.approvalFails) return 301026
  return company.corp.approvalEnabled ? undefined : 301055
}

type Filter = { readonly key: string; readonly value: string }

/** Different keys must all hold, the same key any. */
function passes(approval: Approval, filters: readonly Filter[]): boolean {
  const groups = new Map<string, string[]>()
  for (const { key, value } of filters) groups.set(key, [...(groups.get(key) ?? []), value])
  return [...groups].every(([key, values]) => values.includes(valueOf(approval, key)))
}

function valueOf(approval: Approval, key: string): string {
  if (key === 'template_id') return approval.templateId
  if (key === 'creator') return approval.creator
  if (key === 'department') return String(approval.department)
  return key === 'sp_status' ? String(approval.status) : ''
}

/** An option's value is an object when written and a list when read back (doc 91982). */
function readBack(control: unknown): unknown {
  return JSON.parse(JSON.stringify(control), (key: string, value: unknown) =>
    key === 'value' && typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : value,
  )
}
