import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { Entry } from './audit.ts'
import { foldLevel, subtreesOf, treeOf, type Hash, type Span, type StoredNode, type Tree } from './merkle.ts'
import { sourcesOf, type Lookup } from './merkle-proof.ts'

export interface LeafRow {
  readonly seq: number
  readonly entryId: string
  readonly loggedAt: Date
  readonly bytes: Buffer
  readonly hash: Hash
  readonly urgent: boolean
}

export interface LogState {
  readonly log: number
  /** How many leaves the current log ever had. */
  readonly numbered: number
  readonly haltedWhy: string | null
  readonly origin: string | null
}

export async function readState(reader: Reader): Promise<LogState> {
  const { rows } = await sql<LogState>`
    select s.log, s.numbered, s.halted_why as "haltedWhy", o.name as origin
    from audit.state s left join audit.origin o using (log)`.execute(reader)
  const [state] = rows
  if (state === undefined)
    throw new Error('audit.state is empty: the database is not migrated or was damaged')
  return state
}

/** Takes the oldest queued entries out of the queue, locked for this transaction. */
export async function takeUnnumbered(tx: Tx, atMost: number): Promise<readonly Entry[]> {
  const { rows } = await sql<{ id: string }>`
    delete from audit.unnumbered where entry_id in
      (select entry_id from audit.unnumbered order by entry_id limit ${atMost}) returning entry_id as id`.execute(
    tx,
  )
  return readEntries(tx, rows.map(({ id }) => id).sort())
}

/** A restore that fires triggers queues entries that have their leaf already; a second number would be a lie. */
export async function forgetNumbered(reader: Reader): Promise<void> {
  await sql`delete from audit.unnumbered q
    where exists (select from audit.leaf l where l.entry_id = q.entry_id)`.execute(reader)
}

/** Takes one entry out of the queue. */
export async function takeEntry(tx: Tx, entryId: string): Promise<Entry> {
  await sql`delete from audit.unnumbered where entry_id = ${entryId}`.execute(tx)
  const [entry] = await readEntries(tx, [entryId])
  if (entry === undefined) throw new Error('the entry does not exist')
  return entry
}

async function readEntries(reader: Reader, ids: readonly string[]): Promise<readonly Entry[]> {
  const [first, last] = [ids[0], ids.at(-1)]
  if (first === undefined || last === undefined) return []
  // The bounds let the planner skip the other months.
  const { rows } = await sql<Entry>`
    select entry_id as "entryId", at, actor, role, session, action, objects, approvals,
      policy_version as "policyVersion", result, commitment, urgent
    from audit.entry
    where entry_id = any(${[...ids]}::uuid[]) and entry_id >= ${first}::uuid and entry_id <= ${last}::uuid
    order by entry_id`.execute(reader)
  if (rows.length !== ids.length) throw new Error('a queued entry does not exist')
  return rows
}

export async function insertLeaves(tx: Tx, log: number, leaves: readonly LeafRow[]): Promise<void> {
  await sql`
    insert into audit.leaf (log, seq, entry_id, logged_at, bytes, hash, urgent)
    select ${log}, * from unnest(${leaves.map(({ seq }) => seq)}::bigint[], ${leaves.map(({ entryId }) => entryId)}::uuid[],
      ${leaves.map(({ loggedAt }) => loggedAt)}::timestamptz[], ${leaves.map(({ bytes }) => bytes)}::bytea[],
      ${leaves.map(({ hash }) => hash)}::bytea[], ${leaves.map(({ urgent }) => urgent)}::boolean[])`.execute(
    tx,
  )
}

/** The size of the log after its last urgent leaf. */
export async function urgentSize(reader: Reader, log: number): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select seq from audit.leaf where log = ${log} and urgent order by seq desc limit 1`.execute(reader)
  return (rows[0]?.seq ?? -1) + 1
}

/** The actions of urgent leaves in a span, with how often they happened. */
export async function keyActions(
  reader: Reader,
  log: number,
  span: Span,
): Promise<readonly { readonly action: string; readonly count: number }[]> {
  const { rows } = await sql<{ action: string; count: number }>`
    select e.action, count(*) as count from audit.leaf l join audit.entry e using (entry_id)
    where l.log = ${log} and l.urgent and l.seq >= ${span.from} and l.seq < ${span.to}
    group by e.action order by min(l.seq)`.execute(reader)
  return rows
}

export async function insertNodes(tx: Tx, log: number, nodes: readonly StoredNode[]): Promise<void> {
  if (nodes.length === 0) return
  await sql`
    insert into audit.node (log, level, index, hash)
    select ${log}, * from unnest(${nodes.map(({ level }) => level)}::integer[], ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => hash)}::bytea[])`.execute(tx)
}

export async function setNumbered(tx: Tx, size: number): Promise<void> {
  await sql`update audit.state set numbered = ${size}`.execute(tx)
}

/** The last leaf decides how far the log goes. */
export async function lastLeaf(
  reader: Reader,
  log: number,
): Promise<{ readonly size: number; readonly loggedAt: Date }> {
  const { rows } = await sql<{ seq: number; loggedAt: Date }>`
    select seq, logged_at as "loggedAt" from audit.leaf where log = ${log} order by seq desc limit 1`.execute(
    reader,
  )
  const [last] = rows
  return last === undefined
    ? { size: 0, loggedAt: new Date(0) }
    : { size: last.seq + 1, loggedAt: last.loggedAt }
}

export async function leafHashes(reader: Reader, log: number, span: Span): Promise<readonly Hash[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    select hash from audit.leaf where log = ${log} and seq >= ${span.from} and seq < ${span.to} order by seq`.execute(
    reader,
  )
  if (rows.length !== span.to - span.from)
    throw new Error(`leaves are missing between ${span.from} and ${span.to}`)
  return rows.map(({ hash }) => hash)
}

async function nodeHashes(reader: Reader, log: number, { level, from, to }: Span & { level: number }) {
  if (level === 0) return leafHashes(reader, log, { from, to })
  const { rows } = await sql<{ hash: Buffer }>`
    select hash from audit.node where log = ${log} and level = ${level} and index >= ${from} and index < ${to}
    order by index`.execute(reader)
  if (rows.length !== to - from) throw new Error(`tree nodes of level ${level} are missing`)
  return rows.map(({ hash }) => hash)
}

/** Reads the stored nodes that these spans fold from. */
export async function lookupFor(reader: Reader, log: number, spans: readonly Span[]): Promise<Lookup> {
  const found = new Map<string, Hash>()
  for (const span of spans) {
    for (const subtree of subtreesOf(span)) {
      const source = sourcesOf(subtree)
      const hashes = await nodeHashes(reader, log, source)
      hashes.forEach((hash, i) => found.set(`${source.level}/${source.from + i}`, hash))
    }
  }
  return (level, index) => {
    const hash = found.get(`${level}/${index}`)
    if (hash === undefined) throw new Error(`tree node ${level}/${index} was not read`)
    return hash
  }
}

/** The right edge of the tree, from the node cache. */
export async function loadTree(reader: Reader, log: number, size: number): Promise<Tree> {
  const span = { from: 0, to: size }
  const lookup = await lookupFor(reader, log, [span])
  const peaks = subtreesOf(span).map((subtree) => {
    const { level, from, to } = sourcesOf(subtree)
    return foldLevel(Array.from({ length: to - from }, (_, i) => lookup(level, from + i)))
  })
  return treeOf(size, peaks)
}

export interface CheckpointRow {
  readonly log: number
  readonly size: number
  readonly root: Hash
  readonly note: string
  readonly signedAt: Date
  readonly proof: readonly Hash[]
}

export async function lastCheckpoint(reader: Reader, log: number): Promise<CheckpointRow | undefined> {
  const { rows } = await sql<CheckpointRow>`
    select log, size, root, note, signed_at as "signedAt", proof from audit.checkpoint
    where log = ${log} order by size desc limit 1`.execute(reader)
  return rows[0]
}

export async function insertCheckpoint(tx: Reader, row: CheckpointRow): Promise<void> {
  await sql`
    insert into audit.checkpoint (log, size, root, note, signed_at, proof)
    values (${row.log}, ${row.size}, ${row.root}, ${row.note}, ${row.signedAt}, ${[...row.proof]}::bytea[])
    on conflict do nothing`.execute(tx)
}

export async function insertReceipt(
  reader: Reader,
  receipt: { log: number; size: number; place: string; at: Date; body?: string },
): Promise<void> {
  await sql`
    insert into audit.receipt (log, size, place, received_at, body)
    values (${receipt.log}, ${receipt.size}, ${receipt.place}, ${receipt.at}, ${receipt.body ?? ''})
    on conflict do nothing`.execute(reader)
}

/** Checkpoints this place has not confirmed, oldest first. */
export async function unpublished(
  reader: Reader,
  log: number,
  place: string,
): Promise<readonly CheckpointRow[]> {
  const { rows } = await sql<CheckpointRow>`
    select log, size, root, note, signed_at as "signedAt", proof from audit.checkpoint c
    where log = ${log} and size > coalesce((select max(size) from audit.receipt r where r.log = ${log} and r.place = ${place}), 0)
    order by size limit 1000`.execute(reader)
  return rows
}

/** When this place was told during the last minutes or since midnight, and how far. */
export async function receiptTimes(reader: Reader, log: number, place: string): Promise<readonly Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select received_at as at from audit.receipt where log = ${log} and place = ${place}
    order by size desc limit 30`.execute(reader)
  return rows.map(({ at }) => at).reverse()
}

export async function lastReceipt(reader: Reader, log: number, place: string): Promise<number> {
  const { rows } = await sql<{ size: number | null }>`
    select max(size) as size from audit.receipt where log = ${log} and place = ${place}`.execute(reader)
  return rows[0]?.size ?? 0
}

/** Keys are remembered where the auditor can read them; pin them elsewhere as well. */
export async function insertKey(reader: Reader, vkey: string): Promise<void> {
  await sql`insert into audit.key (vkey) values (${vkey}) on conflict do nothing`.execute(reader)
}

export async function halt(reader: Reader, why: string, at: Date): Promise<void> {
  await sql`update audit.state set halted_why = ${why}, halted_at = ${at} where halted_why is null`.execute(
    reader,
  )
}
