import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { giveRole, startSession, type Follower } from '../src/access/index.ts'
import { createAudit, createSequencer } from '../src/audit/index.ts'
import { compose, type Server } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { createLog } from '../src/platform/log.ts'
import { createHub, liveRoutes, type TrailDeps } from '../src/trail/index.ts'
import { freshDatabase } from './database.ts'
import { eventsOf, type Events } from './events.ts'
import { until } from './whole.ts'

// Two instances of the server on one database, as they stand behind one address.
const database = await freshDatabase()
const { appendAll } = createAudit({})
const sequencer = createSequencer({ database, origin: 'test.example/audit', pollMs: 5, onAlarm: () => {} })
const serverOf = (): Server =>
  compose({
    config: readConfig({
      WECOM_BASE_URL: 'http://127.0.0.1:9',
      WECOM_CORP_ID: 'ww1234567890abcdef',
      WECOM_AGENT_ID: '1000002',
      WECOM_APP_SECRET: 'app-secret-of-the-test',
      WECOM_CALLBACK_TOKEN: 'callback-token-of-the-test',
      WECOM_CALLBACK_AES_KEY: 'k'.repeat(43),
      SWEEP_MS: '50',
    }),
    databaseUrl: database.urls.app,
    rootKey: randomBytes(32),
    signer: undefined,
    log: createLog('silent'),
    domainFile: undefined,
  })
const one = serverOf()
const other = serverOf()
const opened: Events[] = []

beforeAll(async () => {
  sequencer.start()
  await database.inTx(async (tx) => {
    for (const userid of ['hr1', 'successor', 'stranger'])
      await sql`insert into directory.person (userid, status, leaders, changed_at)
        values (${userid}, 'active', '{}', now())`.execute(tx)
    await giveRole(tx, { userid: 'hr1', role: 'hr', by: 'test', at: new Date() })
    for (const [id, successor] of [
      ['H-2026-0001', 'successor'],
      ['H-2026-0002', 'somebody-else'],
    ])
      await sql`insert into handover.handover
        (id, trigger, leaver, initiator, state, plan, created_at, transfer_start_at, freeze_at)
        values (${id}, 'resign', ${`leaver-of-${id}`}, 'hr-of-it', 'confirming', ${JSON.stringify({
          rules: [],
          successors: [{ userid: successor, cap: null }],
          approvers: { manager: 'a', hr: 'b', admin: 'c', security: 'd' },
        })}::jsonb, now(), now(), now() + interval '9 days')`.execute(tx)
  })
})
beforeEach(() => {
  for (const events of opened.splice(0)) events.close()
})
afterAll(async () => {
  for (const events of opened) events.close()
  for (const server of [one, other]) {
    await server.trail.stop()
    await server.database.close()
  }
  await sequencer.stop()
  await database.close()
})

const cookieOf = async (userid: string) =>
  `jieli_session=${(await database.inTx((tx) => startSession(tx, userid, new Date()))).key}`
const act = (n: number, handover?: string) => ({
  at: new Date(),
  actor: 'system',
  role: 'executor',
  action: 'handover.items-seen',
  objects: { ...(handover === undefined ? {} : { handover }), n: String(n) },
  result: 'ok',
})
const log = (handover: string | undefined, n = 1) =>
  database.inTx((tx) =>
    appendAll(
      tx,
      Array.from({ length: n }, (_, at) => act(at, handover)),
    ),
  )
const logged = async () => {
  const { rows } = await sql<{ cursor: string }>`
    select log || '.' || seq as cursor from audit.leaf order by log, seq`.execute(database.db)
  return rows.map(({ cursor }) => cursor)
}
const numbered = async () =>
  until(async () => {
    const { rows } = await sql`select from audit.unnumbered limit 1`.execute(database.db)
    return rows.length === 0
  })

async function follow(server: Server, cookie: string, from?: string): Promise<Events> {
  const headers = { cookie, ...(from === undefined ? {} : { 'last-event-id': from }) }
  const events = eventsOf(await server.app.request('/v1/live', { headers }))
  opened.push(events)
  await until(() => Promise.resolve(events.all.some(({ event }) => event === 'hello')))
  return events
}

const idsOf = (events: Events) => events.all.filter(({ event }) => event === 'logged').map(({ id }) => id)

test('whoever goes on at another instance gets all he missed, once and in order', async () => {
  const cookie = await cookieOf('hr1')
  const first = await follow(one, cookie)
  await log('H-2026-0001', 30)
  await until(() => Promise.resolve(idsOf(first).length === 30))
  first.close()
  const [before] = idsOf(first).slice(-1)
  // While nobody follows, and while he comes back.
  await log('H-2026-0002', 40)
  const writing = (async () => {
    for (let n = 0; n < 20; n += 1) await log('H-2026-0001')
  })()
  const second = await follow(other, cookie, before)
  await writing
  await numbered()
  const all = await logged()
  await until(
    () => Promise.resolve(idsOf(first).length + idsOf(second).length === all.length),
    () => ({ first: idsOf(first).length, second: idsOf(second).length, all: all.length }),
  )
  expect([...idsOf(first), ...idsOf(second)]).toEqual(all)
})

test('a successor hears of his handover only, and nothing that belongs to none', async () => {
  const events = await follow(one, await cookieOf('successor'))
  await log('H-2026-0002')
  await log(undefined)
  await log('H-2026-0001')
  await until(() => Promise.resolve(idsOf(events).length > 0))
  await log('H-2026-0001')
  await until(() => Promise.resolve(idsOf(events).length === 2))
  const bodies = events.all.filter(({ event }) => event === 'logged').map(({ data }) => JSON.parse(data))
  expect(bodies.map(({ handover }) => handover)).toEqual(['H-2026-0001', 'H-2026-0001'])
  // Ids and the name of the act; nothing that was done by whom.
  expect(Object.keys(bodies[0]).toSorted()).toEqual(['action', 'cursor', 'handover', 'seq'])
})

test('nobody follows without a session', async () => {
  for (const cookie of ['', 'jieli_session=made-up']) {
    const reply = await one.app.request('/v1/live', { headers: { cookie } })
    expect(reply.status).toBe(401)
  }
})

test('far behind, or beyond the end of a log that was set back, everything is read anew', async () => {
  const cookie = await cookieOf('hr1')
  const start = (await logged()).at(-1)
  await log('H-2026-0001', 1_100)
  await numbered()
  for (const from of [start, '1.999999']) {
    const events = await follow(one, cookie, from)
    await until(() => Promise.resolve(events.all.some(({ event }) => event === 'reset')))
    expect(events.all.find(({ event }) => event === 'reset')?.id).toBe((await logged()).at(-1))
    await log('H-2026-0001')
    await until(() => Promise.resolve(idsOf(events).length === 1))
  }
})

const age = (minutes: number) =>
  sql`update access.session set rotated_at = rotated_at - make_interval(mins => ${minutes})`.execute(
    database.db,
  )

test('an open page does not spend the next key of its session', async () => {
  const cookie = await cookieOf('hr1')
  const follower = await one.access.follower(new Headers({ cookie }))
  await age(20)
  // The stream looks; the key of the browser stays the one that counts, also after the overlap.
  expect(await follower?.still()).toMatchObject({ userid: 'hr1', reach: 'any' })
  await age(1)
  expect((await one.app.request('/v1/me', { headers: { cookie } })).status).toBe(200)
})

test('a stream that is opened when the key is due brings the next key to the browser', async () => {
  const cookie = await cookieOf('hr1')
  await age(20)
  const reply = await one.app.request('/v1/live', { headers: { cookie } })
  opened.push(eventsOf(reply))
  const [next = ''] = reply.headers.getSetCookie()
  expect(next).toContain('HttpOnly')
  await age(1)
  const me = (from: string) => one.app.request('/v1/me', { headers: { cookie: from } })
  expect((await me(cookie)).status).toBe(401)
  expect((await me(next.split(';')[0] ?? '')).status).toBe(200)
})

test('a stream knows by its next look that the session ended, the person left or a role changed', async () => {
  const follower = async (userid: string) => {
    const found = await one.access.follower(new Headers({ cookie: await cookieOf(userid) }))
    if (!found) throw new Error(`${userid} may not follow`)
    return found
  }
  const ended = await follower('stranger')
  await sql`update access.session set ended_at = now(), ended_why = 'test' where userid = 'stranger'`.execute(
    database.db,
  )
  expect(await ended.still()).toBeUndefined()
  const promoted = await follower('stranger')
  expect(promoted.caller.reach).not.toBe('any')
  await database.inTx((tx) => giveRole(tx, { userid: 'stranger', role: 'hr', by: 'test', at: new Date() }))
  expect(await promoted.still()).toMatchObject({ reach: 'any' })
  await sql`update directory.person set status = 'disabled' where userid = 'stranger'`.execute(database.db)
  expect(await promoted.still()).toBeUndefined()
})

test('an open stream follows a changed role and ends with its session', async () => {
  let reach: 'any' | readonly [] | undefined = []
  const follower: Follower = {
    caller: { userid: 'somebody', role: 'employee', roles: ['employee'], reach },
    headers: {},
    still: () =>
      Promise.resolve(
        reach === undefined
          ? undefined
          : { userid: 'somebody', role: 'employee', roles: ['employee'], reach },
      ),
  }
  const deps: TrailDeps = {
    database,
    directory: one.directory,
    wall: { now: () => new Date() },
    follower: () => Promise.resolve(follower),
    visibleTo: (caller) => one.handovers.visibleTo(caller),
    onTrouble: () => {},
    pollMs: 20,
    recheckMs: 20,
  }
  const hub = createHub(deps)
  const events = eventsOf(await liveRoutes(deps, hub).request('/v1/live'))
  opened.push(events)
  await until(() => Promise.resolve(events.all.length > 0))
  await log('H-2026-0001')
  await numbered()
  reach = 'any'
  await until(async () => {
    await log('H-2026-0002')
    return idsOf(events).length > 0
  })
  reach = undefined
  await until(() => Promise.resolve(events.isOver()))
  await hub.stop()
})

test('who takes nothing holds neither a place nor what he has not taken', async () => {
  let listeners = 0
  const deliver: ((entries: readonly never[]) => void)[] = []
  const deps: TrailDeps = {
    database,
    directory: one.directory,
    wall: { now: () => new Date() },
    follower: async () => one.access.follower(new Headers({ cookie: await cookieOf('hr1') })),
    visibleTo: () => Promise.resolve(undefined),
    onTrouble: () => {},
    pollMs: 20,
    recheckMs: 30_000,
  }
  const reply = await liveRoutes(deps, {
    follow(listener) {
      listeners += 1
      deliver.push(listener as (typeof deliver)[number])
      return Promise.resolve(() => {
        listeners -= 1
      })
    },
    stop: () => Promise.resolve(),
  }).request('/v1/live')
  expect(reply.status).toBe(200)
  await until(() => Promise.resolve(listeners === 1))
  const entries = Array.from({ length: 500 }, (_, at) => ({
    ...act(at, 'H-2026-0001'),
    log: 99,
    seq: at,
    entryId: String(at),
  })) as unknown as readonly never[]
  for (let n = 0; n < 5; n += 1) for (const to of deliver) to(entries)
  expect(listeners).toBeLessThanOrEqual(0)
  await reply.body?.cancel()
})
