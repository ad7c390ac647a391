import { handoverRoutes } from '@jieli/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browsing } from '../../../scripts/rig/browsing.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'
import { openDatabase, type Database } from '../src/platform/db.ts'
import { giveRole } from '../src/access/index.ts'

let whole: Whole
let database: Database
let url = ''
let id = ''
let items: { id: string; name: string }[] = []

beforeAll(async () => {
  whole = await startWhole('reveal')
  database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 2 })
  url = whole.jieli.url.replace('127.0.0.1', 'localhost')
  const created = await whole.apis.hr(handoverRoutes.create, { body: await draftFor(whole.company) })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  await until(async () => {
    const page = await whole.apis.hr(handoverRoutes.items, { params: { id }, query: { kind: 'customer' } })
    items = page.ok ? page.value.items : []
    return items.length > 0
  })
})
afterAll(async () => {
  await database.close()
  await whole.stop()
})

const asking = (item: string, over: Record<string, unknown> = {}) => ({
  handover: id,
  item,
  field: 'name',
  purpose: 'call-customer',
  ...over,
})
const logged = async (userid: string) => {
  const person = browsing(url)
  await person.logIn(userid)
  return person
}
const told = async (reply: Response) => (await reply.json()) as Record<string, unknown>

test('a successor sees a customer of his in clear, for a purpose; it stands in the log without the name', async () => {
  const person = await logged('successor1')
  const reply = await person.post('/v1/reveals', asking(items[0]?.id ?? ''))
  expect(reply.status).toBe(200)
  const { value, leftToday, hideAfterSeconds } = await told(reply)
  expect([leftToday, hideAfterSeconds]).toEqual([19, 60])
  expect(String(value).startsWith(items[0]?.name.slice(0, 1) ?? '?')).toBe(true)
  const log = await until(async () => {
    const got = await whole.apis.hr(handoverRoutes.log, { params: { id } })
    return got.ok && got.value.entries.find(({ action }) => action === 'customer.revealed')
  })
  expect(log.objects).toMatchObject({ field: 'name', purpose: 'call-customer', person: 'successor1' })
  expect(JSON.stringify(log)).not.toContain(String(value))
})

test('whoever has nothing to do with it does not even learn that it exists', async () => {
  const stranger = await logged('colleague')
  const real = await told(await stranger.post('/v1/reveals', asking(items[0]?.id ?? '')))
  const made = await told(
    await stranger.post('/v1/reveals', { ...asking(items[0]?.id ?? ''), handover: 'H-2026-9999' }),
  )
  expect(real['why']).toBe('NOT_FOUND')
  expect(made).toEqual(real)
  const other = await logged('successor2')
  expect((await told(await other.post('/v1/reveals', asking(items[0]?.id ?? ''))))['why']).toBe('NOT_YOURS')
})

test('a purpose of one’s own has to be said', async () => {
  const person = await logged('successor1')
  const reply = await person.post('/v1/reveals', asking(items[0]?.id ?? '', { purpose: 'other' }))
  expect(reply.status).toBe(400)
  expect(await told(reply)).toMatchObject({ fields: [{ field: 'text' }] })
})

test('a scraper who asks for everything at once stops at the quota of the day, and at 50 whatever is allowed', async () => {
  const person = await logged('leaver')
  const scrape = async (times: number) => {
    const replies = await Promise.all(
      Array.from({ length: times }, (_, n) =>
        person.post('/v1/reveals', asking(items[n % items.length]?.id ?? '')),
      ),
    )
    const bodies = await Promise.all(replies.map(told))
    return {
      shown: bodies.filter(({ value }) => value !== undefined).length,
      stopped: bodies.find(({ why }) => why === 'QUOTA_SPENT'),
    }
  }
  const first = await scrape(120)
  expect(first.shown).toBe(20)
  expect(first.stopped).toMatchObject({ facts: { used: 20, limit: 20 } })
  await database.inTx((tx) =>
    giveRole(tx, { userid: 'approver4', role: 'security', by: 'test', at: new Date() }),
  )
  const officer = await logged('approver4')
  for (const more of [30, 30]) {
    const allowed = await officer.post('/v1/reveals/allow', { userid: 'leaver', more })
    expect(await told(allowed)).toEqual({ limit: 50 })
  }
  expect((await told(await officer.post('/v1/reveals/allow', { userid: 'approver4', more: 5 })))['why']).toBe(
    'NOT_FOR_ONESELF',
  )
  expect((await scrape(200)).shown).toBe(30)
  expect((await scrape(50)).shown).toBe(0)
})

test('data security hears once that a leaver looks up many customers', async () => {
  const entries = await until(async () => {
    const got = await whole.apis.hr(handoverRoutes.log, { params: { id } })
    const found = got.ok ? got.value.entries.filter(({ action }) => action === 'access.hoarding') : []
    return found.length > 0 && found
  })
  expect(entries).toHaveLength(1)
  expect(entries[0]?.objects).toMatchObject({ person: 'leaver', records: '11' })
})
