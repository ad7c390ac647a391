import { type CallName, type Quota, type QuotaName, quotas } from '@jieli/wecom'
import { dayOf } from '../time.ts'
import type { Company } from '../model/company.ts'
import { rowOf } from './routes.ts'

const seconds = { minute: 60, hour: 3_600 } as const

/** Budgets the answers count themselves: they know receivers, groups and customers. */
const countedByAnswers: ReadonlySet<QuotaName> = new Set<QuotaName>([
  'message-app-day',
  'message-member-minute',
  'message-member-hour',
  'appchat-member-minute',
  'appchat-member-day',
  'group-owner-day',
  'group-90-days',
  'customer-90-days',
  'wrong-secret-hour',
  'wrong-lookup-day',
  'debug-minute',
])

export interface Caller {
  readonly ip: string
  readonly app: string
  readonly webhookKey?: string
  /** Person-times of an appchat message; 1 for everything else. */
  readonly people?: number
}

/** Counts the call in every budget of its row; false as soon as one is over (45009 for the length of the window). */
export function withinRates(company: Company, call: CallName, caller: Caller): boolean {
  if (company.windows.isBlocked(`fault|${call}`, company.clock.wall())) return false
  for (const name of rowOf(call).quota) {
    if (countedByAnswers.has(name)) continue
    if (!take(company, name, call, caller)) return false
  }
  return true
}

function take(company: Company, name: QuotaName, call: CallName, caller: Caller): boolean {
  const quota: Quota = quotas[name]
  if (name === 'agent-ticket-app-hour' && company.is('agentTicketHourLimit') === 'none') return true
  const limit = limitOf(company, name, quota)
  const units = quota.unit === 'person-time' ? (caller.people ?? 1) : 1
  const key = `${name}|${payer(quota, call, caller)}`
  if (quota.window === 'minute' || quota.window === 'hour') {
    return company.windows.hit(key, limit, seconds[quota.window], company.clock.wall(), units)
  }
  // A day's block is the rest of the natural day, a month's is 30 days: counting by that period does both.
  const period = quota.window === 'day' ? 1 : 30
  return takeDays(company, `${key}|${Math.floor(dayOf(company.clock.business()) / period)}`, limit, units)
}

export function takeDays(company: Company, key: string, limit: number, units = 1): boolean {
  const used = company.uses.get(key)?.count ?? 0
  if (used + units > limit) return false
  company.uses.put(key, { count: used + units })
  return true
}

function limitOf(company: Company, name: QuotaName, quota: Quota): number {
  const narrowed = company.limits.get(name)
  if (narrowed !== undefined) return narrowed
  if (name === 'appchat-send-hour') return company.is('appchatHourBudget')
  if (name === 'agent-ticket-app-hour') return Number(company.is('agentTicketHourLimit'))
  if (typeof quota.limit === 'number') return quota.limit
  const base = quota.limit.of === 'account-cap' ? company.corp.accountCap : company.members.size
  return Math.floor(quota.limit.times * base)
}

function payer(quota: Quota, call: CallName, caller: Caller): string {
  if (quota.per === 'corp-api') return call
  if (quota.per === 'ip-api') return `${caller.ip}|${call}`
  if (quota.per === 'ip') return caller.ip
  if (quota.per === 'webhook') return caller.webhookKey ?? ''
  return quota.per === 'app' ? caller.app : 'corp'
}

/** Wrong look-ups above a fifth of the corp's size block the API for the day (doc 95895). */
export function lookupFailed(company: Company, call: CallName): void {
  const key = `wrong-lookup|${call}|${dayOf(company.clock.business())}`
  company.uses.put(key, { count: (company.uses.get(key)?.count ?? 0) + 1 })
}

export function mayLookUp(company: Company, call: CallName): boolean {
  const key = `wrong-lookup|${call}|${dayOf(company.clock.business())}`
  return (company.uses.get(key)?.count ?? 0) <= company.members.size * 0.2
}

/** Many wrong secrets block the address for an hour (45009); how many is a switch. */
export function secretFailed(company: Company, ip: string): void {
  company.windows.hit(
    `wrong-secret|${ip}`,
    company.is('wrongSecretBlockAfter') - 1,
    3_600,
    company.clock.wall(),
  )
}

export function mayAskToken(company: Company, ip: string): boolean {
  return !company.windows.isBlocked(`wrong-secret|${ip}`, company.clock.wall())
}
