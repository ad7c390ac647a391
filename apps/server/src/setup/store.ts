import type { SettingName } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { Vault } from '../vault/index.ts'
import type { Values } from './setup.ts'

const scope = { kind: 'tenant', id: 'settings' } as const
const placeOf = (name: string) => ({ table: 'setup.setting', column: 'sealed', row: name })

export interface Saved {
  readonly name: SettingName
  readonly by: string
  readonly at: Date
}

export async function savedValues(reader: Reader, vault: Pick<Vault, 'box'>): Promise<Values> {
  const { rows } = await sql<{ name: SettingName; sealed: Buffer }>`
    select name, sealed from setup.setting`.execute(reader)
  if (rows.length === 0) return {}
  const box = await vault.box(reader, scope)
  return Object.fromEntries(rows.map(({ name, sealed }) => [name, box.open(placeOf(name), sealed)]))
}

export async function saveValues(
  tx: Tx,
  vault: Pick<Vault, 'box'>,
  { values, by, at }: { readonly values: Values; readonly by: string; readonly at: Date },
): Promise<void> {
  const box = await vault.box(tx, scope)
  for (const [name, value] of Object.entries(values))
    await sql`insert into setup.setting (name, sealed, by, at)
      values (${name}, ${box.seal(placeOf(name), value)}, ${by}, ${at})
      on conflict (name) do update set sealed = excluded.sealed, by = excluded.by, at = excluded.at`.execute(
      tx,
    )
}

export async function savedBy(reader: Reader): Promise<readonly Saved[]> {
  const { rows } = await sql<Saved>`select name, by, at from setup.setting`.execute(reader)
  return rows
}

/** Changes whenever a setting does; processes look at it to take up what another one saved. */
export async function stampOf(reader: Reader): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select coalesce(md5(string_agg(name || encode(sealed, 'hex'), ',' order by name)), '') as stamp
    from setup.setting`.execute(reader)
  return rows[0]?.stamp ?? ''
}

export interface SavedFile {
  readonly path: string
  readonly content: string
  readonly by: string
  readonly at: Date
}

export async function newestFile(reader: Reader): Promise<SavedFile | undefined> {
  const { rows } = await sql<SavedFile>`
    select path, content, by, at from setup.domain_file order by at desc limit 1`.execute(reader)
  return rows[0]
}

/** What is answered at this path; every file ever given is kept, since domains change one after the other. */
export async function fileAt(reader: Reader, path: string): Promise<string | undefined> {
  const { rows } = await sql<{ content: string }>`
    select content from setup.domain_file where path = ${path}`.execute(reader)
  return rows[0]?.content
}

export async function saveFile(tx: Tx, { path, content, by, at }: SavedFile): Promise<void> {
  await sql`insert into setup.domain_file (path, content, by, at) values (${path}, ${content}, ${by}, ${at})
    on conflict (path) do update set content = excluded.content, by = excluded.by, at = excluded.at`.execute(
    tx,
  )
}

export interface Tick {
  readonly by: string
  readonly at: Date
}

export async function ticksOf(reader: Reader): Promise<ReadonlyMap<string, Tick>> {
  const { rows } = await sql<Tick & { step: string }>`select step, by, at from setup.tick`.execute(reader)
  return new Map(rows.map(({ step, ...tick }) => [step, tick]))
}

export async function saveTick(tx: Tx, step: string, tick: Tick | undefined): Promise<void> {
  if (tick === undefined) await sql`delete from setup.tick where step = ${step}`.execute(tx)
  else
    await sql`insert into setup.tick (step, by, at) values (${step}, ${tick.by}, ${tick.at})
      on conflict do nothing`.execute(tx)
}

export interface Seen {
  readonly verifiedAt: Date | null
  readonly verifiedMs: number | null
  readonly eventAt: Date | null
}

const address = 'app'

export async function seenOf(reader: Reader): Promise<Seen> {
  const { rows } = await sql<Seen>`
    select verified_at as "verifiedAt", verified_ms as "verifiedMs", event_at as "eventAt"
    from setup.callback_seen where address = ${address}`.execute(reader)
  return rows[0] ?? { verifiedAt: null, verifiedMs: null, eventAt: null }
}

export async function noteVerified(reader: Reader, at: Date, ms: number): Promise<void> {
  await sql`insert into setup.callback_seen (address, verified_at, verified_ms)
    values (${address}, ${at}, ${Math.ceil(ms)})
    on conflict (address) do update set verified_at = excluded.verified_at, verified_ms = excluded.verified_ms`.execute(
    reader,
  )
}

export async function noteEvent(reader: Reader, at: Date): Promise<void> {
  await sql`insert into setup.callback_seen (address, event_at) values (${address}, ${at})
    on conflict (address) do update set event_at = excluded.event_at`.execute(reader)
}
