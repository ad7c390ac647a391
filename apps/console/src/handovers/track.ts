import type { Progress } from '@jieli/contract'
import { when, type Lang, type TrackStep } from '../ui/index.ts'
import { stepWords } from '../words.ts'
import { sumOf, totalOf } from './parts.ts'

/** The legs of the relay with what happened or is planned, and how far the running one is. */
export function trackOf(
  { steps, handover, now, batches, groups }: Progress,
  lang: Lang,
): readonly TrackStep[] {
  const total = Math.max(1, totalOf(handover.byState))
  const done = sumOf(handover.byState, ['verified', 'adopted', 'excepted', 'gone']) / total
  const waiting = sumOf(handover.byState, ['waiting', 'sending', 'restoring']) / total
  const undecided = groups.reduce((sum, { count }) => sum + count, 0)
  return steps.map(({ id, state, at, planned }) => {
    const step = {
      id,
      words: stepWords[id],
      state,
      note: at ? when(at, now) : planned ? when(planned, now) : '—',
    }
    const gate = id === 'approval' || id === 'verify' ? { gate: true } : {}
    if (state !== 'running') return { ...step, ...gate }
    if (id !== 'transfer')
      return { ...step, ...gate, note: runningNote(id, lang) ?? step.note, done: 0.3, waiting: 0 }
    const sent = `${batches.sent}`
    const note =
      lang === 'zh'
        ? `已发 ${sent} 批${undecided > 0 ? `，${undecided} 项待定` : ''}`
        : `${sent} batches sent${undecided > 0 ? `, ${undecided} to decide` : ''}`
    return { ...step, ...gate, note, done, waiting }
  })
}

function runningNote(id: Progress['steps'][number]['id'], lang: Lang): string | undefined {
  if (id === 'approval') return lang === 'zh' ? '等四位审批人' : 'waiting for approvers'
  if (id === 'inventory') return lang === 'zh' ? '清点完，待提交' : 'ready to submit'
  return undefined
}
