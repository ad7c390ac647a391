import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  canonicalEnvelope,
  envelopeHash,
  request,
  seats,
  voidSet,
  type Decision,
  type PolicyRule,
  type Seat,
} from './index.ts'
import { chance, endOf, envelopeFor, isProper, isSame, mayStandIn, ruleOf, type Case } from './test/cases.ts'
import { attemptSql, aWorld, type World } from './test/world.ts'
import { newId } from '../platform/ids.ts'
import { readPolicy } from './index.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const cases = 500
const start = Date.parse('2026-11-16T00:00:00Z')
const hour = (n: number) => new Date(start + n * 3_600_000)

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

test(`of ${cases} generated cases none becomes valid that should not, seed ${seed}`, async () => {
  const random = chance(seed)
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0]
  const often = (p: number) => random() < p
  const tally = {
    sets: 0,
    improper: 0,
    valid: 0,
    attempts: 0,
    opened: 0,
    delegated: 0,
    late: 0,
    fewer: 0,
    rules: new Set<number>(),
    wrong: [] as string[],
  }

  let rules = someRules()
  for (let n = 0; n < cases; n += 1) {
    // A hundred policies: each change is two transactions of two people.
    if (n % 5 === 0) rules = someRules()
    const it = generate(n)
    await world.usePolicy(it.rules)
    tally.rules.add(it.rules.indexOf(ruleOf(it)))
    tally.fewer += ruleOf(it).minPeople < 4 ? 1 : 0
    await useDelegations(it)
    const id = await ask(it)
    if (isProper(it) !== (id !== undefined))
      tally.wrong.push(`${seed}/${n}: request of ${JSON.stringify(it)}`)
    if (!id) {
      tally.improper += 1
      continue
    }
    tally.sets += 1
    await live(n, it, id)
  }
  expect(tally.wrong).toEqual([])
  // Otherwise nothing was tried.
  expect(tally.sets).toBeGreaterThan(50)
  expect(tally.improper).toBeGreaterThan(30)
  expect(tally.opened).toBeGreaterThan(20)
  expect(tally.delegated).toBeGreaterThan(12)
  // Every kind of rule was met, and time ran out before the end of the handover.
  expect(tally.rules.size).toBeGreaterThan(2)
  expect(tally.fewer).toBeGreaterThan(50)
  expect(tally.late).toBeGreaterThan(10)
  expect(tally.attempts - tally.opened).toBeGreaterThan(100)

  function generate(n: number): Case {
    const anybody = () =>
      pick(['ma', 'hu', 'an', 'se', 'MA', 'Hu', 'linxiao', 'LinXiao', 'zhouqing', 'gaoyuan', 'sumin'])
    const person = (usual: string) => (often(0.85) ? usual : anybody())
    const people = { manager: person('ma'), hr: person('hu'), admin: person('an'), security: person('se') }
    const delegations = seats.flatMap((seat) => {
      const from = Math.floor(random() * 3)
      const named = pick(['deputy', 'deputy', 'Deputy', 'stand-in', 'zhouqing', 'sumin', 'linxiao', 'se'])
      const until = from + 1 + Math.floor(random() * 40)
      return often(0.6) && !isSame(named, people[seat])
        ? [{ person: people[seat], delegate: named, from, until }]
        : []
    })
    return {
      handover: `g${n}`,
      people,
      delegations,
      initiator: often(0.9) ? 'sumin' : pick(['ma', 'HU', 'other']),
      successors: often(0.9) ? ['gaoyuan', 'zhouqing'] : ['gaoyuan', pick(['an', 'Se', 'nobody'])],
      rules,
      trigger: pick(['resign', 'dismiss', 'move', 'leave']),
      items: pick([0, 19, 20, 21, 100, 1286]),
      expiresAt: 5 + Math.floor(random() * 40),
    }
  }

  /** Up to three rules for some, then one for all the others. */
  function someRules(): readonly PolicyRule[] {
    const asks = () => ({
      minPeople: pick([2, 3, 4, 4]),
      inOrder: often(0.3),
      decideHours: pick([6, 12, 168]),
      remindHours: pick([1, 6]),
    })
    const all = [
      { trigger: pick(['resign', 'leave']), below: pick([20, 100]), ...asks() },
      { trigger: 'dismiss', ...asks() },
      { below: pick([20, 1000]), ...asks() },
    ]
    return [...all.filter(() => often(0.6)), asks()]
  }

  async function useDelegations({ delegations }: Case): Promise<void> {
    await world.pool.query('update approvals.delegation set ended_at = from_at')
    for (const { person, delegate, from, until } of delegations)
      await world.pool.query(
        `insert into approvals.delegation (id, person, delegate, from_at, until_at) values ($1, $2, $3, $4, $5)`,
        [newId(), person, delegate, hour(from), hour(until)],
      )
  }

  /** Through the door or past it; the answer must be the same. */
  async function ask(it: Case): Promise<string | undefined> {
    const envelope = envelopeFor(it)
    if (often(0.5)) {
      const { people: approvers, initiator } = it
      const expiresAt = hour(it.expiresAt)
      const asked = await world.inTx((tx) =>
        request(tx, { envelope, approvers, initiator, at: hour(0), expiresAt }),
      )
      return asked.ok ? asked.value.id : undefined
    }
    const id = newId()
    const { version } = await readPolicy(world.db)
    const { minPeople, inOrder } = ruleOf(it)
    const refused = await world.refusal(
      `insert into approvals.approval_set (id, handover_id, envelope, envelope_hash, leaver, successors, initiator,
        manager, hr, admin, security, min_people, policy_version, requested_at, expires_at, in_order)
       values ($1, $2, $3, $4, 'linxiao', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        id,
        it.handover,
        canonicalEnvelope(envelope),
        envelopeHash(envelope),
        [...it.successors].sort(),
        it.initiator,
        ...seats.map((seat) => it.people[seat]),
        minPeople,
        version,
        hour(0),
        hour(it.expiresAt),
        inOrder,
      ],
    )
    return refused === '' ? id : undefined
  }

  /** Decisions, voids and attempts in any order; `said` is what the sentences of the README allow. */
  async function live(n: number, it: Case, id: string): Promise<void> {
    const hash = envelopeHash(envelopeFor(it))
    const said = new Map<Seat, { decision: Decision; at: number; by: string }>()
    let voided = false
    let at = 0
    const acts = 6 + Math.floor(random() * 8)
    for (let i = 0; i < acts; i += 1) {
      at += random() * 3
      const act = random()
      if (act < 0.65) await decideSomehow()
      else if (act < 0.69) voided = await voidSomehow()
      else await tryAttempt()
    }
    await tryAttempt()

    function isOpen(seat: Seat): boolean {
      const isRejected = [...said.values()].some(({ decision }) => decision === 'no')
      return !voided && !isRejected && !said.has(seat) && at < endOf(it)
    }

    /** With these seats said yes to in one act: is every seat before this one said yes to? */
    function isInTurn(seat: Seat, together: readonly Seat[]): boolean {
      const before = seats.slice(0, seats.indexOf(seat))
      return (
        !ruleOf(it).inOrder ||
        before.every((one) => together.includes(one) || said.get(one)?.decision === 'yes')
      )
    }

    function heads(): number {
      return new Set(seats.map((seat) => (said.get(seat)?.by ?? it.people[seat]).toUpperCase())).size
    }

    async function decideSomehow(): Promise<void> {
      const seat = seats.find((each) => !said.has(each)) ?? pick(seats)
      const decision = often(0.94) ? 'yes' : 'no'
      if (often(0.4)) {
        const by = often(0.4) ? pick(['deputy', 'deputy', 'stand-in', 'zhouqing', 'ma', 'se']) : null
        const sql = `update approvals.approval_set set ${seat}_decision = $2, ${seat}_at = $3, ${seat}_by = $4
          where id = $1`
        const obeyed = (await world.refusal(sql, [id, decision, hour(at), by])) === ''
        const may = isOpen(seat) && isInTurn(seat, []) && (by === null || mayStandIn(it, seat, by, at))
        if (at >= endOf(it) && at < it.expiresAt) tally.late += 1
        if (obeyed !== may) tally.wrong.push(`${seed}/${n}: SQL decided ${seat} by ${by} at ${at}`)
        if (obeyed) said.set(seat, { decision, at, by: by ?? it.people[seat] })
        if (obeyed && by !== null) tally.delegated += 1
        return
      }
      const person = often(0.8)
        ? it.people[seat]
        : pick(['deputy', 'deputy', 'linxiao', 'gaoyuan', 'sumin', 'ma'])
      const isStale = often(0.1)
      const decided = await world.vote({ id }, person, {
        decision,
        at: hour(at),
        ...(isStale ? { hash: 'f'.repeat(64) } : {}),
      })
      if (!decided.ok) return
      for (const own of decided.value.seats) {
        const isOwn = isSame(it.people[own], person) || mayStandIn(it, own, person, at)
        if (!isOwn || isStale || !isOpen(own) || !isInTurn(own, decided.value.seats))
          tally.wrong.push(`${seed}/${n}: ${person} decided ${own} at ${at}`)
      }
      for (const own of decided.value.seats) said.set(own, { decision, at, by: person })
      tally.delegated += decided.value.delegated.length
      if (decided.value.complete && heads() < Math.max(2, ruleOf(it).minPeople))
        tally.wrong.push(`${seed}/${n}: complete with ${heads()} heads of ${ruleOf(it).minPeople}`)
    }

    async function voidSomehow(): Promise<boolean> {
      if (often(0.5)) await world.inTx((tx) => voidSet(tx, id, 'ENVELOPE_LEFT', hour(at)))
      else {
        const sql = "update approvals.approval_set set voided_at = $2, voided_why = 'CANCELLED' where id = $1"
        await world.refusal(sql, [id, hour(at)])
      }
      return true
    }

    async function tryAttempt(): Promise<void> {
      const isForeign = often(0.1)
      const isOther = often(0.1)
      const openedAt = often(0.15) ? at - random() * 10 : at
      const opened = await world.refusal(attemptSql, [
        isForeign ? 'another' : it.handover,
        id,
        isOther ? 'a'.repeat(64) : hash,
        hour(openedAt),
      ])
      const isAllowed =
        !voided &&
        !isForeign &&
        !isOther &&
        openedAt < it.expiresAt &&
        heads() >= Math.max(2, ruleOf(it).minPeople) &&
        seats.every((seat) => {
          const decided = said.get(seat)
          return decided?.decision === 'yes' && hour(decided.at) <= hour(openedAt)
        })
      tally.attempts += 1
      if (opened === '') tally.opened += 1
      if ((opened === '') !== isAllowed) {
        tally.wrong.push(`${seed}/${n}: attempt at ${openedAt} answered '${opened}', allowed ${isAllowed}`)
      }
    }
  }
}, 120_000)
