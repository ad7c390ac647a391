import { describe, expect, test } from 'vitest'
import { BadInput, NoSecret, RateLimited } from '../src/index.ts'
import { clientOf, freshTokens, refusalOf, scripted, type Script } from './scripted-wecom.ts'

const getUser = '/cgi-bin/user/get'
const transfer = '/cgi-bin/externalcontact/transfer_customer'
const token = '/cgi-bin/gettoken'
const chen = { errcode: 0, errmsg: 'ok', userid: 'chenlu', name: '陈露', status: 1 }
const pair = { handover_userid: 'chenlu', takeover_userid: 'hanmei' }
const moving = { ...pair, external_userid: ['wm1', 'wm2'] }
const no = (errcode: number, errmsg = 'no') => ({ errcode, errmsg })

async function world(scripts: Record<string, readonly Script[]>, change = {}) {
  const server = await scripted({ [token]: [freshTokens()], ...scripts })
  return {
    server,
    ...clientOf(server.baseUrl, change),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

describe('a call', () => {
  test('goes out as its row says and comes back parsed', async () => {
    await using w = await world({
      [getUser]: [chen],
      [transfer]: [
        {
          customer: [
            { external_userid: 'wm1', errcode: 0 },
            { external_userid: 'wm2', errcode: 99_999 },
          ],
        },
      ],
    })
    expect(await w.wecom.call('getUser', { userid: 'chenlu' })).toMatchObject({
      name: '陈露',
      department: [],
    })
    // No errcode at all counts as 0, and a code per item nobody knows passes untouched.
    expect(await w.wecom.call('transferCustomer', moving)).toEqual({
      customer: [
        { external_userid: 'wm1', errcode: 0 },
        { external_userid: 'wm2', errcode: 99_999 },
      ],
    })
    expect(w.server.arrived.slice(1)).toEqual([
      { method: 'GET', path: getUser, query: { access_token: 'T1', userid: 'chenlu' }, body: undefined },
      { method: 'POST', path: transfer, query: { access_token: 'T1' }, body: moving },
    ])
    expect(w.reports.map(({ call, errcode, attempt }) => [call, errcode, attempt])).toEqual([
      ['getToken', 0, 1],
      ['getUser', 0, 1],
      ['transferCustomer', 0, 1],
    ])
  })

  test('with input that does not fit is not sent, and the error names the field', async () => {
    await using w = await world({})
    const tooMany = { ...pair, external_userid: Array.from({ length: 101 }, (_, index) => `wm${index}`) }
    const refused = await refusalOf(w.wecom.call('transferCustomer', tooMany))
    expect(refused).toBeInstanceOf(BadInput)
    expect(refused).toMatchObject({
      fields: ['external_userid'],
      message: expect.stringContaining('external_userid'),
    })
    expect(await refusalOf(w.wecom.call('getUser', { userid: '' }))).toMatchObject({ fields: ['userid'] })
    expect(w.server.arrived).toEqual([])
  })

  test('uses the secret of its row, or the one asked for where either may', async () => {
    await using w = await world({ '/cgi-bin/user/list_id': [{ errcode: 0 }], [getUser]: [chen] })
    await w.wecom.call('listUserIds', {})
    await w.wecom.call('getUser', { userid: 'chenlu' }, { secret: 'contacts' })
    await w.wecom.call('getUser', { userid: 'chenlu' })
    const secrets = w.server.arrived.filter((one) => one.path === token).map((one) => one.query['corpsecret'])
    expect(secrets).toEqual(['CONTACTS-SECRET', 'APP-SECRET'])
  })

  test('that needs a secret nobody configured says so', async () => {
    await using w = await world({}, { secrets: { app: 'APP-SECRET' } })
    expect(await refusalOf(w.wecom.call('deleteUser', { userid: 'chenlu' }))).toBeInstanceOf(NoSecret)
    expect(w.server.arrived).toEqual([])
  })

  test('to a webhook carries its key in the query, no token, and is counted per webhook', async () => {
    await using w = await world({ '/cgi-bin/webhook/send': [{ errcode: 0 }] })
    await w.wecom.call('sendWebhook', { key: 'KEY-1', msgtype: 'markdown', markdown: { content: 'x' } })
    expect(w.server.arrived).toEqual([
      {
        method: 'POST',
        path: '/cgi-bin/webhook/send',
        query: { key: 'KEY-1' },
        body: { msgtype: 'markdown', markdown: { content: 'x' } },
      },
    ])
    expect(w.charged.map((one) => [one.quota, one.limit])).toEqual([['webhook-minute', 20]])
    expect(JSON.stringify(w.charged)).not.toContain('KEY-1')
  })
})

describe('tokens', () => {
  test.each([40014, 42001, 41001, 40001])(
    '%d fetches another token once and repeats once',
    async (errcode) => {
      await using w = await world({ [getUser]: [no(errcode), chen] })
      await w.wecom.call('getUser', { userid: 'chenlu' })
      expect(
        w.server.arrived.filter((one) => one.path === getUser).map((one) => one.query['access_token']),
      ).toEqual(['T1', 'T2'])
      expect(w.waits).toEqual([])
    },
  )

  test('a second failure is surfaced, an assigning call included', async () => {
    await using w = await world({ [transfer]: [no(42001)] })
    expect(await refusalOf(w.wecom.call('transferCustomer', moving))).toMatchObject({
      errcode: 42001,
      kind: 'token',
    })
    expect([w.server.count(transfer), w.server.count(token)]).toEqual([2, 2])
  })

  test('fifty calls at once fetch one token, and one again when all of them fail', async () => {
    const dead: Script = (request, response) =>
      response.end(JSON.stringify(request.url?.includes('access_token=T1&') ? no(40014) : chen))
    await using w = await world({ [getUser]: [dead] })
    await Promise.all(Array.from({ length: 50 }, () => w.wecom.call('getUser', { userid: 'chenlu' })))
    expect(w.server.count(token)).toBe(2)
  })

  test('a wrong secret is a configuration error, tried once, and then asked ever more seldom', async () => {
    await using w = await world({ [token]: [no(40091)] })
    const call = () => refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))
    expect(await call()).toMatchObject({ call: 'getToken', errcode: 40091, kind: 'config' })
    expect(await call()).toBeInstanceOf(RateLimited)
    expect(w.server.count(token)).toBe(1)
    w.clock.wall = new Date(w.clock.wall.getTime() + 60_001)
    await call()
    expect([...w.paused.values()]).toEqual([
      { until: new Date(w.clock.wall.getTime() + 120_000), strikes: 2 },
    ])
  })
})

describe('trying again', () => {
  test('busy: three requests in all, with growing waits, for assigning calls too', async () => {
    await using w = await world({ [transfer]: [no(-1)] })
    expect(await refusalOf(w.wecom.call('transferCustomer', moving))).toMatchObject({
      errcode: -1,
      kind: 'busy',
    })
    expect(w.server.count(transfer)).toBe(3)
    expect(w.waits).toEqual([400, 800])
  })

  test('a write conflict passes after a few tries', async () => {
    await using w = await world({ [transfer]: [no(45035), no(6000), { customer: [] }] })
    expect(await w.wecom.call('transferCustomer', moving)).toEqual({ customer: [] })
    expect(w.waits).toEqual([400, 800])
  })

  test('a write conflict that stays is surfaced', async () => {
    await using w = await world({ [transfer]: [no(45035)] })
    expect(await refusalOf(w.wecom.call('transferCustomer', moving))).toMatchObject({
      errcode: 45035,
      kind: 'write-conflict',
    })
    expect(w.server.count(transfer)).toBe(4)
  })

  test.each([40097, 84061, 60111, 48002])('the refusal %d is not tried again', async (errcode) => {
    await using w = await world({ '/cgi-bin/externalcontact/resigned/transfer_customer': [no(errcode)] })
    expect(await refusalOf(w.wecom.call('transferResignedCustomer', moving))).toMatchObject({ errcode })
    expect(w.server.arrived.length).toBe(2)
  })
})

test('a fault in metrics or in forgetting strikes does not make a done call look failed', async () => {
  await using w = await world(
    { [transfer]: [no(45009), { customer: [] }] },
    {
      onCall: () => {
        throw new Error('metrics')
      },
    },
  )
  w.ledger.recovered = async () => {
    throw new Error('database')
  }
  await refusalOf(w.wecom.call('transferCustomer', moving))
  w.clock.wall = new Date(w.clock.wall.getTime() + 60_001)
  expect(await w.wecom.call('transferCustomer', moving)).toEqual({ customer: [] })
})

describe('too often', () => {
  test.each([45009, 45033])(
    '%d pauses this API of this secret only, doubling until it recovers',
    async (errcode) => {
      await using w = await world({
        [getUser]: [no(errcode), no(errcode), chen, no(errcode)],
        '/cgi-bin/tag/list': [{ errcode: 0 }],
      })
      const call = () => w.wecom.call('getUser', { userid: 'chenlu' })
      const first = await refusalOf(call())
      expect(first).toBeInstanceOf(RateLimited)
      expect(first).toMatchObject({
        errcode,
        clock: 'wall',
        retryAt: new Date(w.clock.wall.getTime() + 60_000),
      })
      expect(await refusalOf(call())).toMatchObject({ errcode: undefined })
      expect(w.server.count(getUser)).toBe(1)
      await w.wecom.call('listTags', {})
      w.clock.wall = new Date(w.clock.wall.getTime() + 60_001)
      expect(await refusalOf(call())).toMatchObject({ retryAt: new Date(w.clock.wall.getTime() + 120_000) })
      w.clock.wall = new Date(w.clock.wall.getTime() + 120_001)
      await call()
      expect(await refusalOf(call())).toMatchObject({ retryAt: new Date(w.clock.wall.getTime() + 60_000) })
    },
  )

  test('the pause never grows beyond an hour', async () => {
    await using w = await world({ [getUser]: [no(45009)] })
    for (let strike = 0; strike < 12; strike += 1) {
      await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))
      const [pause] = [...w.paused.values()]
      const ms = (pause?.until.getTime() ?? 0) - w.clock.wall.getTime()
      expect(ms).toBe(Math.min(3_600_000, 60_000 * 2 ** strike))
      w.clock.wall = new Date(w.clock.wall.getTime() + ms + 1)
    }
  })

  test('our own ledger refuses before anything is sent', async () => {
    await using w = await world({ '/cgi-bin/message/send': [{ errcode: 0, msgid: 'M' }] })
    const send = (touser: string) =>
      w.wecom.call('sendMessage', { touser, agentid: 1000009, msgtype: 'text', text: { content: 'x' } })
    await send('Boss1|hanmei|')
    expect(w.charged.filter((one) => one.quota === 'message-member-minute').map((one) => one.bucket)).toEqual(
      ['message-member-minute:wwTEST:1000009:boss1', 'message-member-minute:wwTEST:1000009:hanmei'],
    )
    w.full.add('message-member-minute:wwTEST:1000009:boss1')
    expect(await refusalOf(send('boss1'))).toMatchObject({
      name: 'RateLimited',
      errcode: undefined,
      clock: 'wall',
    })
    expect(w.server.count('/cgi-bin/message/send')).toBe(1)
  })
})

describe('side by side', () => {
  test('customers of one leaver are assigned one request after the other, of two leavers at once', async () => {
    const running = new Map<string, number>()
    let most = 0
    let together = 0
    const slow: Script = (request, response) => {
      const key = String(request.headers['x'] ?? 'all')
      running.set(key, (running.get(key) ?? 0) + 1)
      most = Math.max(most, running.get(key) ?? 0)
      together += 1
      setTimeout(() => {
        running.set(key, (running.get(key) ?? 1) - 1)
        response.end(JSON.stringify({ customer: [] }))
      }, 20)
    }
    await using w = await world({ [transfer]: [slow] })
    await Promise.all([1, 2, 3].map(() => w.wecom.call('transferCustomer', moving)))
    expect([most, together]).toEqual([1, 3])
    most = 0
    await Promise.all(
      ['a', 'b'].map((handover_userid) => w.wecom.call('transferCustomer', { ...moving, handover_userid })),
    )
    expect(most).toBe(2)
  })

  test('keys: the leaver, the relation, the new owner, or what the caller says', async () => {
    await using w = await world({
      [transfer]: [{ customer: [] }],
      '/cgi-bin/externalcontact/mark_tag': [{ errcode: 0 }],
      '/cgi-bin/externalcontact/groupchat/onjob_transfer': [{ errcode: 0 }],
    })
    await w.wecom.call('transferCustomer', moving)
    await w.wecom.call('markCustomerTags', { userid: 'hanmei', external_userid: 'wm1', add_tag: ['et1'] })
    await w.wecom.call('transferGroups', { chat_id_list: ['wr1'], new_owner: 'hanmei' })
    await w.wecom.call(
      'transferGroups',
      { chat_id_list: ['wr1'], new_owner: 'hanmei' },
      { exclusively: 'assign:chenlu' },
    )
    expect([...w.keys.keys()]).toEqual(['assign:chenlu', 'relation:hanmei:wm1', 'assign-groups:hanmei'])
  })
})
