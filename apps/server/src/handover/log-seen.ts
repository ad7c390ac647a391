import { countBy } from '../platform/collections.ts'
import type { Tx } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import type { Change } from './handover.ts'

/** Logs what a reading of WeCom changed, as one entry with counts: pages that are open hear of it by the log. */
export async function logSeen(
  deps: Pick<Deps, 'append'>,
  tx: Tx,
  { id, changes, now }: { readonly id: string; readonly changes: readonly Change[]; readonly now: Date },
): Promise<void> {
  if (changes.length === 0) return
  const counts = countBy(changes, ({ state }) => state)
  await deps.append(tx, {
    at: now,
    actor: 'system',
    role: 'executor',
    action: 'handover.items-seen',
    objects: {
      handover: id,
      items: String(changes.length),
      ...Object.fromEntries([...counts].map(([state, n]) => [state, String(n)])),
    },
    result: 'ok',
  })
}
