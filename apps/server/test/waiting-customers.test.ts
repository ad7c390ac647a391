import { handoverRoutes, waitingRoutes, type HandoverView } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { approveAll } from '../../../scripts/rig/people.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// A handover whose transfers are under way: its customers wait, and are alone once the leaver cannot answer.
let whole: Whole
let id: string
vi.setConfig({ testTimeout: 60_000 })

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)
const view = async (): Promise<HandoverView> => {
  const got = await hr(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}
const waiting = async (query: { handover?: string; limit?: number } = {}) => {
  const got = await hr(waitingRoutes.customers, { query })
  if (!got.ok) throw new Error('refused')
  return got.value
}

beforeAll(async () => {
  whole = await startWhole('waiting-customers', { env: { CONTACTS_POLL_MS: '500' } })
  const created = await hr(handoverRoutes.create, { body: await draftFor(whole.company) })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  await until(async () => (await view()).state === 'confirming')
})
afterAll(() => whole.stop())

test('before anything was sent nobody waits', async () => {
  expect(await waiting()).toMatchObject({ total: 0, alone: 0, customers: [] })
})

test('customers whose transfer is under way wait since it was sent; they still have the leaver', async () => {
  await hr(handoverRoutes.submit, {
    params: { id },
    body: { envelopeHash: (await view()).envelopeHash ?? '' },
  })
  await until(async () => {
    for (const n of [1, 2, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await view()).state === 'executing'
  })
  await whole.company.advanceTo(new Date((await whole.company.now()).getTime() + 2 * 3_600_000))
  const got = await until(async () => {
    const page = await waiting()
    return page.total > 0 && page.customers.every(({ why }) => why === 'in-transfer') && page
  })
  expect(got.alone).toBe(0)
  expect(got.customers[0]).toMatchObject({ handover: id, leaver: 'leaver', leaverIs: 'there' })
  expect(got.names['leaver']).toBeTruthy()
  const sinces = got.customers.map(({ since }) => since)
  expect(sinces).toEqual(sinces.toSorted())
  const one = await waiting({ limit: 1 })
  expect([one.customers.length, one.total]).toEqual([1, got.total])
  expect((await waiting({ handover: 'H-2026-9999' })).total).toBe(0)
})

test('when the leaver is disabled, whoever waits has nobody', async () => {
  const { total } = await waiting()
  await whole.company.post('/people/leaver/disable')
  await until(async () => {
    const page = await waiting()
    return page.total === total && page.alone === total && page.customers[0]?.leaverIs === 'frozen'
  })
})
