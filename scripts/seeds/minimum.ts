import { sql } from 'kysely'
import type { Database } from '../../apps/server/src/platform/db.ts'
import { groupBy } from '../../apps/server/src/platform/collections.ts'

interface Send {
  readonly item: string
  readonly attempt: string
  readonly pair: string
  /** Attempts of one pass were planned together; later passes have higher numbers. */
  readonly pass: number
  /** Why it was sent again; null for a send that nothing asked for. */
  readonly because: string | null
}

/** The fewest calls that could have done it, and sends for which there is no reason. */
export interface Minimum {
  readonly calls: number
  readonly unjustified: readonly string[]
}

const perCall = 100

/**
 * Full batches per successor for everything that was sent at all, and for what had to be sent again (a refusal that a
 * person answered with "again", an unknown code, a hand in the console, the quota of the day) full batches per pass in
 * which that was known, less the room that first sends of that pass and later ones left. A call without any answer of which next to
 * nothing was carried out (by hand, somebody may have begun a few of its items) is not in here: each needs an injected
 * failure of its own. A group that a hand took at the last moment keeps its place in the batch that was planned.
 */
export async function minimumOf(database: Database, handover: string): Promise<Minimum> {
  const sends = await effectiveSends(database, handover)
  const first = new Map<string, Send>()
  const again: Send[] = []
  for (const send of sends) {
    if (first.has(send.item)) again.push(send)
    else first.set(send.item, send)
  }
  const firsts = [...first.values()]
  const byPair = groupBy(firsts, ({ pair }) => pair)
  const calls = [...byPair.values()].reduce((sum, all) => sum + full(all.length), 0)
  const more = [...groupBy(again, ({ pair, pass }) => `${pair} ${pass}`).values()].reduce((sum, all) => {
    const beside = firsts.filter(
      ({ pair, pass }) => pair === all[0]?.pair && pass >= (all[0]?.pass ?? 0),
    ).length
    return sum + full(beside + all.length) - full(beside)
  }, 0)
  const unjustified = again.filter(({ because }) => because === null).map(({ item }) => `${item} sent again`)
  return { calls: calls + more, unjustified }
}

function full(items: number): number {
  return Math.ceil(items / perCall)
}

// Sends whose call was carried out for at least one of its items, in order.
async function effectiveSends({ db }: Database, handover: string): Promise<readonly Send[]> {
  const { rows } = await sql<Send>`
    with effective as (
      select e.attempt_id from handover.item_event e where e.handover_id = ${handover} and e.attempt_id is not null
      group by e.attempt_id
      having bool_or(e.by = 'wecom') or 2 * count(*) filter (where e.what in ('not sent', 'was not executed'))
        < count(*) filter (where e.what = 'sent')
    )
    select e.item_id as item, a.id as attempt, a.kind || '/' || a.taker as pair,
      substring(a.run_key from 'pass/([0-9]+)/')::integer as pass,
      (select p.what from handover.item_event p where p.item_id = e.item_id and p.id < e.id and p.what <> 'sent'
        and p.what in ('decided: again', 'still with the leaver', 'quota of the day used', 'was not executed')
        order by p.id desc limit 1) as because
    from handover.item_event e join handover.attempt a on a.id = e.attempt_id
      join effective f on f.attempt_id = a.id
    where e.handover_id = ${handover} and e.what = 'sent' and a.kind <> 'account'
    order by e.id`.execute(db)
  return rows
}
