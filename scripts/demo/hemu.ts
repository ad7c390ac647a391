import type { Api, Draft } from '@jieli/contract'
import { handoverRoutes } from '@jieli/contract'
import type { Company } from '../rig/company.ts'

/** 林晓 leaves 禾木云店: three successors, four rules with fall-backs, four approvers. */
export const linxiao: Draft = {
  leaver: 'linxiao',
  trigger: 'resign',
  initiator: 'sumin',
  successors: [
    { userid: 'zhouqing', cap: 1_500 },
    { userid: 'chenmo', cap: 1_500 },
    { userid: 'hejianing', cap: 1_500 },
  ],
  rules: [
    { when: { by: 'tag', tags: ['VIP'] }, to: 'zhouqing', fallbacks: ['chenmo'] },
    { when: { by: 'tag', tags: ['地区/浙江', '地区/上海'] }, to: 'zhouqing', fallbacks: ['chenmo'] },
    { when: { by: 'tag', tags: ['地区/江苏', '地区/安徽'] }, to: 'chenmo', fallbacks: ['zhouqing'] },
    { when: { by: 'rest' }, to: 'hejianing', fallbacks: ['chenmo', 'zhouqing'] },
  ],
  approvers: { manager: 'gaoyuan', hr: 'zhenglan', admin: 'tangrui', security: 'shenzhiwei' },
  transferStartAt: '2026-11-16T09:00:00+08:00',
  freezeAt: '2026-11-27T18:00:00+08:00',
  messageToCustomers: '您好，林晓即将离职，后续由我的同事继续为您服务。',
}

/** Who may be in the demo, with an API key each. */
export const people = {
  sumin: { userid: 'sumin', role: 'hr' },
  gaoyuan: { userid: 'gaoyuan', role: 'manager' },
  tangrui: { userid: 'tangrui', role: 'admin' },
  shenzhiwei: { userid: 'shenzhiwei', role: 'security' },
  operator: { userid: 'operator', role: 'operator' },
  auditor: { userid: 'auditor', role: 'auditor' },
} as const

interface Past {
  readonly transfers: readonly {
    readonly kind: 'customer' | 'group'
    readonly subject: string
    readonly startedAt: string
  }[]
}

/** Transfers the organisation made with Jieli before: the known part of the 90-day budgets. */
export async function importKnownTransfers(company: Company, operator: Api): Promise<void> {
  const { transfers } = await company.get<Past>('/truth/transfers?via=product')
  const known = transfers.map(({ kind, subject, startedAt }) => ({ kind, subject, at: startedAt }))
  const imported = await operator(handoverRoutes.importTransfers, { body: { transfers: known } })
  if (!imported.ok) throw new Error('the known transfers were not taken')
}
