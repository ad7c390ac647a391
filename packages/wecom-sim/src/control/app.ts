import { callbackRoutes, faultRoutes } from './trouble.ts'
import { customerRoutes, groupRoutes } from './customers.ts'
import { Hono } from 'hono'
import type { Sim } from '../sim.ts'
import { Wrong } from './asking.ts'
import { clockRoutes } from './clock.ts'
import { corpRoutes } from './corp.ts'
import { ownPageOnly } from './own-page.ts'
import { peopleRoutes } from './people.ts'
import { pointingRoutes } from './pointing.ts'
import { recordRoutes } from './records.ts'
import { truthRoutes } from './truth.ts'
import { UnknownWay } from '../model/switching.ts'
import { whoseOf } from './whose.ts'

/** Everything under `/_sim/`, for people and tests; the product never calls it except for the clock. */
export function controlApp(sim: Sim): Hono {
  const app = new Hono()
  app.use(ownPageOnly)
  app.use(async (_, next) => {
    sim.settle()
    await next()
    sim.settle()
  })
  app.route('/clock', clockRoutes(sim))
  app.route('/faults', faultRoutes(sim))
  app.route('/callbacks', callbackRoutes(sim))
  app.route('/people', peopleRoutes(sim))
  app.route('/customers', customerRoutes(sim))
  app.route('/groups', groupRoutes(sim))
  app.route('/contact-ways', pointingRoutes(sim))
  app.route('/truth', truthRoutes(sim))
  app.route('/', recordRoutes(sim))
  app.route('/', corpRoutes(sim))
  app.get('/whose', (c) => c.json({ people: whoseOf(sim.company, c.req.query('q') ?? '') }))
  app.get('/journal', (c) => c.json({ calls: sim.log.recent() }))
  app.post('/reset', (c) => {
    sim.reset()
    return c.json({ world: sim.company.origin.world, seed: sim.company.origin.seed })
  })
  app.all('*', (c) =>
    c.json({ error: { field: 'path', message: `no such control: ${c.req.method} ${c.req.path}` } }, 404),
  )
  app.onError((error, c) => {
    if (error instanceof Wrong)
      return c.json({ error: { field: error.field, message: error.message } }, error.status)
    if (error instanceof UnknownWay)
      return c.json({ error: { field: error.field, message: error.message } }, 400)
    return c.json({ error: { field: '', message: error.message } }, 500)
  })
  return app
}
