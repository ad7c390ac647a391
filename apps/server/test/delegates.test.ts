import { handoverRoutes, type HandoverView } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { browsing, type Browsing } from '../../../scripts/rig/browsing.ts'
import { approveAll } from '../../../scripts/rig/people.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// Four approvals of which one is given by whoever stands in, and a day of silence before.
let whole: Whole
let id: string
vi.setConfig({ testTimeout: 60_000 })

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)
const view = async (): Promise<HandoverView> => {
  const got = await hr(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}
async function as(userid: string): Promise<Browsing> {
  const person = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await person.logIn(userid)
  return person
}
const bodyOf = async (reply: Response) => (await reply.json()) as Record<string, unknown>
const inboxOf = async (userid: string) => JSON.stringify(await whole.company.get(`/people/${userid}/inbox`))

beforeAll(async () => {
  whole = await startWhole('delegates')
  const created = await hr(handoverRoutes.create, {
    body: await draftFor(whole.company, {
      transferStartAt: new Date((await whole.company.now()).getTime() + 72 * 3_600_000).toISOString(),
      freezeAt: new Date((await whole.company.now()).getTime() + 240 * 3_600_000).toISOString(),
    }),
  })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  await until(async () => (await view()).state === 'confirming')
})
afterAll(() => whole.stop())

test('whoever is away names a delegate; nobody names himself, a stranger, or a day that has passed', async () => {
  const person = await as('approver2')
  const set = async (body: object) => bodyOf(await person.post('/v1/delegation', body))
  expect(await set({ delegate: 'approver2' })).toMatchObject({ why: 'NOT_ONESELF' })
  expect(await set({ delegate: 'nobody' })).toMatchObject({ why: 'PERSON_UNKNOWN' })
  expect(await set({ delegate: 'colleague', until: '2020-01-01T00:00:00Z' })).toMatchObject({
    why: 'UNTIL_PAST',
  })
  expect(await set({ delegate: 'colleague' })).toMatchObject({
    mine: { person: 'approver2', delegate: 'colleague' },
  })
  const delegate = await as('colleague')
  expect(await bodyOf(await delegate.get('/v1/delegation'))).toMatchObject({ for: ['approver2'] })
})

test('the delegate gets the card as well and sees the plan; a successor who stands in for somebody decides nothing', async () => {
  const other = await as('approver3')
  await other.post('/v1/delegation', { delegate: 'successor1' })
  await hr(handoverRoutes.submit, {
    params: { id },
    body: { envelopeHash: (await view()).envelopeHash ?? '' },
  })
  await until(async () => (await inboxOf('colleague')).includes('请你审批一个工作交接'))
  const delegate = await as('colleague')
  expect((await bodyOf(await delegate.get(`/v1/handovers/${id}/approval`)))['mySeats']).toEqual(['hr'])
  const party = await as('successor1')
  const hash = (await view()).envelopeHash
  const tried = await party.post(`/v1/handovers/${id}/approval`, { decision: 'yes', hash })
  expect(await bodyOf(tried)).toMatchObject({ why: 'APPROVER_IS_SUCCESSOR' })
})

test('after a day of silence everybody who is awaited is reminded, once', async () => {
  await whole.company.advanceTo(new Date((await whole.company.now()).getTime() + 25 * 3_600_000))
  await until(async () => (await inboxOf('approver1')).includes('还在等你审批'))
  await until(async () => (await inboxOf('colleague')).includes('还在等你审批'))
  await until(async () => (await inboxOf('hr')).includes('还在等'))
  await new Promise((done) => void setTimeout(done, 1_500))
  expect((await inboxOf('approver1')).split('还在等你审批')).toHaveLength(2)
})

test('the delegate decides, the log says who did, and the four are complete', async () => {
  await until(async () => (await approveAll(whole.company, 'colleague')).length > 0)
  await until(async () => {
    for (const n of [1, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await view()).state === 'executing'
  })
  // The log numbers its entries a moment later.
  const given = await until(async () => {
    const log = await hr(handoverRoutes.log, { params: { id } })
    const entries = log.ok ? log.value.entries.filter(({ action }) => action === 'approval.given') : []
    return entries.length === 4 && entries
  })
  expect(given.map(({ actor, objects }) => [actor, objects['seat']]).toSorted()).toEqual([
    ['approver1', 'manager'],
    ['approver3', 'admin'],
    ['approver4', 'security'],
    ['colleague', 'hr'],
  ])
  // His own card says that it was done for him.
  await until(async () => (await inboxOf('approver2')).includes('已代你同意'))
})
