import { shanghaiIso } from '../../platform/clock.ts'
import { reasonWords, type Reason } from '@jieli/contract'
import type { Cell, Moment } from './part.ts'

const decisionNames: Readonly<Record<string, string>> = {
  keep: '先留着',
  'keep-by-default': '冻结前没人定，按规则留给经理',
  cancelled: '取消时没有转',
  again: '再转一次',
  look: '要人看一下',
}

const votes: Readonly<Record<string, string>> = { yes: '✓ 同意', no: '✗ 不同意' }

export const decisionName = (decision: string): string => decisionNames[decision] ?? decision
export const voteName = (vote: string | null): string => (vote === null ? '—' : (votes[vote] ?? vote))

/** Why an item did not move, and the number WeCom gave. */
export function because(reason: Reason | null, code: number | null = null): string {
  const words = reason === null ? '' : reasonWords[reason].zh
  return code === null ? words : `${words}（${code}）`
}

export const count = (n: number): string => n.toLocaleString('en')

const shifted = (iso: string) => shanghaiIso(new Date(iso))

/** For the eye: to the minute; a midnight is a day. */
export function shown({ iso }: Moment): string {
  const at = shifted(iso)
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`.replace(/ 00:00$/, '')
}

/** A cell as people read it. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return count(cell)
  return 'ratio' in cell ? `${(cell.ratio * 100).toFixed(1)}%` : shown(cell)
}

/** For a machine: ISO 8601 with the offset of Shanghai. */
export const isoShanghai = ({ iso }: Moment): string => `${shifted(iso).slice(0, 19)}+08:00`

/** A hash in fours, so that two people can compare it aloud. */
export const fours = (hex: string): string => (hex.match(/.{1,4}/g) ?? []).join(' ')
