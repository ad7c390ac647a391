import { groupBy } from '../platform/collections.ts'
import { later, minutes } from '../platform/clock.ts'
import { inParallel } from '../platform/parallel.ts'
import type { Wecom } from './carriers/carrier.ts'
import { errcodeOf } from './carriers/codes.ts'
import { readDetails } from './carriers/customers.ts'
import type { Deps } from './deps.ts'
import { notesOf } from './notes.ts'
import { isRestored, restoreOf, type Notes } from './remark.ts'
import { logSeen } from './log-seen.ts'
import { applyChanges, itemOf, itemsOf, type FullChange, type ItemRow } from './store-items.ts'

// One step writes for this many customers, so that a crash repeats little; each step reads the successor's whole list.
const perStep = 500
const writersAtOnce = 8
// Written twice and still not there: the transfer stands, and the report says that the notes do not.
const triesBeforePartly = 2
// Ten minutes apart.
const looksBeforeMissing = 2

/** Writes the leaver's remarks and tags to the successor's relation, then reads them back. Returns what is left. */
export async function restoreNotes(deps: Deps, id: string): Promise<number> {
  const rows = await itemsOf(deps.database.db, id, ['restoring'])
  if (rows.length === 0) return 0
  const part = nextPart(rows)
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id })
  const now = await deps.business.now()
  const changes: FullChange[] = []
  for (const [taker, ofTaker] of groupBy(part, (item) => item.successor ?? '')) {
    const present = await readDetails(deps.wecom, taker)
    const writing = ofTaker.map((item) => ({
      item,
      taker,
      saved: notesOf(item, box),
      present: present.get(item.subject)?.notes,
    }))
    changes.push(...(await inParallel(writing, writersAtOnce, (one) => restoreOne(deps.wecom, one, now))))
  }
  await deps.database.inTx(async (tx) => {
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'system' })
    await logSeen(deps, tx, { id, changes, now })
  })
  const done = changes.filter(({ state }) => state !== 'restoring').length
  return rows.length - done
}

// Write one successor's after another's, since reading what he has costs a page per hundred; then read all back at once.
function nextPart(rows: readonly ItemRow[]): readonly ItemRow[] {
  const untried = rows.filter(({ evidence }) => typeof evidence['notesTries'] !== 'number')
  const [first] = untried
  if (!first) return rows
  return untried.filter(({ successor }) => successor === first.successor).slice(0, perStep)
}

interface One {
  readonly item: ItemRow
  readonly taker: string
  readonly saved: Notes | undefined
  readonly present: Notes | undefined
}

async function restoreOne(
  wecom: Wecom,
  { item, taker, saved, present }: One,
  now: Date,
): Promise<FullChange> {
  const { id } = itemOf(item)
  if (!present) return missing(item, now)
  if (!saved || isRestored(saved, present)) {
    return { item: id, what: 'read back', state: 'verified', reason: null, evidence: { notes: 'restored' } }
  }
  const tries = typeof item.evidence['notesTries'] === 'number' ? item.evidence['notesTries'] : 0
  if (tries >= triesBeforePartly) {
    return { item: id, what: 'read back', state: 'verified', reason: null, evidence: { notes: 'partly' } }
  }
  const refused = await write(
    wecom,
    { userid: taker, external_userid: item.subject },
    restoreOf(saved, present),
  )
  const evidence = { notesTries: tries + 1, ...(refused === null ? {} : { notesCode: refused }) }
  return { item: id, what: 'remark and tags written', state: 'restoring', dueAt: now, evidence }
}

// Taken over by WeCom's record, yet not among the successor's customers: it settles late, or somebody ended it.
function missing(item: ItemRow, now: Date): FullChange {
  const { id } = itemOf(item)
  const evidence = { missing: timesMissing(item) + 1 }
  if (isLongMissing(item)) return { item: id, what: 'relation ended', state: 'waiting', dueAt: now, evidence }
  const dueAt = later(now, minutes(10))
  return { item: id, what: 'relation not there yet', state: 'waiting', dueAt, code: null, evidence }
}

function timesMissing({ evidence }: ItemRow): number {
  return typeof evidence['missing'] === 'number' ? evidence['missing'] : 0
}

/** Missing so long that it no longer settles: only who holds the customer now tells what became of him. */
export function isLongMissing(item: ItemRow): boolean {
  return timesMissing(item) >= looksBeforeMissing
}

async function write(
  wecom: Wecom,
  pair: { readonly userid: string; readonly external_userid: string },
  { remark, addTags }: ReturnType<typeof restoreOf>,
): Promise<number | null> {
  try {
    if (remark) await wecom.call('remarkCustomer', { ...pair, ...remark })
    if (addTags.length > 0) await wecom.call('markCustomerTags', { ...pair, add_tag: [...addTags] })
    return null
  } catch (error) {
    const code = errcodeOf(error)
    const isAboutThisOne =
      error instanceof Error && 'kind' in error && (error.kind === 'business' || error.kind === 'input')
    if (code !== null && isAboutThisOne) return code
    throw error
  }
}
