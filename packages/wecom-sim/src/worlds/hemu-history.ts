import type { Customer, Via } from '../model/records.ts'
import type { Builder } from './builder.ts'
import type { Held } from './hemu-bunches.ts'
import { day, momentOf } from '../time.ts'

interface Move {
  readonly from: string
  readonly to: string
  readonly on: string
  readonly via: Via
}

/** The assigning admin of a move: the corp's creator for the product's calls, 高远 for what was done in the console. */
const assigners = { product: 'tangrui', api: 'tangrui', console: 'gaoyuan' } as const

/**
 * The 90-day budget in truth: 1,198 with two left, 76 with one, 12 with none. Of the 12 the product moved 8 itself;
 * 4 were moved twice in the admin console, where only the last move leaves a trace (origin 202).
 */
export function hemuHistory(builder: Builder, held: Held): void {
  // 何佳宁 gets nobody without budget, so that exactly his last eleven fail for the cap alone.
  const xiaolu = held.chenmo.slice(-1)
  const spent = [...xiaolu, ...held.zhouqing.slice(100, 104), ...held.chenmo.slice(100, 103)]
  for (const [at, customer] of spent.entries()) {
    // 小鹿母婴 on 09-10 and 10-22, free on 12-09; nobody is free earlier.
    const [first, second] =
      at === 0 ? ['2026-09-10', '2026-10-22'] : [`2026-09-${11 + at}`, `2026-10-${13 + at}`]
    move(builder, customer, { from: 'xuwen', to: 'jiangyinuo', on: first, via: 'product' })
    move(builder, customer, { from: 'jiangyinuo', to: 'linxiao', on: second, via: 'product' })
  }
  const unseen = [...held.zhouqing.slice(104, 106), ...held.chenmo.slice(103, 105)]
  for (const [at, customer] of unseen.entries()) {
    move(builder, customer, { from: 'songci', to: 'hanlu', on: `2026-09-${20 + at}`, via: 'console' })
    move(builder, customer, { from: 'hanlu', to: 'linxiao', on: `2026-10-${25 + at}`, via: 'console' })
  }
  const once = [
    ...held.zhouqing.slice(120, 150),
    ...held.chenmo.slice(120, 146),
    ...held.rest.slice(20, 36),
    ...held.vipChenmo.slice(2, 6),
  ]
  for (const customer of once)
    move(builder, customer, { from: 'xuwen', to: 'linxiao', on: '2026-10-08', via: 'console' })
  // Long past: counts nowhere any more.
  for (const customer of held.rest.slice(60, 65)) {
    move(builder, customer, { from: 'hanlu', to: 'linxiao', on: '2026-05-11', via: 'console' })
  }
}

function move(builder: Builder, customer: Customer, { from, to, on, via }: Move): void {
  const { company } = builder
  const startedAt = (momentOf(`${on}T10:30:00+08:00`) ?? 0) + company.transfers.size
  const endedAt = startedAt + day
  company.transfers.add({
    no: company.count('transfer'),
    kind: 'customer',
    mode: 'in-service',
    subject: customer.id,
    from,
    to,
    startedAt,
    dueAt: endedAt,
    endedAt,
    outcome: 'done',
    via,
    message: '',
  })
  company.relations.past.put(`${from}|${customer.id}`, { at: endedAt, why: 'transferred' })
  const relation = company.relations.get(to, customer.id)
  if (relation !== undefined)
    Object.assign(relation, { addWay: 202, operator: assigners[via], createdAt: endedAt })
}
