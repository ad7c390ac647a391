import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGateway } from './index.ts'
import { aCompany, type TestCompany } from './test/company.ts'

let company: TestCompany
beforeEach(async () => {
  company = await aCompany({ assignMs: 120 })
})
afterEach(() => company.close())

test('calls that assign customers of one leaver never meet, over several processes', async () => {
  const { config, database, vault, wall, business } = company
  // Each has its own leases, as another process would.
  const gateways = [1, 2, 3].map(() => createGateway(config, { database, vault, wall, business }))
  const list = await company.gateway.wecom.call('listCustomers', { userid: 'leaver' })
  const answers = await Promise.all(
    list.external_userid.slice(0, 9).map((customer, i) =>
      gateways[i % 3]?.wecom.call('transferCustomer', {
        handover_userid: 'leaver',
        takeover_userid: i % 2 ? 'successor1' : 'successor2',
        external_userid: [customer],
      }),
    ),
  )
  expect(answers).toHaveLength(9)
  // The shape of the simulator's own answer.
  const { calls } = (await company.control('GET', '/truth/calls')) as {
    calls: { transferCustomer: { outcomes: Record<string, number> } }
  }
  expect(calls.transferCustomer.outcomes).toEqual({ '0': 9 })
})
