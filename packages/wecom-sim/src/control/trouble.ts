import { Hono } from 'hono'
import { z } from 'zod'
import { type Fault, FaultInput } from '../gate/faults.ts'
import { Wrong, asked } from './asking.ts'
import type { Sim } from '../sim.ts'
import { verifyUrl } from '../callbacks/deliver.ts'

const url = z.strictObject({ url: z.url().nullable() }).optional()
const Urls = z.strictObject({
  app: url,
  contacts: url,
  /** As the console asks for them beside the address; those of before without. */
  token: z.string().min(1).max(32).optional(),
  aesKey: z.string().length(43).optional(),
  verify: z.boolean().default(true),
})

function view(fault: Fault) {
  const { id, call, kind, code, level, count, after, items, seed, probability, blockSeconds, ms } = fault
  const { fired, executedCount, notExecuted } = fault
  const asked = { id, call, kind, code, level, count, after, items, seed, probability, blockSeconds, ms }
  return { ...asked, fired, executed: executedCount, notExecuted }
}

/** `/_sim/faults`: asks for trouble, lists it, clears it. */
export function faultRoutes(sim: Sim): Hono {
  return new Hono()
    .post('/', async (c) => {
      const input = await asked(c, FaultInput)
      const needsCode = input.kind === 'refuse' && input.code === undefined
      if (needsCode) throw new Wrong('code', 'a refusal needs a code')
      return c.json(view(sim.faults.add(input)), 201)
    })
    .get('/', (c) => c.json({ faults: sim.faults.list().map(view) }))
    .delete('/', (c) => {
      sim.faults.clear()
      sim.company.windows.clear()
      return c.json({ faults: [] })
    })
    .delete('/:id', (c) => {
      if (!sim.faults.remove(c.req.param('id'))) throw new Wrong('id', 'no such fault', 404)
      return c.json({ faults: sim.faults.list().map(view) })
    })
}

/** `/_sim/callbacks`: where events go, and what became of them. */
export function callbackRoutes(sim: Sim): Hono {
  const { company } = sim
  return new Hono()
    .get('/', (c) =>
      c.json({
        urls: company.corp.callbackUrls,
        idle: sim.deliverer.isIdle,
        waiting: company.outgoing.size,
        log: sim.deliverer.log(),
      }),
    )
    .post('/', async (c) => {
      const { verify, token, aesKey, ...input } = await asked(c, Urls)
      const before = company.corp.callback
      company.corp.callback = { token: token ?? before.token, aesKey: aesKey ?? before.aesKey }
      const verified: Record<string, string> = {}
      for (const side of ['app', 'contacts'] as const) {
        const given = input[side]
        if (given === undefined) continue
        const trouble = given.url === null || !verify ? undefined : await verifyUrl(company, given.url)
        verified[side] = trouble ?? 'ok'
        // The console does not save an address that fails its check.
        if (trouble === undefined) company.corp.callbackUrls[side] = given.url
      }
      const isFine = Object.values(verified).every((word) => word === 'ok')
      if (!isFine) company.corp.callback = before
      company.touchCorp()
      return c.json({ urls: company.corp.callbackUrls, verified }, isFine ? 200 : 409)
    })
    .post('/replay', async (c) => c.json({ status: (await sim.deliverer.replay()) ?? null }))
}
