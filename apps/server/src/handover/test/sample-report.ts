import type { ReportView } from '@jieli/contract'
import type { PaperItem } from '../print/contents.ts'

const surnames = [...'李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const shops = [
  '知味轩餐饮',
  '小鹿母婴',
  '海禾屋茶饮',
  '半岸酒业',
  '云元记健身',
  '七见轩茶饮',
  '木巷超市',
  '华东店长交流 ①',
]

/** A report as 林晓's would be, for the tests of the papers. */
export function sampleReport(customers = 1_286): { view: ReportView; items: readonly PaperItem[] } {
  const exceptions = Array.from({ length: 12 }, (_, at) => ({
    item: `item-${at}`,
    kind: 'customer' as const,
    subject: `wmQY7sdJAAw2kLp9xv${at}`,
    reason: at % 2 === 0 ? ('LIMIT' as const) : ('REFUSED' as const),
    code: at % 2 === 0 ? 40128 : null,
    owner: 'gaoyuan',
    decision: 'keep',
    until: '2026-12-01T10:00:00.000Z',
  }))
  const items = Array.from({ length: customers }, (_, at): PaperItem => ({
    kind: 'customer',
    subject: `wmQY7sdJAAw2kLp9xv${at}`,
    name: `${surnames[at % surnames.length] ?? ''}** · ${shops[at % shops.length] ?? ''}`,
    successor: ['zhouqing', 'chenmo', 'hejianing'][at % 3] ?? null,
    state: at < 12 ? 'excepted' : 'verified',
    reason: at < 12 ? 'LIMIT' : null,
    owner: at < 12 ? 'gaoyuan' : null,
    dueAt: at < 12 ? '2026-12-01T10:00:00.000Z' : null,
  }))
  const view: ReportView = {
    id: 'H-2026-0001',
    trigger: 'resign',
    ending: null,
    returnAt: null,
    accessEndedAt: '2026-11-27T10:00:00.000Z',
    leaver: 'linxiao',
    initiator: 'sumin',
    successors: ['zhouqing', 'chenmo', 'hejianing'],
    items: customers + 39,
    open: 0,
    byState: { verified: customers + 27, excepted: 12 },
    completeness: [
      {
        kind: 'customer',
        of: customers,
        verified: customers - 12,
        excepted: 12,
        adopted: 0,
        gone: 0,
        unknown: 0,
      },
      { kind: 'group', of: 38, verified: 38, excepted: 0, adopted: 0, gone: 0, unknown: 0 },
      { kind: 'account', of: 1, verified: 1, excepted: 0, adopted: 0, gone: 0, unknown: 0 },
    ],
    exceptions,
    notes: { restored: customers - 12, partly: 0, none: 0 },
    approvals: ['manager', 'hr', 'admin', 'security'].map((seat, at) => ({
      seat,
      userid: ['gaoyuan', 'zhenglan', 'tangrui', 'shenzhiwei'][at] ?? '',
      decision: 'yes',
      at: '2026-11-12T02:00:00.000Z',
    })),
    mergedSeats: [],
    confirmation: { how: 'confirmed', at: '2026-11-13T03:30:00.000Z' },
    tasks: [
      { kind: 'membership', of: 26, done: 24, dropped: 1, left: 1 },
      { kind: 'promise', of: 3, done: 3, dropped: 0, left: 0 },
    ],
    tasksLeft: [{ task: 't1', kind: 'membership', owner: 'gaoyuan', until: '2026-11-30T10:00:00.000Z' }],
    classes: [
      {
        successor: 'zhouqing',
        kind: 'customer',
        items: 543,
        opened: 3,
        needed: 3,
        signature: {
          at: '2026-11-20T02:00:00.000Z',
          remark: '有两家门店电话是旧的，已自己更新。',
          opened: 3,
          auditEntry: '019aa000-0000-7000-8000-000000000000',
        },
      },
      { successor: 'chenmo', kind: 'customer', items: 429, opened: 0, needed: 3, signature: null },
    ],
    review: { by: 'gaoyuan', at: '2026-11-21T02:00:00.000Z' },
    envelopeHash: '60149f0c6f52a3b1'.repeat(4),
    calls: { made: 19, minimum: 16, settledByLooking: 1 },
    memberOnlyGroups: 26,
    sources: [
      { name: 'externalcontact/list', kind: 'customer', count: customers },
      { name: 'externalcontact/contact_list', kind: 'customer', count: null },
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
      zhouqing: '周晴',
      chenmo: '陈默',
      hejianing: '何佳宁',
      gaoyuan: '高远',
      zhenglan: '郑岚',
      tangrui: '唐锐',
      shenzhiwei: '沈知微',
    },
    subjects: {
      ...Object.fromEntries(
        exceptions.map(({ item }, at) => [
          item,
          `${surnames[at] ?? ''}** · ${shops[at % shops.length] ?? ''}`,
        ]),
      ),
      t1: '知味轩售后群',
    },
    checkpoint: { origin: 'jieli.hemu/2026', size: 214, root: 'a1b2c3d4e5f60718'.repeat(4) },
  }
  return { view, items }
}
