import { Hono } from 'hono'
import { z } from 'zod'
import { isoOf, momentOf } from '../time.ts'
import { Wrong, asked } from './asking.ts'
import type { Sim } from '../sim.ts'

const ClockInput = z.strictObject({
  advanceSeconds: z.number().min(0).optional(),
  to: z.string().optional(),
  rate: z.number().min(0).max(100_000).optional(),
  advanceWallSeconds: z.number().min(0).optional(),
})

/** `GET` and `POST /_sim/clock`. */
export function clockRoutes(sim: Sim): Hono {
  const { company } = sim
  const { clock } = company
  const shown = () => {
    sim.settle()
    clock.mark()
    const next = company.nextDue
    return {
      business: isoOf(clock.business()),
      businessSeconds: clock.business(),
      rate: clock.rate,
      wall: new Date(clock.wall() * 1_000).toISOString(),
      wallAheadSeconds: clock.state.wallAhead,
      /** When the next thing happens by itself. */
      nextDue: Number.isFinite(next) && next < 1e12 ? isoOf(next) : null,
    }
  }
  return new Hono()
    .get('/', (c) => c.json(shown()))
    .post('/', async (c) => {
      const input = await asked(c, ClockInput)
      if (input.rate !== undefined) clock.run(input.rate)
      if (input.to !== undefined) {
        const to = momentOf(input.to)
        if (to === undefined) throw new Wrong('to', 'is not an ISO moment')
        if (to < clock.business()) throw new Wrong('to', 'lies in the past: business time only goes forward')
        clock.moveTo(to)
      }
      if (input.advanceSeconds !== undefined) clock.moveTo(clock.business() + input.advanceSeconds)
      if (input.advanceWallSeconds !== undefined) clock.pushWall(input.advanceWallSeconds)
      return c.json(shown())
    })
}
