import type { Confirmation, ItemKind, ItemState, TaskKind, Trigger } from '@jieli/contract'
import { itemKinds } from '@jieli/contract'
import { find as findSet, seats, type ApprovalSet } from '../approvals/index.ts'
import { countBy, groupBy } from '../platform/collections.ts'
import type { Reader } from '../platform/db.ts'
import { minimumCalls } from './batch.ts'
import { confirmationOf } from './confirm.ts'
import { isEnd } from './handover.ts'
import { isPointed } from './pointing.ts'
import { tasksOf, type TaskRow } from './tasks/store.ts'
import { attemptsOf } from './store-attempts.ts'
import { itemsOf, type ItemRow } from './store-items.ts'
import type { HandoverRow } from './store.ts'

/** The report as data: ids and counts, no names; names are put in, masked, when somebody reads it. */
export interface Report extends Record<string, unknown> {
  readonly id: string
  readonly trigger: Trigger
  readonly ending: 'stay' | 'back' | null
  readonly returnAt: string | null
  readonly accessEndedAt: string | null
  readonly leaver: string
  readonly initiator: string
  readonly successors: readonly string[]
  readonly items: number
  /** Items without an end; a report exists only when it is 0. */
  readonly open: number
  readonly byState: Partial<Record<ItemState, number>>
  readonly completeness: readonly Completeness[]
  readonly exceptions: readonly Exception[]
  readonly notes: { readonly restored: number; readonly partly: number; readonly none: number }
  readonly approvals: readonly { seat: string; userid: string; decision: string | null; at: string | null }[]
  readonly mergedSeats: readonly { readonly userid: string; readonly seats: readonly string[] }[]
  readonly confirmation: Pick<Confirmation, 'how' | 'at'>
  readonly tasks: readonly TaskSum[]
  readonly tasksLeft: readonly TaskLeft[]
  readonly envelopeHash: string | null
  readonly calls: { readonly made: number; readonly minimum: number; readonly settledByLooking: number }
  readonly memberOnlyGroups: number
  readonly sources: readonly { name: string; kind: string; count: number | null }[]
  readonly times: {
    readonly created: string
    readonly transferStart: string
    readonly frozen: string | null
    readonly agreedFreeze: string
    readonly reported: string
  }
}

export interface TaskSum {
  readonly kind: TaskKind
  readonly of: number
  readonly done: number
  readonly dropped: number
  readonly left: number
}

export interface TaskLeft {
  readonly task: string
  readonly kind: TaskKind
  readonly owner: string
  readonly until: string
}

export interface Completeness {
  readonly kind: ItemKind
  /** What was found by all sources together, the late finds included. */
  readonly of: number
  readonly verified: number
  readonly excepted: number
  readonly adopted: number
  readonly gone: number
  readonly unknown: number
}

export interface Exception {
  readonly item: string
  readonly kind: ItemKind
  readonly subject: string
  readonly reason: string | null
  readonly code: number | null
  readonly owner: string
  readonly decision: string
  readonly until: string
}

export async function reportOf(reader: Reader, row: HandoverRow, now: Date): Promise<Report> {
  const rows = await itemsOf(reader, row.id)
  const attempts = (await attemptsOf(reader, row.id)).filter(
    ({ kind, sent_at }) => kind !== 'account' && sent_at !== null,
  )
  const set = row.approval_set_id === null ? undefined : await findSet(reader, row.approval_set_id)
  const tasks = await tasksOf(reader, row.id)
  const confirmation = confirmationOf(row)
  return {
    id: row.id,
    trigger: row.trigger,
    ending: row.ending,
    returnAt: row.return_at?.toISOString() ?? null,
    accessEndedAt: row.access_ended_at?.toISOString() ?? null,
    leaver: row.leaver,
    initiator: row.initiator,
    successors: row.plan.successors.map(({ userid }) => userid),
    items: rows.length,
    open: rows.filter(({ state }) => !isEnd(state)).length,
    byState: Object.fromEntries(countBy(rows, ({ state }) => state)),
    completeness: itemKinds
      .filter((kind) => !isPointed(kind) || rows.some((item) => item.kind === kind))
      .map((kind) => completenessOf(kind, rows)),
    exceptions: rows.filter(({ state }) => state === 'excepted').map(exceptionOf),
    notes: notesOf(rows),
    approvals: set
      ? seats.map((seat) => ({
          seat,
          userid: set.seats[seat].person,
          decision: set.seats[seat].decided?.decision ?? null,
          at: set.seats[seat].decided?.at.toISOString() ?? null,
        }))
      : [],
    mergedSeats: set ? mergedSeats(set) : [],
    confirmation: { how: confirmation.how, at: confirmation.at },
    tasks: taskSums(tasks),
    tasksLeft: tasks.flatMap(({ id, kind, state, owner, dueAt }) =>
      state === 'left' ? [{ task: id, kind, owner, until: dueAt.toISOString() }] : [],
    ),
    envelopeHash: row.envelope_hash,
    calls: {
      made: attempts.length,
      minimum: minimumCalls(rows.filter(({ sends }) => sends > 0)),
      settledByLooking: attempts.filter(({ state }) => state === 'settled').length,
    },
    memberOnlyGroups: row.preview?.memberOnlyGroups ?? 0,
    sources: row.preview?.sources ?? [],
    times: {
      created: row.created_at.toISOString(),
      transferStart: row.transfer_start_at.toISOString(),
      frozen: row.frozen_at?.toISOString() ?? null,
      agreedFreeze: row.freeze_at.toISOString(),
      reported: now.toISOString(),
    },
  }
}

function taskSums(tasks: readonly TaskRow[]): readonly TaskSum[] {
  return [...groupBy(tasks, ({ kind }) => kind)].map(([kind, all]) => {
    const n = (state: TaskRow['state']) => all.filter((task) => task.state === state).length
    return { kind, of: all.length, done: n('done'), dropped: n('dropped'), left: n('left') + n('open') }
  })
}

// Small organisations may let one person hold several seats; the report says so.
function mergedSeats(set: ApprovalSet): Report['mergedSeats'] {
  const byPerson = groupBy(seats, (seat) => set.seats[seat].person)
  return [...byPerson].flatMap(([userid, held]) => (held.length > 1 ? [{ userid, seats: held }] : []))
}

function completenessOf(kind: ItemKind, rows: readonly ItemRow[]): Completeness {
  const states = countBy(
    rows.filter((item) => item.kind === kind),
    ({ state }) => state,
  )
  const of = [...states.values()].reduce((sum, n) => sum + n, 0)
  const count = (state: ItemState) => states.get(state) ?? 0
  const [verified, excepted, adopted, gone] = [
    count('verified'),
    count('excepted'),
    count('adopted'),
    count('gone'),
  ]
  return { kind, of, verified, excepted, adopted, gone, unknown: of - verified - excepted - adopted - gone }
}

function exceptionOf(item: ItemRow): Exception {
  return {
    item: item.id,
    kind: item.kind,
    subject: item.subject,
    reason: item.reason,
    code: item.code,
    owner: item.owner ?? '',
    decision: item.decision ?? '',
    until: item.due_at?.toISOString() ?? '',
  }
}

function notesOf(rows: readonly ItemRow[]): Report['notes'] {
  const moved = rows.filter(({ kind, state }) => kind === 'customer' && state === 'verified')
  const restored = moved.filter(({ evidence }) => evidence['notes'] === 'restored').length
  const partly = moved.filter(({ evidence }) => evidence['notes'] === 'partly').length
  return { restored, partly, none: moved.length - restored - partly }
}
