import type { ApprovalPage } from '@jieli/contract'
import { find as findSet, reasonPlace, seats, stateOf, whomStandsFor } from '../approvals/index.ts'
import { masked, type Caller } from '../access/index.ts'
import type { Deps } from './deps.ts'
import { differencesOf, planVersion } from './plan-versions.ts'
import { findHandover } from './store.ts'
import { viewOf } from './view.ts'

/** What is asked of the approvers, what they said, and what differs from the version before. */
export async function approvalPageOf(
  deps: Deps,
  caller: Caller,
  id: string,
): Promise<ApprovalPage | undefined> {
  const { db } = deps.database
  const row = await findHandover(db, id)
  if (!row) return undefined
  const now = await deps.business.now()
  const set = row.approval_set_id === null ? undefined : await findSet(db, row.approval_set_id)
  const [before, after] = await Promise.all([
    planVersion(db, id, row.plan_version - 1),
    planVersion(db, id, row.plan_version),
  ])
  const seated = seats.map((seat) => {
    const state = set?.seats[seat]
    return {
      seat,
      userid: state?.person ?? row.plan.approvers[seat],
      decision: state?.decided?.decision ?? null,
      at: state?.decided?.at.toISOString() ?? null,
    }
  })
  const why = new Map<string, string>()
  const box = await deps.vault.box(db, { kind: 'handover', id })
  for (const seat of seats) {
    const sealed = set?.seats[seat].decided?.reason
    if (set && sealed) why.set(seat, masked.text(box.open(reasonPlace(set.id, seat), sealed)))
  }
  const whose = await whomStandsFor(db, caller.userid, now)
  const mine = new Set([caller.userid, ...whose].map((one) => one.toLowerCase()))
  const people = [
    row.leaver,
    row.initiator,
    ...row.plan.successors.map(({ userid }) => userid),
    ...seated.map(({ userid }) => userid),
    ...(before?.plan.successors.map(({ userid }) => userid) ?? []),
  ]
  return {
    handover: await viewOf(deps, db, row),
    names: Object.fromEntries(await deps.directory.namesOf(db, [...new Set(people)])),
    now: now.toISOString(),
    set: set?.id ?? null,
    hash: set?.hash ?? row.envelope_hash,
    state: set ? stateOf(set, now) : 'none',
    // While it waits what counts is until when they may decide.
    expiresAt:
      (set && stateOf(set, now) === 'waiting' ? set.decideBy : set?.expiresAt)?.toISOString() ?? null,
    requestedAt: set?.requestedAt.toISOString() ?? null,
    seats: seated.map((one) => ({ ...one, why: why.get(one.seat) ?? null })),
    mySeats: seated.flatMap(({ seat, userid }) => (mine.has(userid.toLowerCase()) ? [seat] : [])),
    version: row.plan_version,
    differs: before && after ? differencesOf(before, after) : [],
  }
}
