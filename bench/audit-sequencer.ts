import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createAudit, createSequencer, readMetrics, type Act } from '../apps/server/src/audit/index.ts'
import { openDatabase, type Tx } from '../apps/server/src/platform/db.ts'
import { startCluster } from '../apps/server/src/platform/embedded/cluster.ts'
import { migrate, readMigrations } from '../apps/server/src/platform/migrate.ts'

/**
 * Claim: numbering inside the act's transaction serialises all writers; unnumbered entries with one sequencer do not.
 * Same database, same run, 8 writers, one entry a transaction, disk waits on. Each round is run three times in turn.
 */
const writers = 8
const roundMs = 4_000

const dir = await mkdtemp(join(tmpdir(), 'jieli-bench-'))
const cluster = await startCluster({ stateDir: dir })
const ownerUrl = cluster.url('jieli_owner')
await migrate(ownerUrl, await readMigrations(new URL('../db/migrations', import.meta.url).pathname))
const owner = openDatabase({ url: ownerUrl, max: 1 })
await sql`create schema bench`.execute(owner.db)
await sql`create table bench.counter (id integer primary key, next bigint not null)`.execute(owner.db)
await sql`insert into bench.counter values (1, 0)`.execute(owner.db)
await sql`create table bench.numbered (seq bigint primary key, actor text not null, action text not null,
  objects jsonb not null, bytes bytea not null, hash bytea not null)`.execute(owner.db)
await sql`grant usage on schema bench to jieli_app`.execute(owner.db)
await sql`grant select, insert, update on all tables in schema bench to jieli_app`.execute(owner.db)
await owner.close()

const database = openDatabase({ url: cluster.url('jieli_app'), max: writers + 2 })
const { append } = createAudit({})
const act: Act = {
  at: new Date(),
  actor: 'zhang',
  role: 'hr',
  action: 'handover.item',
  objects: { handover: 'h1', item: 'i1' },
  result: 'ok',
}
const hash = Buffer.alloc(32)
const bytes = Buffer.alloc(300)

// What a domain does besides in its transaction: one more round trip to the database after the entry.
const workAfter = (tx: Tx) => sql`select 1`.execute(tx)

async function counterInside(tx: Tx): Promise<void> {
  const { rows } = await sql<{ seq: number }>`
    update bench.counter set next = next + 1 where id = 1 returning next as seq`.execute(tx)
  await sql`insert into bench.numbered values (${rows[0]?.seq ?? 0}, ${act.actor}, ${act.action},
    ${JSON.stringify(act.objects)}::jsonb, ${bytes}, ${hash})`.execute(tx)
  await workAfter(tx)
}

async function unnumbered(tx: Tx): Promise<void> {
  await append(tx, act)
  await workAfter(tx)
}

interface Round {
  readonly perSecond: number
  readonly written: number
  readonly p99Ms: number
}

async function round(write: (tx: Tx) => Promise<void>): Promise<Round> {
  const took: number[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() - begun < roundMs) {
        const from = performance.now()
        await database.inTx(write)
        took.push(performance.now() - from)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1_000
  took.sort((a, b) => a - b)
  return {
    perSecond: took.length / seconds,
    written: took.length,
    p99Ms: took[Math.floor(took.length * 0.99)] ?? 0,
  }
}

const sequencer = createSequencer({ database, origin: 'bench.example/audit' })
const inside: Round[] = []
const outside: Round[] = []
const drained: number[] = []
for (let i = 0; i < 3; i += 1) {
  inside.push(await round(counterInside))
  if (i === 0) sequencer.start()
  outside.push(await round(unnumbered))
  const from = performance.now()
  while ((await readMetrics(database.db)).unnumbered > 0) await new Promise((done) => setTimeout(done, 5))
  drained.push(performance.now() - from)
}
const { size } = await readMetrics(database.db)
await sequencer.stop()
await database.close()
await cluster.stop()
await rm(dir, { recursive: true, force: true })

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const print = (name: string, unit: string, value: number, baseline: number) =>
  console.log(
    JSON.stringify({
      name,
      value: Math.round(value * 10) / 10,
      unit,
      baseline: Math.round(baseline * 10) / 10,
      ratio: Math.round((value / baseline) * 100) / 100,
    }),
  )
const base = { perSecond: median(inside.map((r) => r.perSecond)), p99Ms: median(inside.map((r) => r.p99Ms)) }
print(
  'audit.append.per-second.unnumbered-vs-counter-row',
  'tx/s',
  median(outside.map((r) => r.perSecond)),
  base.perSecond,
)
print('audit.append.p99.unnumbered-vs-counter-row', 'ms', median(outside.map((r) => r.p99Ms)), base.p99Ms)
// The alarm for unnumbered entries stands at 5 s.
print('audit.sequencer.backlog-after-round-vs-alarm', 'ms', Math.max(...drained), 5_000)
print(
  'audit.sequencer.leaves-vs-entries',
  'leaves',
  size,
  outside.reduce((sum, r) => sum + r.written, 0),
)
