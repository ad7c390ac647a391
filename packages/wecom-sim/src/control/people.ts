import { Hono } from 'hono'
import { z } from 'zod'
import { Wrong, asked } from './asking.ts'
import { befriend, addCustomer, noteChanged, unfriend } from '../model/serving.ts'
import { disable, enable, quit, remove } from '../model/people.ts'
import { inboxOf } from './inbox.ts'
import { jsonOnce } from './unchanged.ts'
import { memberPhone } from './member-phone.ts'
import type { Member } from '../model/records.ts'
import type { Sim } from '../sim.ts'
import { consoleTransfer } from './console.ts'
import { answerPage } from '../model/client.ts'
import { comment, decide, waitingFor, withdraw } from '../model/approving.ts'
import { press } from './press.ts'
import { emitFromMember } from '../model/events.ts'

const nothing = z.strictObject({})
const CustomerName = z
  .strictObject({ name: z.string().min(1), external_userid: z.string().optional() })
  .partial()
const Form = z.strictObject({ spNo: z.string().min(1), speech: z.string().default('') })
const ConsoleTransfer = z.strictObject({
  customers: z.union([z.array(z.string()).min(1), z.literal('all')]).default('all'),
  groups: z.array(z.string()).optional(),
  to: z.string().min(1),
})

/** `/_sim/people/:userid/...`: be a member, on the phone or as an admin does it to him. */
export function peopleRoutes(sim: Sim): Hono {
  const { company } = sim
  const who = (userid: string): Member => {
    const member = company.member(userid)
    if (member === undefined) throw new Wrong('userid', 'no such member', 404)
    return member
  }
  const change = (userid: string, fields: Partial<Member>) => {
    const member = Object.assign(who(userid), fields)
    company.touchMember(member)
    return member
  }
  const form = (no: string) => {
    const approval = company.approvals.get(no)
    if (approval === undefined) throw new Wrong('spNo', 'no such approval', 404)
    return approval
  }
  const app = new Hono<{ Variables: { member: Member } }>()
  app.get('/', (c) => c.json({ people: [...company.members.values()] }))
  app.get('/:userid', (c) => c.json(who(c.req.param('userid'))))
  app.get('/:userid/inbox', (c) => c.json(inboxOf(company, who(c.req.param('userid')))))
  app.get('/:userid/phone', (c) =>
    jsonOnce(c, memberPhone(company, who(c.req.param('userid')), c.req.query('q') ?? '')),
  )
  app.post('/:userid/press', async (c) => {
    const member = who(c.req.param('userid'))
    const input = await asked(
      c,
      z.strictObject({
        taskId: z.string(),
        key: z.string(),
        selected: z.record(z.string(), z.array(z.string())).optional(),
      }),
    )
    return c.json(press(company, member, input.taskId, input.key, input.selected ?? {}))
  })
  app.post('/:userid/client', async (c) => {
    const call = await asked(
      c,
      z.strictObject({ page: z.url(), name: z.string(), params: z.record(z.string(), z.unknown()) }),
    )
    return c.json(answerPage(company, who(c.req.param('userid')).userid, call))
  })
  app.post('/:userid/message', async (c) => {
    const { text } = await asked(c, z.strictObject({ text: z.string().min(1) }))
    emitFromMember(company, 'textSaid', who(c.req.param('userid')).userid, { Content: text })
    return c.json({ said: text })
  })
  app.post('/:userid/:act{(?:quit|delete|disable|enable|login|activate|ban|unban)}', async (c) => {
    await asked(c, nothing)
    const member = who(c.req.param('userid'))
    const acts: Record<string, () => void> = {
      quit: () => quit(company, member),
      delete: () => remove(company, member, 'console'),
      disable: () => disable(company, member),
      enable: () => enable(company, member),
      login: () => void change(member.userid, { lastLogin: company.clock.business() }),
      activate: () =>
        void change(member.userid, { status: 1, formerStatus: 1, lastLogin: company.clock.business() }),
      ban: () => void change(member.userid, { banned: true }),
      unban: () => void change(member.userid, { banned: false }),
    }
    acts[c.req.param('act')]?.()
    return c.json(company.member(member.userid) ?? { deleted: member.userid })
  })
  app.post('/:userid/realname', async (c) => {
    const { verified } = await asked(c, z.strictObject({ verified: z.boolean().default(true) }))
    return c.json(change(c.req.param('userid'), { realName: verified }))
  })
  app.post('/:userid/last-login', async (c) => {
    const { daysAgo } = await asked(c, z.strictObject({ daysAgo: z.number().min(0) }))
    return c.json(change(c.req.param('userid'), { lastLogin: company.clock.business() - daysAgo * 86_400 }))
  })
  app.post('/:userid/cap', async (c) => {
    const { cap } = await asked(c, z.strictObject({ cap: z.int().min(0).nullable() }))
    return c.json(change(c.req.param('userid'), { customerCap: cap }))
  })
  app.post('/:userid/permission', async (c) => {
    const { customerContact } = await asked(c, z.strictObject({ customerContact: z.boolean() }))
    return c.json(change(c.req.param('userid'), { customerContact }))
  })
  app.post('/:userid/fields', async (c) => {
    const fields = await asked(
      c,
      z
        .strictObject({
          idIsGiven: z.boolean(),
          mailboxOnly: z.boolean(),
          creator: z.boolean(),
          departments: z.array(z.int()).min(1),
        })
        .partial(),
    )
    return c.json(change(c.req.param('userid'), fields as Partial<Member>))
  })
  app.post('/:userid/add-customer', async (c) => {
    const member = who(c.req.param('userid'))
    const input = await asked(c, CustomerName)
    if (company.relations.count(member.userid) >= company.capOf(member))
      throw new Wrong('userid', 'has as many customers as he may', 409)
    const known =
      input.external_userid === undefined ? undefined : company.customers.get(input.external_userid)
    if (input.external_userid !== undefined && known === undefined)
      throw new Wrong('external_userid', 'no such customer', 404)
    const customer = known ?? addCustomer(company, input.name ?? `新客户${company.count('added')}`)
    if (company.relations.get(member.userid, customer.id) !== undefined)
      throw new Wrong('external_userid', 'is a friend already', 409)
    befriend(company, member, customer, company.clock.business())
    return c.json(customer, 201)
  })
  app.post('/:userid/remove-customer', async (c) => {
    const { external_userid: id } = await asked(c, z.strictObject({ external_userid: z.string() }))
    const relation = company.relations.get(who(c.req.param('userid')).userid, id)
    if (relation === undefined) throw new Wrong('external_userid', 'is no customer of his', 404)
    unfriend(company, relation, company.clock.business())
    return c.json({ removed: id })
  })
  app.post('/:userid/remark', async (c) => {
    const input = await asked(c, z.strictObject({ external_userid: z.string(), remark: z.string().max(20) }))
    const relation = company.relations.get(who(c.req.param('userid')).userid, input.external_userid)
    if (relation === undefined) throw new Wrong('external_userid', 'is no customer of his', 404)
    relation.remark = input.remark
    company.relations.touch(relation)
    noteChanged(company, relation, company.clock.business())
    return c.json(relation)
  })
  app.post('/:userid/:verdict{(?:approve|reject|withdraw|comment)}', async (c) => {
    const member = who(c.req.param('userid'))
    const { spNo, speech } = await asked(c, Form)
    const approval = form(spNo)
    const verdict = c.req.param('verdict')
    if (verdict === 'comment') comment(company, approval, member.userid, speech)
    else if (verdict === 'withdraw') {
      if (approval.creator !== member.userid) throw new Wrong('spNo', 'only the applicant withdraws', 409)
      withdraw(company, approval)
    } else {
      if (!waitingFor(approval).includes(member.userid)) throw new Wrong('spNo', 'does not wait for him', 409)
      decide(company, approval, member.userid, verdict === 'approve', speech)
    }
    return c.json(approval)
  })
  app.post('/:userid/console-transfer', async (c) => {
    const member = who(c.req.param('userid'))
    return c.json(consoleTransfer(company, member, await asked(c, ConsoleTransfer)))
  })
  const routes = new Hono()
  routes.route('/', app)
  return routes
}
