import { countBy } from '../platform/collections.ts'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { Bug } from '../platform/result.ts'
import { groupsWaitUntil, nextOfAll, tooLate, type Batch } from './batch.ts'
import type { Answer } from './carriers/carrier.ts'
import { errcodeOf } from './carriers/codes.ts'
import { sendCustomers } from './carriers/customers.ts'
import { sendGroups } from './carriers/groups.ts'
import { waitUntilCovered } from './cover.ts'
import type { Deps } from './deps.ts'
import type { AttemptId, Change, Item } from './handover.ts'
import { isPointed } from './pointing.ts'
import { repointItem } from './point.ts'
import { openMessage } from './message.ts'
import { afterCode, isCodeOfItems } from './outcome.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { groupsGivenAway, stillThere } from './still-there.ts'
import * as attempts from './store-attempts.ts'
import { findHandover, lockHandover, type HandoverRow } from './store.ts'
import { endsAt, giverOf } from './triggers.ts'

/**
 * Opens the next transfer call and returns its id; '' when there is nothing to send now. The row is the fence: it
 * exists, with its approvals, before anything leaves, and a step that runs twice finds it.
 */
export async function openAttempt(deps: Deps, id: string, runKey: string): Promise<string> {
  const now = await deps.business.now()
  const givenAway = await groupsGivenAway(deps, id, now)
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    // Nothing leaves before everything collected is safe.
    if (!row || !isMoving(row) || row.paused_at !== null || row.backed_up_at === null) return ''
    const unsettled = await attempts.unsettledAttempt(tx, id)
    if (unsettled) return unsettled.state === 'ready' && unsettled.kind !== 'account' ? unsettled.id : ''
    await applyChanges(tx, givenAway, { handoverId: id, at: now, by: 'looking' })
    const items = (await itemsOf(tx, id, ['planned'])).map(itemOf)
    const pace = { now, freezeAt: endsAt(row) }
    const late = tooLate(items, pace)
    await applyChanges(tx, late, { handoverId: id, at: now, by: 'system' })
    const lateIds = new Set(late.map(({ item }) => item))
    const left = items.filter((item) => !lateIds.has(item.id))
    const batch = nextOfAll(left, pace, await groupsToday(tx, row, left, now))
    if (batch) return openFor(deps, tx, { row, batch, now, runKey })
    const until = groupsWaitUntil(left, pace)
    if (until) {
      const waiting = left.filter((item) => item.kind === 'group' && item.state === 'planned')
      const changes = waiting.map((item): Change => ({
        item: item.id,
        what: 'quota of the day used',
        state: 'planned',
        dueAt: until,
      }))
      await applyChanges(tx, changes, { handoverId: id, at: now, by: 'system' })
    }
    return ''
  })
}

async function groupsToday(
  tx: Tx,
  { leaver }: HandoverRow,
  items: readonly Item[],
  now: Date,
): Promise<ReadonlyMap<string | null, number>> {
  const sent = new Map<string | null, number>()
  for (const { kind, giver } of items)
    if (kind === 'group' && !sent.has(giver))
      sent.set(giver, await attempts.groupsSentOn(tx, giver ?? leaver, now))
  return sent
}

export function isMoving(row: HandoverRow): boolean {
  return row.state === 'executing' || row.state === 'waiting'
}

interface Opening {
  readonly row: HandoverRow
  readonly batch: Batch
  readonly now: Date
  readonly runKey: string
}

async function openFor(deps: Deps, tx: Tx, { row, batch, now, runKey }: Opening): Promise<AttemptId> {
  const id: AttemptId = newId<'attempt'>()
  const { set, hash } = approvalsOf(row)
  const giver = batch.giver ?? row.leaver
  const isFirst = (await attempts.attemptsOf(tx, row.id)).length === 0
  const auditEntry = await deps.append(tx, {
    at: now,
    actor: 'system',
    role: 'executor',
    action: 'handover.attempt',
    objects: {
      handover: row.id,
      attempt: id,
      set,
      kind: batch.kind,
      giver,
      taker: batch.taker,
      items: String(batch.items.length),
    },
    approvals: [set],
    result: 'opened',
    payload: { subjects: batch.items.map(({ subject }) => subject) },
    urgent: isFirst,
  })
  await attempts.insertAttempt(tx, {
    id,
    handoverId: row.id,
    runKey,
    kind: batch.kind,
    giver,
    taker: batch.taker,
    items: batch.items,
    approvalSet: set,
    envelopeHash: hash,
    now,
    auditEntry,
  })
  const sending = batch.items.map((item) => ({
    item: item.id,
    what: 'sent',
    state: 'sending' as const,
    sent: true,
  }))
  await applyChanges(tx, sending, { handoverId: row.id, at: now, by: 'system', attemptId: id })
  return id
}

export function approvalsOf(row: HandoverRow): { readonly set: string; readonly hash: string } {
  if (row.approval_set_id === null || row.envelope_hash === null)
    throw new Bug(`${row.id} moves without approvals`)
  return { set: row.approval_set_id, hash: row.envelope_hash }
}

/** `answered`: every item has an answer. `unclear`: it may have been executed; settled by looking. */
export type Sent = 'answered' | 'unclear'

/** Makes the call of an attempt, once. Whatever cannot be known stays open and is settled by looking. */
export async function sendAttempt(deps: Deps, id: string, attemptId: string): Promise<Sent> {
  const attempt = await attempts.findAttempt(deps.database.db, attemptId)
  if (!attempt) throw new Bug(`no attempt ${attemptId}`)
  if (attempt.state !== 'ready') return attempt.state === 'open' ? 'unclear' : 'answered'
  const row = await findHandover(deps.database.db, id)
  if (!row) throw new Bug(`no handover ${id}`)
  if ((await attempts.attemptsOf(deps.database.db, id)).length === 1)
    await waitUntilCovered(deps, [attempt.audit_entry])
  const rows = await stillThere(deps, attempt, await rowsOf(deps, id, attemptId))
  deps.durable.assertAlive()
  if (rows.length === 0) {
    await withdraw(deps, attempt, { items: [], code: null })
    return 'answered'
  }
  const mine = await deps.database.inTx((tx) => attempts.markSent(tx, attemptId, deps.wall.now()))
  if (!mine) return 'unclear'
  const answer = await askWecom(deps, attempt, { row, items: rows })
  return answer === null ? 'unclear' : record(deps, { id, attemptId, rows, answer })
}

async function rowsOf(deps: Deps, id: string, attemptId: string): Promise<readonly ItemRow[]> {
  const members = await attempts.attemptItems(deps.database.db, attemptId)
  return (await itemsOf(deps.database.db, id, ['sending'])).filter((item) => members.has(item.id))
}

// Null: no answer. A refusal of the whole call that says nothing was done gives the items back.
async function askWecom(
  deps: Deps,
  attempt: attempts.AttemptRow,
  { row, items }: { readonly row: HandoverRow; readonly items: readonly ItemRow[] },
): Promise<Answer | null> {
  const subjects = items.map(({ subject }) => subject)
  const taker = attempt.taker ?? ''
  const giver = giverOf({ giver: attempt.giver === row.leaver ? null : attempt.giver }, row)
  const [first] = items
  try {
    if (first && isPointed(attempt.kind))
      return await repointItem(deps.wecom, first, { giver: giver.userid, taker })
    return attempt.kind === 'customer'
      ? await sendCustomers(deps.wecom, {
          giver,
          taker,
          subjects,
          // What they are told is about the leaver's going.
          message: row.leg === 'back' ? null : await openMessage(deps, row),
        })
      : await sendGroups(deps.wecom, { giver, taker, chatIds: subjects })
  } catch (error) {
    if (error instanceof Error && error.name === 'Unanswered') return null
    const code = errcodeOf(error)
    // A code about the people of the call is the answer for each of its items.
    if (code !== null && isCodeOfItems(code)) return new Map(subjects.map((subject) => [subject, code]))
    if (code !== null && !isRefusalWithoutEffect(error)) return null
    await withdraw(deps, attempt, { items, code })
    throw error
  }
}

// An unknown code does not say whether anything was done; every code of the table does.
function isRefusalWithoutEffect(error: unknown): boolean {
  return !(error instanceof Error && 'kind' in error && error.kind === 'unknown')
}

async function withdraw(
  deps: Deps,
  attempt: attempts.AttemptRow,
  { items, code }: { readonly items: readonly ItemRow[]; readonly code: number | null },
): Promise<void> {
  const now = await deps.business.now()
  await deps.database.inTx(async (tx) => {
    if (!(await attempts.closeAttempt(tx, attempt.id, 'withdrawn', { code }))) return
    const back = items.map((item) => ({ item: itemOf(item).id, what: 'not sent', state: 'planned' as const }))
    await applyChanges(tx, back, {
      handoverId: attempt.handover_id,
      at: now,
      by: 'system',
      attemptId: attempt.id,
    })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.attempt-withdrawn',
      objects: { handover: attempt.handover_id, attempt: attempt.id },
      result: code === null ? 'not-sent' : String(code),
    })
  })
}

interface Recording {
  readonly id: string
  readonly attemptId: string
  readonly rows: readonly ItemRow[]
  readonly answer: Answer
}

async function record(deps: Deps, { id, attemptId, rows, answer }: Recording): Promise<Sent> {
  const now = await deps.business.now()
  const answered = rows.flatMap((item) => {
    const code = answer.get(item.subject)
    return code === undefined ? [] : [{ item, code }]
  })
  const isWhole = answered.length === rows.length
  const codes = countBy(answered, ({ code }) => String(code))
  await deps.database.inTx(async (tx) => {
    if (
      isWhole &&
      !(await attempts.closeAttempt(tx, attemptId, 'answered', { codes: Object.fromEntries(codes) }))
    )
      return
    const changes = answered.map(({ item, code }) => afterCode(itemOf(item), code, now))
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'wecom', attemptId })
    await noteStarted(tx, answered, now)
    await deps.append(tx, {
      at: now,
      actor: 'wecom',
      role: 'wecom',
      action: 'handover.attempt-answered',
      objects: {
        handover: id,
        attempt: attemptId,
        codes: [...codes].map(([code, n]) => `${code}:${n}`).join(' '),
      },
      result: isWhole ? 'ok' : 'items-missing',
    })
  })
  return isWhole ? 'answered' : 'unclear'
}

/** Every transfer that began counts in the 90-day budget, whatever becomes of it. */
export async function noteStarted(
  tx: Tx,
  answered: readonly { readonly item: ItemRow; readonly code: number }[],
  now: Date,
): Promise<void> {
  const started = answered.filter(({ item, code }) => code === 0 && hasBudget(item.kind))
  await attempts.addKnownTransfers(
    tx,
    started.map(({ item }) => ({
      kind: item.kind === 'group' ? ('group' as const) : ('customer' as const),
      subject: item.subject,
      at: now,
    })),
    'jieli',
  )
}

function hasBudget(kind: ItemRow['kind']): boolean {
  return kind === 'customer' || kind === 'group'
}
