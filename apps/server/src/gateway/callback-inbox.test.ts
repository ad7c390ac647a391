import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sealCallback, sealEcho, writeCallback, type CallbackSecrets } from '@jieli/wecom'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { later, minutes, seconds } from '../platform/clock.ts'
import { createDurable } from '../platform/durable/dbos.ts'
import { createVault, type Vault } from '../vault/index.ts'
import { callbackRoutes } from './callback-routes.ts'
import { createCallbacks } from './index.ts'
import { createInbox, type AnyHandler, type Inbox } from './inbox.ts'

const corpId = 'wwjieli'
const secrets: CallbackSecrets = {
  token: 'callbackToken',
  encodingAesKey: randomBytes(32).toString('base64').slice(0, 43),
  receiveId: corpId,
}
const start = new Date('2026-11-20T01:00:00Z')

let database: TestDatabase
let vault: Vault
let now: Date
let seen: { readonly event: string; readonly refusal: string | number | undefined }[]
let inbox: Inbox

beforeEach(async () => {
  database = await freshDatabase()
  vault = createVault({ database, rootKey: randomBytes(32), tenant: corpId })
  now = start
  seen = []
  inbox = anInbox([{ name: 'test.watch', on: 'transferFail', handle: () => Promise.resolve() }])
})

afterEach(() => database.close())

const onEvent = (event: string, facts: Readonly<Record<string, string | number>>) => {
  seen.push({ event, refusal: facts['refusal'] })
}

function anInbox(handlers: readonly AnyHandler[]): Inbox {
  const durable = createDurable({ database, workflows: {}, deadAfterMs: 10_000 })
  return createInbox({ database, vault, durable, wall: { now: () => now }, corpId, handlers, onEvent })
}

function post(
  sealed: ReturnType<typeof sealCallback>,
  over: { body?: string; inbox?: Pick<Inbox, 'keep'> } = {},
) {
  const wall = { now: () => now }
  const app = callbackRoutes({ address: 'app', secrets, wall, inbox: over.inbox ?? inbox, onEvent })
  const query = queryText(sealed.query)
  return app.request(`/?${query}`, { method: 'POST', body: over.body ?? sealed.body })
}

function queryText(query: object): string {
  return new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

const refusedXml = (at: Date, customer = 'wmCustomer1') =>
  writeCallback('transferFail', {
    ToUserName: corpId,
    FromUserName: 'sys',
    CreateTime: Math.floor(at.getTime() / 1000),
    MsgType: 'event',
    Event: 'change_external_contact',
    ChangeType: 'transfer_fail',
    UserID: 'li',
    ExternalUserID: customer,
    FailReason: 'customer_refused',
  })

const aDelivery = (xml = refusedXml(start)) => sealCallback(secrets, { xml, at: now, nonce: 'n1' })

async function rows() {
  const found = await sql<{
    id: string
    kind: string
    state: string
    sealed: Buffer
    tries: number
    handled: string[]
  }>`
    select id, kind, state, sealed, tries, handled from gateway.callback order by received_at, id`.execute(
    database.db,
  )
  return found.rows
}

async function runs() {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from dbos.workflow_status where name = 'callback'`.execute(database.db)
  return found.rows[0]?.n
}

test('WeCom can verify the address, a stranger cannot', async () => {
  const app = callbackRoutes({ address: 'app', secrets, wall: { now: () => now }, inbox })
  const query = { ...sealEcho(secrets, { plain: '暗号 42', at: now, nonce: 'n' }) }
  const good = await app.request(`/?${queryText(query)}`)
  expect([good.status, await good.text()]).toEqual([200, '暗号 42'])
  const forged = { ...query, msg_signature: '0'.repeat(40) }
  const bad = await app.request(`/?${queryText(forged)}`)
  expect([bad.status, await bad.text()]).toEqual([403, ''])
})

test('an authentic message is kept sealed, its run is enqueued with it, the answer is an empty 200', async () => {
  const reply = await post(aDelivery())
  expect([reply.status, await reply.text()]).toEqual([200, ''])
  const [row] = await rows()
  expect(row).toMatchObject({ kind: 'transferFail', state: 'waiting' })
  expect(row?.sealed.includes(Buffer.from('wmCustomer1'))).toBe(false)
  expect(await runs()).toBe(1)
})

test('a message that nobody handles is kept, and no run stands in the queue for it', async () => {
  await post(aDelivery(), { inbox: anInbox([]) })
  expect(await rows()).toMatchObject([{ kind: 'transferFail', state: 'done' }])
  expect(await runs()).toBe(0)
})

test('the same message three times over, sealed anew each time, is one row and one run', async () => {
  for (const nonce of ['a', 'b', 'c']) {
    const reply = await post(sealCallback(secrets, { xml: refusedXml(start), at: now, nonce }))
    expect(reply.status).toBe(200)
  }
  expect(await rows()).toHaveLength(1)
  expect(await runs()).toBe(1)
  await post(aDelivery(refusedXml(start, 'wmCustomer2')))
  expect(await rows()).toHaveLength(2)
})

test.each([
  [
    'forged',
    () => ({ ...aDelivery(), query: { ...aDelivery().query, msg_signature: 'f'.repeat(40) } }),
    'BAD_SIGNATURE',
  ],
  [
    'signed for another second',
    () => ({ ...aDelivery(), query: { ...aDelivery().query, timestamp: '1' } }),
    'BAD_SIGNATURE',
  ],
  [
    'replayed an hour later',
    () => sealCallback(secrets, { xml: refusedXml(start), at: later(now, -minutes(60)), nonce: 'n' }),
    'STALE',
  ],
  [
    'of another company',
    () => sealCallback({ ...secrets, receiveId: 'wwother' }, { xml: refusedXml(start), at: now, nonce: 'n' }),
    'WRONG_RECEIVER',
  ],
  [
    'sealed with another key',
    () =>
      sealCallback(
        { ...secrets, encodingAesKey: randomBytes(32).toString('base64').slice(0, 43) },
        { xml: refusedXml(start), at: now, nonce: 'n' },
      ),
    undefined,
  ],
] as const)('a message that is %s is refused by name and leaves nothing', async (_, message, refusal) => {
  const reply = await post(message())
  expect(reply.status).toBe(403)
  expect(seen).toHaveLength(1)
  expect(seen[0]?.event).toBe('callback refused')
  if (refusal) expect(seen[0]?.refusal).toBe(refusal)
  expect(await rows()).toHaveLength(0)
})

test.each([
  ['not XML', 'hello', 'BAD_XML'],
  ['empty', '', 'BAD_XML'],
  ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>', 'BAD_XML'],
  ['without ciphertext', '<xml><ToUserName>wwjieli</ToUserName></xml>', 'MISSING_PARAMETER'],
  ['huge', `<xml>${'x'.repeat(2 * 1024 * 1024)}</xml>`, 'TOO_LARGE'],
])('a body that is %s is refused by name, never a 500', async (_, body, refusal) => {
  const reply = await post(aDelivery(), { body })
  expect(reply.status).toBe(403)
  expect(seen).toEqual([{ event: 'callback refused', refusal }])
})

test('an authentic message the catalogue cannot read is kept for later, not lost', async () => {
  await post(
    aDelivery(
      '<xml><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>transfer_fail</ChangeType></xml>',
    ),
  )
  const [row] = await rows()
  expect(row?.kind).toBe('unreadable')
  expect(await inbox.process(row?.id ?? '')).toBe('failed')
  expect((await rows())[0]).toMatchObject({ state: 'failed', tries: 1 })
})

test('when it cannot be kept the answer is 503, so that WeCom comes again', async () => {
  const reply = await post(aDelivery(), { inbox: { keep: () => Promise.reject(new Error('disk full')) } })
  expect(reply.status).toBe(503)
  expect(await rows()).toHaveLength(0)
})

test('a failing handler neither stops nor repeats the others, and is tried again with patience', async () => {
  const calls: string[] = []
  let healthy = false
  inbox = anInbox([
    {
      name: 'archive',
      on: 'transferFail',
      handle: () => {
        calls.push('archive')
        return healthy ? Promise.resolve() : Promise.reject(new Error('wmCustomer1 is personal'))
      },
    },
    {
      name: 'handover',
      on: 'transferFail',
      handle: (_, value) => {
        calls.push(`handover ${value.FailReason}`)
        return Promise.resolve()
      },
    },
    { name: 'other', on: 'addCustomer', handle: () => Promise.reject(new Error('not mine')) },
  ])
  await post(aDelivery())
  const id = (await rows())[0]?.id ?? ''
  expect(await inbox.process(id)).toBe('failed')
  expect(calls).toEqual(['archive', 'handover customer_refused'])
  expect((await rows())[0]).toMatchObject({ state: 'failed', tries: 1, handled: ['handover'] })

  expect(await inbox.retryDue(later(now, seconds(5)))).toBe(0)
  healthy = true
  expect(await inbox.retryDue(later(now, seconds(11)))).toBe(1)
  expect(calls).toEqual(['archive', 'handover customer_refused', 'archive'])
  expect((await rows())[0]).toMatchObject({ state: 'done' })
  expect(await inbox.process(id)).toBe('done')
  expect(calls).toHaveLength(3)
})

test('what a handler wrote goes away with its failure', async () => {
  inbox = anInbox([
    {
      name: 'half',
      on: 'transferFail',
      handle: async (tx) => {
        await sql`insert into gateway.quota_pause values ('half', ${start}, 1)`.execute(tx)
        throw new Error('after writing')
      },
    },
  ])
  await post(aDelivery())
  await inbox.process((await rows())[0]?.id ?? '')
  const left = await sql`select from gateway.quota_pause where lane = 'half'`.execute(database.db)
  expect(left.rows).toHaveLength(0)
})

test('a message whose run was lost is found by the sweep, once', async () => {
  let handled = 0
  inbox = anInbox([
    {
      name: 'count',
      on: 'transferFail',
      handle: () => {
        handled += 1
        return Promise.resolve()
      },
    },
  ])
  await post(aDelivery())
  const id = (await rows())[0]?.id ?? ''
  await Promise.all([
    inbox.retryDue(later(now, minutes(2))),
    inbox.retryDue(later(now, minutes(2))),
    inbox.process(id),
  ])
  expect(handled).toBe(1)
  expect((await rows())[0]?.state).toBe('done')
})

test('the durable engine works a message out by itself', async () => {
  const handled: string[] = []
  const callbacks = createCallbacks(
    { corpId, addresses: { app: secrets } },
    {
      database,
      vault,
      wall: { now: () => now },
      durable: { enqueue: (...all) => durable.enqueue(...all) },
      handlers: [
        {
          name: 'note',
          on: 'transferFail',
          handle: (_, value) => {
            handled.push(value.ExternalUserID)
            return Promise.resolve()
          },
        },
      ],
    },
  )
  const durable = createDurable({
    database,
    workflows: callbacks.workflow,
    deadAfterMs: 10_000,
    pollMs: 50,
  })
  await durable.start()
  try {
    const delivery = aDelivery()
    const reply = await callbacks.routes['app']?.request(`/?${queryText(delivery.query)}`, {
      method: 'POST',
      body: delivery.body,
    })
    expect(reply?.status).toBe(200)
    const deadline = Date.now() + 15_000
    while ((await rows())[0]?.state !== 'done') {
      if (Date.now() > deadline) throw new Error('the run did not come')
      await sleep(50)
    }
    expect(handled).toEqual(['wmCustomer1'])
  } finally {
    await durable.stop()
  }
})
