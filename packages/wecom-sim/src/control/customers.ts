import { Hono } from 'hono'
import { z } from 'zod'
import { Wrong, asked } from './asking.ts'
import { complete, refuse } from '../model/transferring.ts'
import { dropMember, join, keepFormer, tellMembership } from '../model/group-transferring.ts'
import { isInGroup, wechatMembers, wechatRoom } from '../model/group-book.ts'
import type { Sim } from '../sim.ts'
import { customerPhone } from './customer-phone.ts'
import { jsonOnce } from './unchanged.ts'
import { shown } from './truth.ts'
import { walkAway } from '../model/serving.ts'

const Will = z.strictObject({
  next: z.enum(['refuse', 'accept']),
  times: z.int().min(1).default(1),
  from: z.array(z.string()).optional(),
})
const Who = z.strictObject({ userid: z.string() })

/** `/_sim/customers/:id/...`: be a customer. */
export function customerRoutes(sim: Sim): Hono {
  const { company } = sim
  const customerOf = (id: string) => {
    const customer = company.customers.get(id)
    if (customer === undefined) throw new Wrong('id', 'no such customer', 404)
    return customer
  }
  const pendingOf = (id: string) => {
    customerOf(id)
    const transfer = company.transfers.runningOf(id)
    if (transfer === undefined) throw new Wrong('id', 'nothing is being transferred', 409)
    return transfer
  }
  return new Hono()
    .get('/', (c) => {
      const wanted = c.req.query('name') ?? ''
      const found = [...company.customers.values()].filter((one) => one.name.includes(wanted))
      return c.json({ customers: found.slice(0, 100), total: found.length })
    })
    .get('/:id', (c) => {
      const customer = customerOf(c.req.param('id'))
      const pending = company.transfers.runningOf(customer.id)
      return c.json({
        ...customer,
        followers: company.relations.followers(customer.id),
        pending: pending === undefined ? null : { ...shown(pending), message: pending.message },
        history: company.transfers.history(customer.id).map(shown),
      })
    })
    .get('/:id/phone', (c) => jsonOnce(c, customerPhone(company, customerOf(c.req.param('id')))))
    .post('/:id/refuse', (c) => {
      const transfer = pendingOf(c.req.param('id'))
      refuse(company, transfer, company.clock.business())
      return c.json(shown(transfer))
    })
    .post('/:id/accept', (c) => {
      const transfer = pendingOf(c.req.param('id'))
      if (customerOf(transfer.subject).waits) throw new Wrong('id', 'answers only after the 24 hours', 409)
      complete(company, transfer, company.clock.business())
      return c.json(shown(transfer))
    })
    .post('/:id/delete-member', async (c) => {
      const { userid } = await asked(c, Who)
      const relation = company.relations.get(userid, customerOf(c.req.param('id')).id)
      if (relation === undefined) throw new Wrong('userid', 'does not serve this customer', 404)
      walkAway(company, relation, company.clock.business())
      return c.json(relation)
    })
    .post('/:id/will', async (c) => {
      const will = await asked(c, Will)
      const customer = customerOf(c.req.param('id'))
      const { from, ...rest } = will
      customer.will = from === undefined ? rest : { ...rest, from }
      company.customers.touch(customer.id)
      return c.json(customer)
    })
}

const Members = z.strictObject({ users: z.array(z.string()).min(1) })

/** `/_sim/groups/:id/...`: what people do to a customer group in the client. */
export function groupRoutes(sim: Sim): Hono {
  const { company } = sim
  const groupOf = (id: string) => {
    const group = company.groups.get(id)
    if (group === undefined) throw new Wrong('id', 'no such group', 404)
    return group
  }
  return new Hono()
    .get('/', (c) => c.json({ groups: [...company.groups.table.values()] }))
    .get('/:id', (c) => c.json(groupOf(c.req.param('id'))))
    .post('/:id/invite', async (c) => {
      const input = await asked(c, Members.extend({ by: z.string() }))
      const group = groupOf(c.req.param('id'))
      if (!isInGroup(group, input.by)) throw new Wrong('by', 'is not in the group', 409)
      const added = input.users.filter((userid) => !isInGroup(group, userid))
      const strangers = added.filter((id) => company.member(id) === undefined)
      if (wechatMembers(group) + strangers.length > wechatRoom)
        throw new Wrong('users', 'the group is full', 409)
      for (const userid of added) join(company, group, userid, input.by, company.clock.business())
      tellMembership(company, group, 'add_member', added)
      return c.json(group)
    })
    .post('/:id/remove', async (c) => {
      const { users } = await asked(c, Members)
      const group = groupOf(c.req.param('id'))
      keepFormer(company, group)
      for (const userid of users) dropMember(group, userid)
      tellMembership(company, group, 'del_member', users)
      return c.json(group)
    })
    .post('/:id/make-room', (c) => {
      const group = groupOf(c.req.param('id'))
      const last = group.members.findLast((member) => member.type === 2)
      if (last === undefined) throw new Wrong('id', 'nobody to remove', 409)
      keepFormer(company, group)
      dropMember(group, last.userid)
      tellMembership(company, group, 'del_member', [last.userid])
      return c.json({ removed: last.userid, wechatMembers: wechatMembers(group) })
    })
    .post('/:id/state', async (c) => {
      const input = await asked(
        c,
        z
          .strictObject({
            kind: z.enum(['customer', 'external-without-customers', 'internal', 'not-wecom']),
            dismissed: z.boolean(),
          })
          .partial(),
      )
      const group = Object.assign(groupOf(c.req.param('id')), input)
      company.groups.touch(group)
      return c.json(group)
    })
}
