import { handoverRoutes } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { byFive } from '../../../scripts/rig/planning.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// One customer of five thousand is left out by the list every integration reads first.
let whole: Whole
const size = 4_959
vi.setConfig({ testTimeout: 120_000 })

beforeAll(async () => {
  whole = await startWhole('omission', {
    world: 'generated',
    companyArgs: ['--customers', String(size), '--groups', '40', '--memberships', '2', '--successors', '5'],
  })
}, 120_000)
afterAll(() => whole.stop())

test('one omission in five thousand items is found, and its evidence says which list left it out', async () => {
  const truth = await whole.company.get<{ customers: { id: string }[] }>('/truth/customers?of=leaver')
  const left = truth.customers[3_117]?.id ?? ''
  await whole.company.post('/faults', { call: 'listCustomers', kind: 'omit-items', items: [left], count: 1 })
  const created = await whole.apis.hr(handoverRoutes.create, {
    body: await draftFor(whole.company, {
      successors: [1, 2, 3, 4, 5].map((n) => ({ userid: `successor${n}` })),
      rules: byFive,
    }),
  })
  if (!created.ok) throw new Error(created.why)
  const { id } = created.value
  const view = await until(
    async () => {
      const got = await whole.apis.hr(handoverRoutes.get, { params: { id } })
      return got.ok && got.value.state === 'confirming' && got.value
    },
    () => '',
    60_000,
  )
  expect(view.items).toBe(5_000)
  // Nobody reaches him by a contact code, a link or a service account.
  expect(view.preview?.sources.map(({ count }) => count)).toEqual([size - 1, size, size, 40, 40, 0, 0, 0, 1])
  const ledger = await whole.apis.security(handoverRoutes.ledger, { params: { id } })
  const items = ledger.ok ? (ledger.value['items'] as { id: string; subject: string; state: string }[]) : []
  const found = items.find(({ subject }) => subject === left)
  expect(found?.state).toBe('planned')
  const page = await whole.apis.hr(handoverRoutes.items, { params: { id }, query: { limit: 500 } })
  if (!page.ok) throw new Error(page.why)
  let next = page.value.next
  let evidence = page.value.items.find((item) => item.id === found?.id)?.evidence
  while (evidence === undefined && next !== null) {
    const more = await whole.apis.hr(handoverRoutes.items, {
      params: { id },
      query: { limit: 500, after: next },
    })
    if (!more.ok) throw new Error(more.why)
    evidence = more.value.items.find((item) => item.id === found?.id)?.evidence
    next = more.value.next
  }
  expect(evidence).toMatchObject({ list: false, detail: true, served: true })
})
