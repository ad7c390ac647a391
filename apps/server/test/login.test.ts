import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWhole, type Whole } from './whole.ts'
import { openDatabase } from '../src/platform/db.ts'
import { browsing } from '../../../scripts/rig/browsing.ts'

let whole: Whole
let url = ''
let first = ''

beforeAll(async () => {
  whole = await startWhole('login')
  url = whole.jieli.url.replace('127.0.0.1', 'localhost')
  first = new URL(String(whole.jieli.child.ready['firstAdminUrl'])).pathname
})
afterAll(() => whole.stop())

const meOf = async (person: ReturnType<typeof browsing>) => {
  const reply = await person.get('/v1/me')
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

test('a member logs in by the QR page and comes back to where he was going', async () => {
  const person = browsing(url)
  const back = await person.logIn('colleague', '/h/H-2026-0001?tab=people')
  expect([back.status, back.headers.get('location')]).toEqual([302, '/h/H-2026-0001?tab=people'])
  const { status, body } = await meOf(person)
  expect(status).toBe(200)
  expect(body).toMatchObject({ userid: 'colleague', roles: ['employee'] })
})

test('inside the client of WeCom the silent login is used', async () => {
  const left = await browsing(url).get('/login', { 'user-agent': 'Mozilla/5.0 wxwork/4.1.36' })
  const page = new URL(left.headers.get('location') ?? '')
  expect(page.pathname).toBe('/connect/oauth2/authorize')
  expect(page.searchParams.get('scope')).toBe('snsapi_base')
})

test('a leader of others is a manager without anybody saying so', async () => {
  const person = browsing(url)
  await person.logIn('manager')
  expect((await meOf(person)).body['roles']).toEqual(['employee', 'manager'])
})

test('the way back never leads to another site', async () => {
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/login?to=/login']) {
    const back = await browsing(url).logIn('colleague', to)
    expect(back.headers.get('location')).toBe('/')
  }
})

test('a login that another browser began is worth nothing', async () => {
  const mine = browsing(url)
  const left = await mine.get('/login')
  const page = new URL(left.headers.get('location') ?? '')
  page.searchParams.set('sim_user', 'manager')
  const back = (await fetch(page, { redirect: 'manual' })).headers.get('location') ?? ''
  const other = await browsing(url).get(new URL(back).pathname + new URL(back).search)
  expect(other.status).toBe(400)
  expect(await other.text()).toContain('STATE_LOST')
  expect(other.headers.getSetCookie()).toEqual([])
  const again = await mine.get(new URL(back).pathname + new URL(back).search)
  expect(again.status).toBe(302)
})

test('a code of WeCom works once', async () => {
  const person = browsing(url)
  const left = await person.get('/login')
  const page = new URL(left.headers.get('location') ?? '')
  page.searchParams.set('sim_user', 'colleague')
  const back = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location') ?? '')
  const spent = back.searchParams.get('code') ?? ''
  expect((await person.get(back.pathname + back.search)).status).toBe(302)
  const second = await person.get('/login')
  const state = new URL(second.headers.get('location') ?? '').searchParams.get('state') ?? ''
  const reply = await person.get(`/login/back?code=${spent}&state=${state}`)
  expect(reply.status).toBe(400)
  expect(await reply.text()).toContain('40029')
})

test('the link of the start makes the first administrator, once', async () => {
  const person = browsing(url)
  expect((await person.logIn('admin', first)).headers.get('location')).toBe('/admin/setup')
  // He leads the company as well.
  expect((await meOf(person)).body['roles']).toEqual(['employee', 'manager', 'admin'])
  const late = await browsing(url).get(first)
  expect(late.status).toBe(403)
  expect(await late.text()).toContain('LINK_SPENT')
})

test('a request of another site is not carried out, whatever it carries', async () => {
  const person = browsing(url)
  await person.logIn('colleague')
  const headers: Record<string, string>[] = [
    { 'x-jieli': '' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const one of headers) {
    const reply = await person.post('/v1/session/end', {}, one)
    expect(reply.status).toBe(403)
    expect(await reply.json()).toMatchObject({ why: 'FOREIGN_PAGE' })
  }
  expect((await meOf(person)).status).toBe(200)
  expect((await person.post('/v1/session/end', {}, { origin: url })).status).toBe(200)
  expect((await meOf(person)).status).toBe(401)
})

test('whoever the contacts no longer show as active is out at his next request', async () => {
  const person = browsing(url)
  await person.logIn('successor2')
  expect((await meOf(person)).status).toBe(200)
  const mirror = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  const shown = (status: string) =>
    mirror.inTx((tx) =>
      sql`update directory.person set status = ${status} where userid = 'successor2'`.execute(tx),
    )
  await shown('disabled')
  expect((await meOf(person)).status).toBe(401)
  await shown('active')
  await mirror.close()
})

test('what is not ours and what is not there get the same answer', async () => {
  const person = browsing(url)
  await person.logIn('colleague')
  const missing = await person.get('/v1/handovers/H-2026-9999')
  expect(missing.status).toBe(403)
  expect(await missing.json()).toMatchObject({ why: 'NO_PERMISSION' })
})

test('every answer forbids what a page of ours never needs', async () => {
  for (const path of ['/', '/login.css', '/v1/me', '/healthz', '/login/back?code=x&state=y']) {
    const { headers } = await browsing(url).get(path, { accept: 'text/html' })
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  }
  expect((await browsing(url).get('/v1/me')).headers.get('cache-control')).toBe('no-store')
})
