import { sealCallback, type CallbackSecrets } from '@jieli/wecom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../src/platform/db.ts'
import { startWhole, type Whole } from './whole.ts'

let whole: Whole
beforeAll(async () => {
  whole = await startWhole('forged-callbacks')
})
afterAll(() => whole.stop())

function secrets(): CallbackSecrets {
  const { corpId, callback } = whole.company.address
  return { token: callback.token, encodingAesKey: callback.aesKey, receiveId: corpId }
}

async function deliver(sealed: ReturnType<typeof sealCallback>, body = sealed.body): Promise<number> {
  const query = new URLSearchParams(
    Object.entries(sealed.query).map(([k, v]): [string, string] => [k, String(v)]),
  )
  const reply = await fetch(`${whole.jieli.url}/wecom/callback/app?${query}`, { method: 'POST', body })
  expect(await reply.text()).toBe('')
  return reply.status
}

async function counted(event: string): Promise<number> {
  const text = await (await fetch(`${whole.jieli.url}/metrics`)).text()
  return Number(new RegExp(`jieli_events_total\\{event="${event}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
}

async function kept(): Promise<number> {
  const database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  const { rows } = await database.pool.query<{ n: number }>('select count(*)::int as n from gateway.callback')
  await database.close()
  return rows[0]?.n ?? -1
}

// A yes that nobody gave.
const forgedXml = `<xml><ToUserName>x</ToUserName><FromUserName>approver1</FromUserName><CreateTime>1</CreateTime>
  <MsgType>event</MsgType><Event>template_card_event</Event><EventKey>approve:x:yes:x</EventKey></xml>`

test('forged, replayed and malformed callbacks are refused, counted, and have no effect', async () => {
  const sealed = sealCallback(secrets(), { xml: forgedXml, at: new Date(), nonce: 'n1' })
  const [before, rows] = [await counted('callback refused'), await kept()]
  const foreign = { ...secrets(), token: 'a-guess' }
  const anHourAgo = new Date(Date.now() - 3_600_000)
  const tries = [
    deliver({ ...sealed, query: { ...sealed.query, msg_signature: '0'.repeat(40) } }),
    deliver(sealCallback(foreign, { xml: forgedXml, at: new Date(), nonce: 'n2' })),
    deliver(sealCallback(secrets(), { xml: forgedXml, at: anHourAgo, nonce: 'n3' })),
    deliver(
      sealCallback({ ...secrets(), receiveId: 'wwother' }, { xml: forgedXml, at: new Date(), nonce: 'n4' }),
    ),
    deliver(sealed, sealed.body.slice(0, -40)),
    deliver(sealed, 'not xml at all'),
    deliver(sealed, ''),
    deliver(sealed, 'x'.repeat(1_200_000)),
  ]
  expect(await Promise.all(tries)).toEqual(tries.map(() => 403))
  expect(await counted('callback refused')).toBe(before + tries.length)
  expect(await kept()).toBe(rows)
})

test('an authentic callback delivered again and again is one callback', async () => {
  const before = await kept()
  const sealed = sealCallback(secrets(), { xml: forgedXml, at: new Date(), nonce: 'once' })
  expect(await Promise.all([deliver(sealed), deliver(sealed), deliver(sealed)])).toEqual([200, 200, 200])
  expect(await kept()).toBe(before + 1)
})
