import { Hono } from 'hono'
import { z } from 'zod'
import type { Sim } from '../sim.ts'
import { day } from '../time.ts'
import { Wrong, asked } from './asking.ts'

const Made = z.strictObject({
  remark: z.string().min(1),
  users: z.array(z.string()).min(1),
  madeBy: z.enum(['app', 'other']).default('app'),
  daysAgo: z.number().min(0).default(1),
  temporary: z.boolean().default(false),
})
const Changed = z
  .strictObject({ users: z.array(z.string()) })
  .partial()
  .extend({ gone: z.boolean().optional() })

/** `/_sim/contact-ways`: somebody makes, changes or deletes a 联系我 code in another program. */
export function pointingRoutes({ company }: Sim): Hono {
  return new Hono()
    .get('/', (c) => c.json({ contactWays: [...company.contactWays.values()] }))
    .post('/', async (c) => {
      const { daysAgo, users, ...made } = await asked(c, Made)
      const id = company.newCode('contact-way-made', 32).toLowerCase()
      const way = company.contactWays.put(id, {
        id,
        type: users.length === 1 ? 1 : 2,
        users,
        state: '',
        skipVerify: true,
        style: 1,
        parties: [],
        createdAt: company.clock.business() - daysAgo * day,
        ...made,
      })
      return c.json(way)
    })
    .post('/:id', async (c) => {
      const way = company.contactWays.get(c.req.param('id'))
      if (way === undefined) throw new Wrong('id', 'no such code', 404)
      const { users, gone } = await asked(c, Changed)
      if (gone === true) company.contactWays.drop(way.id)
      else {
        if (users !== undefined) way.users = users
        company.contactWays.touch(way.id)
      }
      return c.json(way)
    })
}
