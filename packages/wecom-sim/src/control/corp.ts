import { type QuotaName, needs, quotas, unverified } from '@jieli/wecom'
import { Hono } from 'hono'
import { z } from 'zod'
import { Wrong, asked } from './asking.ts'
import { setSwitches } from '../model/switching.ts'
import type { Company } from '../model/company.ts'
import type { Sim } from '../sim.ts'
import { endTokens } from '../model/tokens.ts'

const free = z.record(z.string(), z.unknown())
const Media = z.strictObject({
  type: z.enum(['image', 'voice', 'video', 'file']),
  filename: z.string().default('file'),
  bytes: z.int().min(1),
})

// Identity and secrets are the world's; everything else an admin or the platform could change.
const fixed = new Set(['id', 'agentId', 'secrets', 'callback', 'callbackUrls'])

/** `/_sim/corp`, `/_sim/switches`, `/_sim/limits`, `/_sim/tokens`, `/_sim/media`: what an admin or the platform decides. */
export function corpRoutes(sim: Sim): Hono {
  const { company } = sim
  return new Hono()
    .get('/corp', (c) => c.json(company.corp))
    .post('/corp', async (c) => {
      change(company, await asked(c, free))
      return c.json(company.corp)
    })
    .get('/switches', (c) => c.json({ switches: company.switches, questions: unverified }))
    .post('/switches', async (c) => {
      setSwitches(company, await asked(c, free))
      return c.json({ switches: company.switches })
    })
    .post('/limits', async (c) => {
      for (const [name, limit] of Object.entries(
        await asked(c, z.record(z.string(), z.int().min(0).nullable())),
      )) {
        if (!Object.hasOwn(quotas, name)) throw new Wrong(name, 'no such quota')
        // Checked one line above.
        if (limit === null) company.limits.delete(name as QuotaName)
        else company.limits.set(name as QuotaName, limit)
      }
      return c.json({ limits: Object.fromEntries(company.limits) })
    })
    .post('/pace', async (c) => {
      const pace = await asked(
        c,
        z.strictObject({ assignMs: z.int().min(0).optional(), relationMs: z.int().min(0).optional() }),
      )
      Object.assign(company.pace, pace)
      return c.json(company.pace)
    })
    .post('/tokens/end', async (c) => {
      const { secret } = await asked(
        c,
        z.strictObject({ secret: z.enum(['app', 'contacts', 'archive', 'customer']).optional() }),
      )
      return c.json({ ended: endTokens(company, secret) })
    })
    .post('/media', async (c) => {
      const input = await asked(c, Media)
      const id = company.newCode('media', 64)
      company.media.put(id, { id, ...input, createdWall: company.clock.wall() })
      return c.json({ media_id: id }, 201)
    })
    .post('/grants', async (c) => {
      const { need, granted } = await asked(c, z.strictObject({ need: z.string(), granted: z.boolean() }))
      const name = (Object.keys(needs) as (keyof typeof needs)[]).find((one) => one === need)
      if (name === undefined) throw new Wrong('need', `one of ${Object.keys(needs).join(', ')}`)
      const others = company.corp.granted.filter((one) => one !== name)
      company.corp.granted = granted ? [...others, name] : others
      company.touchCorp()
      return c.json({ granted: company.corp.granted })
    })
}

function change(company: Company, input: Record<string, unknown>): void {
  const { corp } = company
  for (const [name, value] of Object.entries(input)) {
    if (!Object.hasOwn(corp, name) || fixed.has(name)) throw new Wrong(name, 'cannot be set')
    const present: unknown = Reflect.get(corp, name)
    const mayBeNull = ['apiWithdrawn', 'pretendRangeSize', 'syncDepartments'].includes(name)
    const isSameKind = typeof value === typeof present && Array.isArray(value) === Array.isArray(present)
    if (!isSameKind && !mayBeNull) throw new Wrong(name, `must be like ${JSON.stringify(present)}`)
    Reflect.set(corp, name, value)
  }
  company.touchCorp()
}
