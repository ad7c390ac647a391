import type { TrackStep } from '../ui/index.ts'

const legs = [
  ['start', '发起', 'Started', '11-12 10:05'],
  ['inventory', '清点', 'Inventory', '4 个来源一致'],
  ['confirm', '本人确认', 'Leaver', '补充 3 项'],
  ['approval', '审批', 'Approval', '4 人已同意'],
  ['backup', '备份', 'Backup', '还原验证通过'],
  ['transfer', '转移', 'Transfer', '预计 11-19 18:00'],
  ['dual', '双轨运行', 'Dual running', '同时，至 11-24'],
  ['verify', '核验', 'Verify', '11-25'],
  ['accept', '接替签收', 'Accepted', '11-25'],
  ['review', '经理复核', 'Reviewed', '11-26'],
  ['freeze', '回收与冻结', 'Freeze', '11-27 18:00'],
  ['archive', '归档', 'Archive', '11-27'],
] as const

const gates: ReadonlySet<string> = new Set(['backup', 'freeze'])

/** The twelve legs of a relay before, while and after it is run. */
export function track(state: TrackStep['state']): readonly TrackStep[] {
  return legs.map(([id, zh, en, note], at): TrackStep => {
    const step = { id, words: { zh, en }, note, ...(gates.has(id) ? { gate: true } : {}) }
    if (state !== 'running') return { ...step, state }
    if (at < 5) return { ...step, state: 'done' }
    if (id === 'transfer') return { ...step, state: 'running', done: 0.63, waiting: 0.31 }
    return { ...step, state: 'ahead' }
  })
}
