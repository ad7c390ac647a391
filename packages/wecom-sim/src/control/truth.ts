import type { Company } from '../model/company.ts'
import { Hono } from 'hono'
import type { Sim } from '../sim.ts'
import type { Transfer } from '../model/records.ts'
import { budgetLeft } from '../answers/transfer-checks.ts'
import { callCounts } from '../gate/call-log.ts'
import { isoOf } from '../time.ts'
import { wechatMembers } from '../model/group-book.ts'

/** `GET /_sim/truth` and its parts: what really is, whatever any answer said. */
export function truthRoutes(sim: Sim): Hono {
  const { company } = sim
  return new Hono()
    .use(async (_, next) => {
      sim.settle()
      await next()
    })
    .get('/', (c) =>
      c.json({
        business: isoOf(company.clock.business()),
        world: company.origin.world,
        seed: company.origin.seed,
        accounts: accounts(company),
        leavers: [...company.leavers.values()],
        customers: customersTruth(company),
        groups: groupsTruth(company),
        pointing: pointingTruth(company),
        transfers: [...company.transfers.table.values()].map(shown),
        calls: callCounts(company),
      }),
    )
    .get('/accounts', (c) => c.json({ accounts: accounts(company), leavers: [...company.leavers.values()] }))
    .get('/customers', (c) => c.json({ customers: customersTruth(company, c.req.query('of')) }))
    .get('/groups', (c) => c.json({ groups: groupsTruth(company, c.req.query('of')) }))
    .get('/pointing', (c) => c.json({ pointing: pointingTruth(company) }))
    .get('/transfers', (c) => {
      const { via, from, to, outcome } = c.req.query()
      const wanted = [...company.transfers.table.values()].filter(
        (row) =>
          (via === undefined || row.via === via) &&
          (from === undefined || row.from === from) &&
          (to === undefined || row.to === to) &&
          (outcome === undefined || row.outcome === outcome),
      )
      return c.json({ transfers: wanted.map(shown) })
    })
    .get('/budget', (c) => c.json({ budget: budgets(company, c.req.query('of')) }))
    .get('/calls', (c) => c.json({ calls: callCounts(company) }))
}

function accounts(company: Company) {
  return [...company.members.values()].map((member) => ({
    userid: member.userid,
    name: member.name,
    status: member.status,
    realName: member.realName,
    customerContact: member.customerContact,
    customers: company.relations.count(member.userid),
    cap: company.capOf(member),
    groupsOwned: company.groups.ownedBy(member.userid).length,
    lastLogin: member.lastLogin,
  }))
}

function customersTruth(company: Company, of?: string) {
  const ids =
    of === undefined
      ? [...company.customers.values()].map((one) => one.id)
      : company.relations.of(of).map((one) => one.customer)
  return ids.map((id) => {
    const followers = company.relations.followers(id)
    const running = company.transfers.runningOf(id)
    return {
      id,
      name: company.customers.get(id)?.name ?? '',
      followers: followers.filter((one) => one.orphanedAt === undefined).map((one) => one.userid),
      unassignedFrom: followers.filter((one) => one.orphanedAt !== undefined).map((one) => one.userid),
      pending: running === undefined ? null : shown(running),
      budgetLeft: Math.max(0, budgetLeft(company, id)),
    }
  })
}

function groupsTruth(company: Company, of?: string) {
  const all = [...company.groups.table.values()]
  const wanted =
    of === undefined
      ? all
      : all.filter((group) => group.owner === of || group.members.some((one) => one.userid === of))
  return wanted.map((group) => ({
    id: group.id,
    name: group.name,
    owner: group.owner,
    status: group.status,
    members: group.members.filter((one) => one.type === 1).map((one) => one.userid),
    wechatMembers: wechatMembers(group),
    version: group.version,
    budgetLeft: Math.max(0, budgetLeft(company, group.id)),
  }))
}

/** Whom each thing that brings new customers leads to; `ours` may be changed by this app. */
function pointingTruth(company: Company) {
  const { contactWays, links, serviceAccounts } = company
  return [
    ...[...contactWays.values()].map(({ id, remark, users, madeBy, temporary }) => ({
      kind: 'code' as const,
      id,
      name: remark,
      users,
      ours: madeBy === 'app' && !temporary,
    })),
    ...[...links.values()].map(({ id, name, users, madeBy }) => ({
      kind: 'link' as const,
      id,
      name,
      users,
      ours: madeBy === 'app',
    })),
    ...[...serviceAccounts.values()].map(({ id, name, users, managed }) => ({
      kind: 'seat' as const,
      id,
      name,
      users,
      ours: managed,
    })),
  ]
}

function budgets(company: Company, of?: string): Record<string, number> {
  const ids =
    of === undefined
      ? [...company.customers.values()].map((one) => one.id)
      : company.relations.of(of).map((one) => one.customer)
  return Object.fromEntries(ids.map((id) => [id, Math.max(0, budgetLeft(company, id))]))
}

/** A transfer as truth tells it: effective ones have the outcome `done`. */
export function shown(row: Transfer) {
  return {
    no: row.no,
    kind: row.kind,
    mode: row.mode,
    subject: row.subject,
    from: row.from,
    to: row.to,
    via: row.via,
    outcome: row.outcome,
    startedAt: isoOf(row.startedAt),
    dueAt: row.dueAt < 1e12 ? isoOf(row.dueAt) : null,
    endedAt: row.endedAt === null ? null : isoOf(row.endedAt),
  }
}
