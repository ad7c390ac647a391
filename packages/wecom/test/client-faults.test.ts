import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BadAnswer, Unanswered, WecomError } from '../src/index.ts'
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

describe('no readable answer', () => {
  const breaks: Record<string, Script> = {
    'a connection cut after the request': (request) => request.socket.destroy(),
    'HTTP 502': (_request, response) => void response.writeHead(502).end('{"errcode":0,"customer":[]}'),
    'a page instead of JSON': '<html>busy 13000000000</html>',
    'a list instead of an object': '[]',
    'half an answer': (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"errcode":0')
      setTimeout(() => response.socket?.destroy(), 10)
    },
    'a redirect': (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
    'an errcode that is no number': { errcode: { a: 1 } },
  }

  test.each(Object.keys(breaks))('%s: an assigning call is sent once and is ambiguous', async (name) => {
    await using w = await world({ [transfer]: [breaks[name] ?? ''] })
    const refused = await refusalOf(w.wecom.call('transferCustomer', moving))
    expect(refused).toBeInstanceOf(Unanswered)
    expect(refused).toMatchObject({ mayHaveRun: true, call: 'transferCustomer', cause: expect.any(Error) })
    expect(w.server.count(transfer)).toBe(1)
    expect(w.reports.at(-1)).toMatchObject({ errcode: 'lost', attempt: 1 })
  })

  test.each(Object.keys(breaks))('%s: a read is sent again', async (name) => {
    await using w = await world({ [getUser]: [breaks[name] ?? '', chen] })
    expect(await w.wecom.call('getUser', { userid: 'chenlu' })).toMatchObject({ userid: 'chenlu' })
    expect(w.server.count(getUser)).toBe(2)
  })

  test('a time-out of an assigning call is ambiguous', async () => {
    await using w = await world({ [transfer]: [() => {}] }, { timeoutMs: 100 })
    expect(await refusalOf(w.wecom.call('transferCustomer', moving))).toMatchObject({
      name: 'Unanswered',
      mayHaveRun: true,
    })
    expect(w.server.count(transfer)).toBe(1)
  })

  test('a read gives up after three', async () => {
    await using w = await world({ [getUser]: ['<html>'] })
    expect(await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))).toBeInstanceOf(Unanswered)
    expect(w.server.count(getUser)).toBe(3)
  })

  test('where nobody listens nothing can have run, so even an assigning call is tried again', async () => {
    const gone = await scripted({})
    const { baseUrl } = gone
    await gone[Symbol.asyncDispose]()
    const w = clientOf(baseUrl)
    w.tokens.set('app', 'T1')
    expect(await refusalOf(w.wecom.call('transferCustomer', moving))).toMatchObject({
      name: 'Unanswered',
      mayHaveRun: false,
    })
    expect(w.reports.length).toBe(3)
  })

  test('an answer of ok with other fields: a read is a BadAnswer, an assigning call may have run', async () => {
    await using w = await world({
      [getUser]: [{ errcode: 0, userid: 5, name: '13000000000' }],
      [transfer]: [{ customer: 'yes' }],
    })
    const read = await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))
    expect(read).toBeInstanceOf(BadAnswer)
    expect(read).toMatchObject({ fields: ['userid', 'status'] })
    const assigned = await refusalOf(w.wecom.call('transferCustomer', moving))
    expect(assigned).toMatchObject({
      name: 'Unanswered',
      mayHaveRun: true,
      cause: { name: 'BadAnswer', fields: ['customer'] },
    })
  })

  test('a caller who gave up before sending is told that nothing ran', async () => {
    await using w = await world({ [transfer]: [{ customer: [] }] })
    const refused = await refusalOf(w.wecom.call('transferCustomer', moving, { signal: AbortSignal.abort() }))
    expect(refused).toMatchObject({ name: 'Unanswered', mayHaveRun: false })
    expect(w.server.arrived).toEqual([])
  })
})

describe('what errors say', () => {
  test('a code nobody knows is unknown, its text is not in anything a log would print', async () => {
    const text = 'userid 陈露 13000000000 refused'
    await using w = await world({ [getUser]: [no(999_001, text)] })
    const refused = await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))
    if (!(refused instanceof WecomError)) throw refused
    expect(refused).toMatchObject({ call: 'getUser', errcode: 999_001, kind: 'unknown', inCatalogue: false })
    expect(refused.whatTheySaid()).toBe(text)
    for (const printed of [
      inspect(refused, { depth: 9, showHidden: true }),
      JSON.stringify(refused),
      String(refused),
    ]) {
      expect(printed).not.toMatch(/陈露|13000000000|chenlu/)
    }
  })

  test('a code of the table that this call should not answer is marked', async () => {
    await using w = await world({ [getUser]: [no(90500), no(60111)] })
    expect(await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))).toMatchObject({
      inCatalogue: false,
      kind: 'business',
    })
    expect(await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))).toMatchObject({
      inCatalogue: true,
    })
  })

  test('60020 carries the address to allow, and what to click', async () => {
    const text = 'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://x'
    await using w = await world({ [getUser]: [no(60020, text)] })
    const refused = await refusalOf(w.wecom.call('getUser', { userid: 'chenlu' }))
    expect(refused).toMatchObject({
      fromIp: '203.0.113.7',
      inCatalogue: true,
      remedy: { zh: expect.stringContaining('可信 IP') },
    })
  })

  test('no error shows a token, a secret or a person, down to its last cause', async () => {
    const faults: Script[] = [
      '<html>T1 APP-SECRET chenlu</html>',
      no(40003),
      no(45009),
      no(-1),
      { customer: [{ external_userid: 7 }] },
      (request) => request.socket.destroy(),
    ]
    for (const fault of faults) {
      await using w = await world({ [transfer]: [fault] })
      const printed = inspect(await refusalOf(w.wecom.call('transferCustomer', moving)), {
        depth: 20,
        showHidden: true,
      })
      expect(printed).toContain('transferCustomer')
      expect(printed).not.toMatch(/access_token|T1|APP-SECRET|chenlu|hanmei|wm1/)
    }
  })

  test('a base address that is none is told at once', () => {
    expect(() => clientOf('qyapi')).toThrow('baseUrl is not a URL')
  })
})
