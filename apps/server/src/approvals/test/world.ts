import { Client } from 'pg'
import { sqlState } from '../../platform/db.ts'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  decide,
  decidePolicy,
  proposePolicy,
  readPolicy,
  request,
  seats,
  type ApprovalRequest,
  type ApprovalSet,
  type Approvers,
  type Envelope,
  type PolicyRule,
} from '../index.ts'

export const monday = new Date('2026-11-16T01:00:00Z')
export const tuesday = new Date('2026-11-17T01:00:00Z')
export const friday = new Date('2026-11-20T10:00:00Z')
export const four: Approvers = {
  manager: 'fangming',
  hr: 'zhenglan',
  admin: 'tangrui',
  security: 'shenzhiwei',
}

export function anEnvelope(
  handover: string,
  successors: readonly string[] = ['zhouqing', 'gaoyuan'],
): Envelope {
  const [to = 'zhouqing', ...fallbacks] = successors
  return {
    trigger: 'resign',
    scope: { handover, leaver: 'linxiao', items: { customer: 100 } },
    successors,
    rules: [{ when: { by: 'rest' }, to, fallbacks }],
    deadline: '2026-11-30T10:00:00Z',
    pointsOfNoReturn: ['delete-account'],
    deltaLimit: { percent: 5, items: 20 },
  }
}

export function aRequest(handover: string, changed: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    envelope: anEnvelope(handover),
    approvers: four,
    initiator: 'sumin',
    at: monday,
    expiresAt: friday,
    ...changed,
  }
}

/** One rule for everything. */
export function aRule(changed: Partial<PolicyRule> = {}): PolicyRule {
  return { minPeople: 4, inOrder: false, decideHours: 168, remindHours: 24, ...changed }
}

export interface World extends TestDatabase {
  /** The SQLSTATE the database answers to the application's role, or '' when it obeyed. */
  refusal(text: string, values?: readonly unknown[]): Promise<string>
  /** Puts these rules into force: one proposes, another confirms. */
  usePolicy(rules: readonly PolicyRule[]): Promise<void>
  newHandover(): string
  requested(changed?: Partial<ApprovalRequest>): Promise<ApprovalSet>
  /** A yes on Tuesday, unless told otherwise. */
  vote(
    set: { readonly id: string },
    person: string,
    changed?: Partial<Parameters<typeof decide>[1]>,
  ): ReturnType<typeof decide>
  approved(): Promise<ApprovalSet>
  attempt(set: ApprovalSet, at: Date, changed?: { hash?: string; handover?: string }): Promise<string>
}

/** A database with a scratch table of attempts under the guard that the handover's own table uses. */
export async function aWorld(): Promise<World> {
  const database = await freshDatabase()
  const owner = new Client({ connectionString: database.urls.owner })
  await owner.connect()
  await owner.query(`
    create schema approvals_test;
    grant usage on schema approvals_test to jieli_app;
    create table approvals_test.attempt (
      id bigint generated always as identity primary key,
      handover_id text not null,
      approval_set_id uuid references approvals.approval_set (id),
      envelope_hash text,
      opened_at timestamptz
    );
    create trigger guard before insert or update on approvals_test.attempt
      for each row execute function approvals.attempt_guard();
    grant select, insert, update on approvals_test.attempt to jieli_app;`)
  await owner.end()
  let count = 0
  const world: World = {
    ...database,
    refusal: (text, values = []) =>
      database.pool.query(text, [...values]).then(
        () => '',
        (error: unknown) => sqlState(error) || 'no SQLSTATE',
      ),
    usePolicy: (rules) =>
      database.inTx(async (tx) => {
        const { version: basedOn } = await readPolicy(tx)
        const asked = await proposePolicy(tx, { rules, basedOn, by: 'tangrui', at: monday })
        if (!asked.ok && asked.why === 'NOTHING_CHANGED') return
        if (!asked.ok) throw new Error(asked.why)
        await decidePolicy(tx, { version: asked.value, yes: true, by: 'shenzhiwei', at: monday })
      }),
    newHandover() {
      count += 1
      return `h${count}`
    },
    async requested(changed) {
      const asked = await database.inTx((tx) => request(tx, aRequest(world.newHandover(), changed)))
      if (!asked.ok) throw new Error(asked.why)
      return asked.value
    },
    vote: (set, person, changed) =>
      database.inTx((tx) => decide(tx, { set: set.id, person, decision: 'yes', at: tuesday, ...changed })),
    async approved() {
      const set = await world.requested()
      for (const seat of seats) await world.vote(set, four[seat])
      return set
    },
    attempt: (set, at, changed = {}) =>
      world.refusal(attemptSql, [changed.handover ?? set.handoverId, set.id, changed.hash ?? set.hash, at]),
  }
  return world
}

export const attemptSql =
  'insert into approvals_test.attempt (handover_id, approval_set_id, envelope_hash, opened_at) values ($1, $2, $3, $4)'

export const allYes = `update approvals.approval_set set ${seats
  .map((seat) => `${seat}_decision = 'yes', ${seat}_at = $2`)
  .join(', ')} where id = $1`
