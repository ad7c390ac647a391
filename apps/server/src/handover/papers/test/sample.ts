import type { ReportView } from '@jieli/contract'
import type { Given, PaperItem } from '../given.ts'

const surnames = [...'李王张刘陈杨赵黄吴徐孙胡朱高何郭马罗']
const shops = ['禾木云店', '知味轩餐饮', '小鹿母婴', '海禾茶饮', '云元健身', '木巷超市（人民广场店）']
const successors = ['zhouqing', 'chenmo', 'hejianing']
const reasons = ['REFUSED', 'LIMIT', 'FULL', 'SUCCESSOR_UNREADY'] as const
const codes = [null, 40128, 40097, null]
const until = '2026-12-01T10:00:00.000Z'
const excepted = 12

const at = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length]
  if (found === undefined) throw new Error('The list is empty.')
  return found
}
const shop = (n: number) => `${at(surnames, n)}** · ${at(shops, n)}`
const subject = (n: number) => `wmQY7sdJAAw2kLp9xv${String(n).padStart(4, '0')}`

/** How an id is shown, so that the tests do not ask the code that they test. */
export const shownId = (id: string): string => `${id.slice(0, 2)}…${id.slice(-4)}`

/** Every number anywhere in the report. */
export function figuresIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresIn) : []
}

/** A report as 林晓's would be: 1,286 customers, 12 exceptions. */
export function sample(customers = 1_286): {
  view: ReportView
  given: Given & { items: readonly PaperItem[] }
} {
  const items = Array.from({ length: customers }, (_, n) => itemOf(n))
  const view: ReportView = {
    id: 'H-2026-0031',
    trigger: 'resign',
    ending: null,
    returnAt: null,
    accessEndedAt: '2026-11-27T09:30:00.000Z',
    leaver: 'linxiao',
    initiator: 'sumin',
    successors,
    items: customers + 39,
    open: 0,
    byState: { verified: customers + 24, excepted, adopted: 2, gone: 1 },
    completeness: [
      {
        kind: 'customer',
        of: customers,
        verified: customers - 15,
        excepted,
        adopted: 2,
        gone: 1,
        unknown: 0,
      },
      { kind: 'group', of: 38, verified: 38, excepted: 0, adopted: 0, gone: 0, unknown: 0 },
      { kind: 'account', of: 1, verified: 1, excepted: 0, adopted: 0, gone: 0, unknown: 0 },
    ],
    exceptions: items.slice(0, excepted).map(({ kind, subject, reason, owner, decision }, n) => ({
      item: `item-${n}`,
      kind,
      subject,
      reason,
      code: at(codes, n),
      owner: owner ?? '',
      decision: decision ?? '',
      until,
    })),
    notes: { restored: customers - 18, partly: 2, none: 1 },
    approvals: ['manager', 'hr', 'admin', 'security'].map((seat, n) => ({
      seat,
      userid: at(['gaoyuan', 'zhenglan', 'tangrui', 'gaoyuan'], n),
      decision: 'yes',
      at: `2026-11-12T0${n + 3}:20:00.000Z`,
    })),
    mergedSeats: [{ userid: 'gaoyuan', seats: ['manager', 'security'] }],
    confirmation: { how: 'confirmed', at: '2026-11-12T02:40:00.000Z' },
    tasks: [
      { kind: 'membership', of: 26, done: 24, dropped: 1, left: 1 },
      { kind: 'promise', of: 7, done: 7, dropped: 0, left: 0 },
    ],
    tasksLeft: [{ task: 'task-1', kind: 'membership', owner: 'gaoyuan', until }],
    classes: [
      {
        successor: 'zhouqing',
        kind: 'customer',
        items: 543,
        opened: 5,
        needed: 3,
        signature: {
          at: '2026-11-20T02:00:00.000Z',
          remark: '有两家门店的电话是旧的，已自己更新。',
          opened: 5,
          auditEntry: '019aa000-0000-7000-8000-000000000000',
        },
      },
      { successor: 'chenmo', kind: 'customer', items: 429, opened: 0, needed: 4, signature: null },
    ],
    review: { by: 'gaoyuan', at: '2026-11-21T02:00:00.000Z' },
    envelopeHash: '60149f0c6f52a3b1'.repeat(4),
    calls: { made: 19, minimum: 16, settledByLooking: 6 },
    memberOnlyGroups: 26,
    sources: [
      { name: 'externalcontact/list', kind: 'customer', count: customers },
      { name: 'externalcontact/contact_list', kind: 'customer', count: null },
      { name: 'externalcontact/groupchat/list', kind: 'group', count: 38 },
    ],
    times: {
      created: '2026-11-12T02:00:00.000Z',
      transferStart: '2026-11-16T01:00:00.000Z',
      frozen: '2026-11-27T10:00:00.000Z',
      agreedFreeze: '2026-11-27T10:00:00.000Z',
      reported: '2026-11-27T10:00:03.000Z',
    },
    names: {
      linxiao: '林晓',
      sumin: '苏敏',
      zhouqing: '周青',
      chenmo: '陈默',
      gaoyuan: '高远',
      zhenglan: '郑岚',
    },
    subjects: {
      ...Object.fromEntries(items.slice(0, excepted).map(({ name }, n) => [`item-${n}`, name])),
      'task-1': '知味轩售后群',
    },
    checkpoint: { origin: 'jieli.hemu/2026', size: 8_214, root: 'a1b2c3d4e5f60718'.repeat(4) },
  }
  return { view, given: { items, names: { hejianing: '何佳宁', tangrui: '唐锐' } } }
}

function itemOf(n: number): PaperItem {
  const isExcepted = n < excepted
  return {
    kind: 'customer',
    subject: subject(n),
    name: shop(n),
    successor: isExcepted ? null : at(successors, n),
    state: isExcepted ? 'excepted' : 'verified',
    reason: isExcepted ? at(reasons, n) : null,
    owner: isExcepted ? 'gaoyuan' : null,
    decision: isExcepted ? at(['keep', 'keep-by-default'], n) : null,
    dueAt: isExcepted ? until : null,
  }
}
