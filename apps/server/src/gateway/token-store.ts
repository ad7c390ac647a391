import { createHash } from 'node:crypto'
import type { FetchedToken, Secrets, TokenSecret, TokenStore } from '@jieli/wecom'
import { sql } from 'kysely'
import { later, type WallClock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Vault } from '../vault/index.ts'
import type { Leases } from './lease.ts'

export interface TokenStoreDeps {
  readonly db: Db
  readonly vault: Vault
  readonly leases: Leases
  readonly wall: WallClock
  readonly corpId: string
  /** A new secret needs a new token, so its digest is part of the name. */
  readonly secrets: Secrets
}

interface Held {
  readonly token: string
  readonly until: Date
}

// Renewed at nine tenths of its life, so that no call starts with a token that dies under way.
const usableShare = 0.9

/** One token per secret for all processes: fetched by one of them, once, and sealed in the database. */
export function createTokenStore(deps: TokenStoreDeps): TokenStore {
  const { db, vault, leases, wall, corpId } = deps
  const held = new Map<TokenSecret, Held>()
  const flights = new Map<TokenSecret, { readonly bad: string | undefined; readonly token: Promise<Held> }>()
  const scope = { kind: 'tenant', id: corpId } as const

  const nameOf = (secret: TokenSecret) => {
    const digest = createHash('sha256')
      .update(deps.secrets[secret] ?? '')
      .digest('hex')
    return `${corpId}:${secret}:${digest.slice(0, 16)}`
  }
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

  const obtain = async (
    secret: TokenSecret,
    bad: string | undefined,
    fetchToken: () => Promise<FetchedToken>,
  ) => {
    const name = nameOf(secret)
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
    async get(secret, bad, fetchToken) {
      for (;;) {
        const mine = held.get(secret)
        if (usable(mine, bad)) return mine.token
        const joined = flights.get(secret)
        const flight = joined ?? {
          bad,
          token: obtain(secret, bad, fetchToken).finally(() => flights.delete(secret)),
        }
        flights.set(secret, flight)
        const brought = await flight.token
        held.set(secret, brought)
        // A flight that set out before this token failed may have brought that very token.
        if (flight.bad === bad || brought.token !== bad) return brought.token
      }
    },
  }
}

function placeOf(name: string) {
  return { table: 'gateway.token', column: 'sealed', row: name }
}
