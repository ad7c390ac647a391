import type { FetchedToken } from '@jieli/wecom'
import { sql } from 'kysely'
import { later, type WallClock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Vault } from '../vault/index.ts'
import type { Leases } from './lease.ts'

export interface KeptDeps {
  readonly db: Db
  readonly vault: Vault
  readonly leases: Leases
  readonly wall: WallClock
  readonly corpId: string
}

interface Held {
  readonly token: string
  readonly until: Date
}

/** What WeCom hands out for a while and counts how often: tokens and tickets. */
export interface Kept<Key> {
  /** The one in use; another when that is the one found bad. */
  get(key: Key, bad: string | undefined, fetchToken: () => Promise<FetchedToken>): Promise<string>
}

// Renewed at nine tenths of its life, so that no call starts with a token that dies under way.
const usableShare = 0.9

/** One of each name for all processes: fetched by one of them, once, and sealed in the database. */
export function createKept<Key extends string>(deps: KeptDeps, nameOf: (key: Key) => string): Kept<Key> {
  const { db, vault, leases, wall, corpId } = deps
  const held = new Map<Key, Held>()
  const flights = new Map<Key, { readonly bad: string | undefined; readonly token: Promise<Held> }>()
  const scope = { kind: 'tenant', id: corpId } as const

  const usable = (one: Held | undefined, bad: string | undefined): one is Held =>
    one !== undefined && one.token !== bad && one.until > wall.now()

  const read = async (name: string): Promise<Held | undefined> => {
    const { rows } = await sql<{ sealed: Buffer; until: Date }>`
      select sealed, expires_at as until from gateway.token where name = ${name}`.execute(db)
    const row = rows[0]
    if (!row) return undefined
    const box = await vault.box(db, scope)
    return { token: box.open(placeOf(name), row.sealed), until: row.until }
  }

  const write = async (name: string, fetched: FetchedToken): Promise<Held> => {
    const fetchedAt = wall.now()
    const until = later(fetchedAt, fetched.lifeMs * usableShare)
    const sealed = (await vault.box(db, scope)).seal(placeOf(name), fetched.token)
    await sql`
      insert into gateway.token (name, sealed, fetched_at, expires_at)
      values (${name}, ${sealed}, ${fetchedAt}, ${until})
      on conflict (name) do update set sealed = excluded.sealed, fetched_at = excluded.fetched_at,
        expires_at = excluded.expires_at`.execute(db)
    return { token: fetched.token, until }
  }

  const obtain = async (key: Key, bad: string | undefined, fetchToken: () => Promise<FetchedToken>) => {
    const name = nameOf(key)
    const shared = await read(name)
    if (usable(shared, bad)) return shared
    return leases.hold(`gateway.token:${name}`, async () => {
      // Whoever had the lease before may have brought it.
      const brought = await read(name)
      if (usable(brought, bad)) return brought
      return write(name, await fetchToken())
    })
  }

  return {
    async get(key, bad, fetchToken) {
      for (;;) {
        const mine = held.get(key)
        if (usable(mine, bad)) return mine.token
        const joined = flights.get(key)
        const flight = joined ?? {
          bad,
          token: obtain(key, bad, fetchToken).finally(() => flights.delete(key)),
        }
        flights.set(key, flight)
        const brought = await flight.token
        held.set(key, brought)
        // A flight that set out before this token failed may have brought that very token.
        if (flight.bad === bad || brought.token !== bad) return brought.token
      }
    },
  }
}

function placeOf(name: string) {
  return { table: 'gateway.token', column: 'sealed', row: name }
}
