import { createHash } from 'node:crypto'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { quotas, type Quota, type QuotaName } from '../catalogue/quotas.ts'
import type { Charge } from './ports.ts'

/** Whom a call is charged to. */
export interface Account {
  readonly corpId: string
  readonly agentId: number
  /** 账号上限数 of the corp; budgets that are multiples of it are not counted while it is unknown. */
  readonly accountCap?: number | undefined
}

/** The budgets a request uses up. Those only its caller can charge (old owner, size of a chat) are left to him. */
export function chargesOf(
  row: Endpoint,
  input: Record<string, unknown>,
  account: Account,
): readonly Charge[] {
  return row.quota.flatMap((name) => {
    const quota: Quota = quotas[name]
    const limit = limitOf(quota, account)
    if (quota.chargedBy === 'caller' || limit === undefined) return []
    return usesOf(quota, row, input, account).map(([subject, amount]) =>
      charge(name, quota, limit, subject, amount),
    )
  })
}

/** What WeCom blocks together: one API of one secret; each webhook and each gettoken secret by itself. */
export function laneOf(row: Endpoint, secret: string, input: Record<string, unknown>): string {
  return `${secret}${row.query ? `:${webhookOf(input)}` : ''} ${row.path}`
}

function charge(name: QuotaName, quota: Quota, limit: number, subject: string, amount: number): Charge {
  return {
    quota: name,
    bucket: `${name}:${subject}`,
    amount,
    limit,
    window: quota.window,
    clock: quota.clock,
  }
}

function limitOf({ limit }: Quota, { accountCap }: Account): number | undefined {
  if (typeof limit === 'number') return limit
  if (limit.of !== 'account-cap' || accountCap === undefined) return undefined
  return limit.times * accountCap
}

type Use = readonly [subject: string, amount: number]

function usesOf(
  quota: Quota,
  row: Endpoint,
  input: Record<string, unknown>,
  account: Account,
): readonly Use[] {
  const app = `${account.corpId}:${account.agentId}`
  const people = receivers(input)
  switch (quota.per) {
    case 'corp':
      return [[account.corpId, 1]]
    case 'corp-api':
      return [[`${account.corpId}:${row.path}`, 1]]
    case 'ip':
    case 'ip-api':
      // We do not know our own address as WeCom sees it; counting all processes as one address is the safe side.
      return [[row.path, 1]]
    case 'app':
      if (quota.unit !== 'person-time') return [[app, 1]]
      return people.length === 0 ? [] : [[app, people.length]]
    case 'app-member':
      return people.map((member) => [`${app}:${member}`, 1])
    case 'webhook':
      return [[webhookOf(input), 1]]
    case 'owner':
    case 'chat':
    case 'customer':
      return []
    default:
      return quota.per satisfies never
  }
}

// Departments, tags and @all reach an unknown number of people; they cannot be counted here.
function receivers({ touser }: Record<string, unknown>): readonly string[] {
  if (typeof touser !== 'string') return []
  // Userids do not distinguish case, and foreign clients end the list with a bar.
  return [...new Set(touser.toLowerCase().split('|'))].filter((one) => one !== '' && one !== '@all')
}

// The key is a secret, so the ledger sees its digest.
function webhookOf({ key }: Record<string, unknown>): string {
  return createHash('sha256').update(String(key)).digest('hex').slice(0, 16)
}
