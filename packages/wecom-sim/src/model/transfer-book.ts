import { Table } from '../book/table.ts'
import { dayOf } from '../time.ts'
import type { Transfer } from './records.ts'

/** "2 in 90 natural days" (doc 92125, 95703). */
const budgetDays = 90
export const budgetTimes = 2

/** Every transfer there was, found by what moved or by the pair, and the ones still running. */
export class Transfers {
  readonly #bySubject = new Map<string, Transfer[]>()
  readonly #byPair = new Map<string, Map<string, Transfer>>()
  readonly #running = new Map<number, Transfer>()
  /** Group transfers per old or new owner and natural day: the 300 a day. */
  readonly #groupsPerDay = new Map<string, number>()
  readonly table = new Table<Transfer>('transfers', {
    put: (_, row) => this.#index(row),
    drop: (_, row) => this.#forget(row),
  })

  #forget(row: Transfer): void {
    this.#bySubject.set(
      row.subject,
      this.history(row.subject).filter((one) => one !== row),
    )
    const latest = this.#byPair.get(pairKey(row))
    if (latest?.get(row.subject) === row) latest.delete(row.subject)
    this.#running.delete(row.no)
    for (const key of quotaKeys(row)) this.#groupsPerDay.set(key, (this.#groupsPerDay.get(key) ?? 1) - 1)
  }

  #index(row: Transfer): void {
    const history = this.#bySubject.get(row.subject) ?? []
    history.push(row)
    this.#bySubject.set(row.subject, history)
    const pair = pairKey(row)
    const latest = this.#byPair.get(pair) ?? new Map<string, Transfer>()
    // A repeated attempt overwrites what can be seen (doc 94088 has no task id), and moves it to the end.
    latest.delete(row.subject)
    latest.set(row.subject, row)
    this.#byPair.set(pair, latest)
    if (row.endedAt === null) this.#running.set(row.no, row)
    for (const key of quotaKeys(row)) this.#groupsPerDay.set(key, (this.#groupsPerDay.get(key) ?? 0) + 1)
  }

  get size(): number {
    return this.table.size
  }

  add(row: Transfer): Transfer {
    return this.table.put(String(row.no), row)
  }

  /** A running transfer comes to its end. */
  end(row: Transfer, at: number, outcome: Exclude<Transfer['outcome'], 'pending'>): void {
    row.endedAt = at
    row.outcome = outcome
    this.#running.delete(row.no)
    this.table.touch(String(row.no))
  }

  running(): IterableIterator<Transfer> {
    return this.#running.values()
  }

  get isIdle(): boolean {
    return this.#running.size === 0
  }

  runningOf(subject: string): Transfer | undefined {
    return this.history(subject).findLast((row) => row.endedAt === null)
  }

  history(subject: string): readonly Transfer[] {
    return this.#bySubject.get(subject) ?? []
  }

  latestOfPair(mode: Transfer['mode'], from: string, to: string): Transfer[] {
    return [...(this.#byPair.get(pairKey({ kind: 'customer', mode, from, to }))?.values() ?? [])]
  }

  groupsMovedOn(side: 'old' | 'new', userid: string, at: number): number {
    return this.#groupsPerDay.get(`${side}|${userid}|${dayOf(at)}`) ?? 0
  }

  /** In-service transfers of the last 90 natural days, the running one included. */
  spent(subject: string, at: number, refusedCounts: boolean): number {
    const today = dayOf(at)
    return this.history(subject).filter(
      (row) =>
        row.mode === 'in-service' &&
        today - dayOf(row.startedAt) < budgetDays &&
        (refusedCounts || row.outcome !== 'refused'),
    ).length
  }
}

function pairKey(row: Pick<Transfer, 'kind' | 'mode' | 'from' | 'to'>): string {
  return `${row.kind}|${row.mode}|${row.from}|${row.to}`
}

/** Whose 300 a day a group transfer counts in: either side's, whichever the switch asks for. */
function quotaKeys(row: Transfer): string[] {
  if (row.kind !== 'group') return []
  return [`old|${row.from}|${dayOf(row.startedAt)}`, `new|${row.to}|${dayOf(row.startedAt)}`]
}
