import { sql } from 'kysely'
import { endSessionsOf, revokeKeysOf } from '../access/index.ts'
import type { Reader, Tx } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import { lockHandover, patchHandover, type HandoverRow } from './store.ts'

/**
 * Ends what leavers may do here, at the agreed time: with everybody's yes when it was agreed to end at once, else at
 * the freeze. It waits neither for a transfer that stalls nor for WeCom.
 */
export async function endAccessDue(deps: Deps): Promise<number> {
  const now = await deps.business.now()
  const { rows } = await sql<{ id: string }>`
    select id from handover.handover
    where state in ('executing', 'waiting', 'verifying', 'closing') and trigger in ('resign', 'dismiss')
      and ending is null and access_ended_at is null
      and (access_ends = 'at-once' or freeze_at <= ${now})`.execute(deps.database.db)
  for (const { id } of rows)
    await deps.database.inTx(async (tx) => {
      const row = await lockHandover(tx, id)
      if (row && row.access_ended_at === null) await endAccess(deps, tx, row, now)
    })
  return rows.length
}

/** His sessions and keys end, and he does not get in again while his handover is open. */
export async function endAccess(deps: Deps, tx: Tx, row: HandoverRow, now: Date): Promise<void> {
  await patchHandover(tx, row.id, { access_ended_at: now })
  await revokeKeysOf(tx, row.leaver, deps.wall.now())
  await endSessionsOf(tx, row.leaver, 'handover', deps.wall.now())
  await deps.append(tx, {
    at: now,
    actor: 'system',
    role: 'executor',
    action: 'handover.access-ended',
    objects: { handover: row.id, person: row.leaver, agreed: row.access_ends },
    result: 'ok',
    urgent: true,
  })
}

/** Whether a person's access has ended by a handover that is not over. */
export async function isShutOut(reader: Reader, userid: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from handover.handover where lower(leaver) = lower(${userid})
      and state not in ('reported', 'archived', 'cancelled') and access_ended_at is not null and ending is null) as is`.execute(
    reader,
  )
  return rows[0]?.is ?? false
}
