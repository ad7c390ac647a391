import { sql } from 'kysely'
import type { Gone } from '../directory/index.ts'
import { days, later } from '../platform/clock.ts'
import type { Reader, Tx } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import { ask, knownRefs } from './start-requests.ts'

// Older ones were gone long before anybody looked.
const watchedMs = days(30)
// At the first reading of a company there may be many at once.
const named = 20

/** Who left the company or was disabled without a handover: nobody answers their customers. */
export async function goneWithoutHandover(deps: Deps, reader: Reader, now: Date): Promise<readonly Gone[]> {
  const found = await deps.directory.goneSince(reader, later(now, -watchedMs))
  if (found.length === 0) return []
  const { rows } = await sql<{ leaver: string }>`
    select lower(leaver) as leaver from handover.handover
    where state <> 'cancelled' and lower(leaver) = any(${found.map(({ userid }) => userid.toLowerCase())}::text[])`.execute(
    reader,
  )
  const handled = new Set(rows.map(({ leaver }) => leaver))
  return found.filter(({ userid }) => !handled.has(userid.toLowerCase()))
}

/** Tells HR and the direct leaders of whoever is gone without a handover, once; answers of how many people it told. */
export async function tellOfGone(deps: Deps): Promise<number> {
  const { db } = deps.database
  const now = await deps.business.now()
  const gone = await goneWithoutHandover(deps, db, now)
  if (gone.length === 0) return 0
  const hr = await deps.holdersOf('hr')
  const asked = await knownRefs(db, source, gone.map(refOf))
  return deps.database.inTx(async (tx) => {
    const fresh: Gone[] = []
    const receivers = new Map<string, string[]>()
    for (const one of gone) {
      // The request waits for whoever comes to be HR; said again it is the same one.
      if (!asked.has(refOf(one)))
        await ask(deps, tx, {
          source,
          ref: refOf(one),
          person: one.userid,
          trigger: 'resign',
          freezeAt: null,
          returnAt: null,
          by: { userid: 'system', role: 'system' },
          now,
        })
      const person = await deps.directory.person(tx, one.userid)
      const told = [...new Set([...hr, ...(person?.leaders ?? [])])].filter((to) => !isSame(to, one.userid))
      // Without anybody to tell it stays open until there is one.
      if (told.length === 0 || !(await claim(tx, one, now))) continue
      fresh.push(one)
      for (const to of told) receivers.set(to, [...(receivers.get(to) ?? []), one.userid])
    }
    const names = await deps.directory.namesOf(
      tx,
      fresh.map(({ userid }) => userid),
    )
    for (const [to, userids] of receivers)
      await deps.notify.sendText(tx, {
        to,
        about: { kind: 'gone', id: userids[0] ?? '' },
        text: textFor(
          userids.map((userid) => names.get(userid) ?? userid),
          deps.settings.publicUrl,
        ),
      })
    for (const { userid, what } of fresh)
      await deps.append(tx, {
        at: now,
        actor: 'system',
        role: 'system',
        action: 'handover.missing',
        objects: { person: userid, what },
        result: 'told',
        urgent: true,
      })
    return fresh.length
  })
}

const source = 'safety-net'

function refOf({ userid, since }: Gone): string {
  return `${userid.toLowerCase()} ${since.toISOString()}`
}

function textFor(names: readonly string[], publicUrl: string | undefined): string {
  const where = publicUrl === undefined ? '请在接力里发起交接' : `请发起交接：${publicUrl}/h/new/people`
  const who = names.slice(0, named).join('、') + (names.length > named ? ` 等 ${names.length} 人` : '')
  return `${who} 在企业微信里已离职或停用，还没有交接，名下的客户现在没有人接。${where}`
}

// Of several processes one tells.
async function claim(tx: Tx, { userid, since }: Gone, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into handover.gone_told (userid, since, at) values (${userid.toLowerCase()}, ${since}, ${at})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
