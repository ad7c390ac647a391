import { Hono } from 'hono'
import { z } from 'zod'
import { Wrong, asked } from './asking.ts'
import type { Sim } from '../sim.ts'
import { actNames } from '../model/acts.ts'
import { momentOf } from '../time.ts'
import { plan } from '../model/planning.ts'

const Act = z.object({ do: z.string() }).catchall(z.unknown())
const Script = z.strictObject({
  events: z
    .array(
      z.strictObject({ at: z.string().optional(), afterSeconds: z.number().min(0).optional(), act: Act }),
    )
    .min(1),
})
const flags = z.strictObject({ crowded: z.boolean() })

/** Smaller records a test or a phone wants to see or bend: webhooks, templates, approvals, tags, departments, scripts. */
export function recordRoutes(sim: Sim): Hono {
  const { company } = sim
  return new Hono()
    .get('/webhooks', (c) =>
      c.json({
        webhooks: [...company.webhooks.values()].map((hook) => ({
          ...hook,
          messages: company.letters.in(`webhook:${hook.key}`),
        })),
      }),
    )
    .post('/webhooks/:key', async (c) => {
      const hook = company.webhooks.get(c.req.param('key'))
      if (hook === undefined) throw new Wrong('key', 'no such webhook', 404)
      const { state } = await asked(
        c,
        z.strictObject({ state: z.enum(['open', 'stopped', 'forbidden', 'not-in-group', 'group-gone']) }),
      )
      hook.state = state
      company.webhooks.touch(hook.key)
      return c.json(hook)
    })
    .get('/approvals', (c) => c.json({ approvals: [...company.approvals.values()] }))
    .get('/templates', (c) => c.json({ templates: [...company.templates.values()] }))
    .post('/templates/:id', async (c) => {
      const template = company.templates.get(c.req.param('id'))
      if (template === undefined) throw new Wrong('id', 'no such template', 404)
      const input = await asked(
        c,
        z
          .strictObject({
            customPrint: z.boolean(),
            applicantChooses: z.boolean(),
            approvers: z.array(z.string()).nullable(),
          })
          .partial(),
      )
      Object.assign(template, input)
      company.templates.touch(template.id)
      return c.json(template)
    })
    .post('/departments/:id', async (c) => {
      const department = company.departments.get(c.req.param('id'))
      if (department === undefined) throw new Wrong('id', 'no such department', 404)
      Object.assign(department, await asked(c, flags))
      company.departments.touch(String(department.id))
      return c.json(department)
    })
    .post('/tags/:id', async (c) => {
      const tag = company.memberTags.get(c.req.param('id'))
      if (tag === undefined) throw new Wrong('id', 'no such tag', 404)
      Object.assign(tag, await asked(c, flags))
      company.memberTags.touch(String(tag.id))
      return c.json(tag)
    })
    .post('/cards/:taskId', async (c) => {
      const card = company.cards.get(c.req.param('taskId'))
      if (card === undefined) throw new Wrong('taskId', 'no such card', 404)
      const { agentId, deleted } = await asked(
        c,
        z.strictObject({ agentId: z.int().optional(), deleted: z.boolean().optional() }),
      )
      if (agentId !== undefined) card.agentId = agentId
      company.cards.touch(card.taskId)
      if (deleted === true) company.cards.drop(card.taskId)
      return c.json(card)
    })
    .post('/script', async (c) => {
      const { events } = await asked(c, Script)
      const now = company.clock.business()
      const planned = events.map(({ at, afterSeconds, act }, index) => {
        if (!actNames.includes(act.do))
          throw new Wrong(`events.${index}.act.do`, `one of ${actNames.join(', ')}`)
        const moment = at === undefined ? now + (afterSeconds ?? 0) : momentOf(at)
        if (moment === undefined) throw new Wrong(`events.${index}.at`, 'is not an ISO moment')
        return plan(company, moment, act)
      })
      return c.json({ planned: planned.length }, 201)
    })
    .post('/login-code', async (c) => {
      const input = await asked(
        c,
        z.strictObject({
          userid: z.string(),
          privateInfo: z.boolean().default(false),
          qr: z.boolean().default(false),
        }),
      )
      const code = company.newCode('login', 43)
      company.loginCodes.put(code, { code, ...input, issuedWall: company.clock.wall(), used: false })
      return c.json({ code }, 201)
    })
}
