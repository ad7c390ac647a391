import type { Known } from './known.ts'

/** Whose use is counted together. */
export type QuotaPer =
  | 'corp'
  | 'corp-api'
  | 'ip'
  | 'ip-api'
  | 'app'
  | 'app-member'
  | 'webhook'
  | 'owner'
  | 'chat'
  | 'customer'

/** A number, or a multiple of what the corp has: account cap (账号上限) or members. */
export type QuotaLimit = number | { readonly times: number; readonly of: 'account-cap' | 'members' }

/** One budget of WeCom: how many, for whom, in which window, counted on which clock. */
export interface Quota {
  readonly per: QuotaPer
  readonly window: 'minute' | 'hour' | 'day' | 'month' | '90 days'
  /** Minutes and hours run on the wall; days, months and the 90 days are business time. */
  readonly clock: 'wall' | 'business'
  readonly limit: QuotaLimit
  /** What one unit is. */
  readonly unit: 'call' | 'person-time' | 'failure' | 'group' | 'customer' | 'member'
  /** `client`: the request says whom to charge. `caller`: only the engine knows (old owner, earlier transfers). */
  readonly chargedBy: 'client' | 'caller'
  /** What WeCom does beyond the limit: answers 45009, says ok and delivers nothing, or gives another code per item. */
  readonly beyond: 'refused' | 'dropped' | 'item-code'
  readonly doc: string
  readonly known: Known
}

const wall = {
  clock: 'wall',
  unit: 'call',
  chargedBy: 'client',
  beyond: 'refused',
  known: 'documented',
} as const
const business = { ...wall, clock: 'business' } as const

/** Every published budget that touches a call of the catalogue; WeCom may change any of them. */
export const quotas = {
  'corp-api-minute': { ...wall, per: 'corp-api', window: 'minute', limit: 10_000, doc: '90312' },
  'corp-api-hour': { ...wall, per: 'corp-api', window: 'hour', limit: 150_000, doc: '90312' },
  'ip-api-minute': { ...wall, per: 'ip-api', window: 'minute', limit: 20_000, doc: '90312' },
  'ip-api-hour': { ...wall, per: 'ip-api', window: 'hour', limit: 600_000, doc: '90312' },
  // The block of an hour is documented; that it takes about 2000 failures is a staff answer.
  'wrong-secret-hour': {
    ...wall,
    per: 'ip',
    window: 'hour',
    limit: 2_000,
    unit: 'failure',
    chargedBy: 'caller',
    doc: '90313',
    known: 'observed',
  },
  'wrong-lookup-day': {
    ...business,
    per: 'corp-api',
    window: 'day',
    limit: { times: 0.2, of: 'members' },
    unit: 'failure',
    chargedBy: 'caller',
    doc: '95895',
  },
  'debug-minute': { ...wall, per: 'corp-api', window: 'minute', limit: 5, chargedBy: 'caller', doc: '90313' },
  'member-create-month': {
    ...business,
    per: 'corp',
    window: 'month',
    limit: { times: 3, of: 'account-cap' },
    unit: 'member',
    doc: '90312',
  },
  'message-app-day': {
    ...business,
    per: 'app',
    window: 'day',
    limit: { times: 200, of: 'account-cap' },
    unit: 'person-time',
    doc: '90236',
  },
  'message-member-minute': {
    ...wall,
    per: 'app-member',
    window: 'minute',
    limit: 30,
    unit: 'person-time',
    beyond: 'dropped',
    doc: '90236',
  },
  'message-member-hour': {
    ...wall,
    per: 'app-member',
    window: 'hour',
    limit: 1_000,
    unit: 'person-time',
    beyond: 'dropped',
    doc: '90236',
  },
  'appchat-create-day': { ...business, per: 'corp', window: 'day', limit: 1_000, doc: '90245' },
  'appchat-change-hour': { ...wall, per: 'corp', window: 'hour', limit: 1_000, doc: '98913' },
  // Person-times need the size of the chat, which only the caller knows.
  'appchat-send-minute': {
    ...wall,
    per: 'corp',
    window: 'minute',
    limit: 20_000,
    unit: 'person-time',
    chargedBy: 'caller',
    doc: '90248',
  },
  // 90312 says a flat 300 000, 90248 says 150 000 for a small corp: the smaller one is safe.
  'appchat-send-hour': {
    ...wall,
    per: 'corp',
    window: 'hour',
    limit: 150_000,
    unit: 'person-time',
    chargedBy: 'caller',
    doc: '90248',
  },
  'appchat-member-minute': {
    ...wall,
    per: 'app-member',
    window: 'minute',
    limit: 200,
    unit: 'person-time',
    chargedBy: 'caller',
    beyond: 'dropped',
    doc: '90248',
  },
  'appchat-member-day': {
    ...business,
    per: 'app-member',
    window: 'day',
    limit: 10_000,
    unit: 'person-time',
    chargedBy: 'caller',
    beyond: 'dropped',
    doc: '90248',
  },
  'webhook-minute': { ...wall, per: 'webhook', window: 'minute', limit: 20, doc: '99110' },
  'approval-minute': { ...wall, per: 'corp-api', window: 'minute', limit: 600, doc: '90312' },
  'jsapi-ticket-corp-hour': { ...wall, per: 'corp', window: 'hour', limit: 400, doc: '90312' },
  'jsapi-ticket-app-hour': { ...wall, per: 'app', window: 'hour', limit: 100, doc: '90312' },
  'agent-ticket-app-hour': {
    ...wall,
    per: 'app',
    window: 'hour',
    limit: 100,
    doc: '94313',
    known: 'guessed',
  },
  'group-owner-day': {
    ...business,
    per: 'owner',
    window: 'day',
    limit: 300,
    unit: 'group',
    chargedBy: 'caller',
    beyond: 'item-code',
    doc: '95703',
  },
  'group-90-days': {
    ...business,
    per: 'chat',
    window: '90 days',
    limit: 2,
    unit: 'group',
    chargedBy: 'caller',
    beyond: 'item-code',
    doc: '95703',
  },
  'customer-90-days': {
    ...business,
    per: 'customer',
    window: '90 days',
    limit: 2,
    unit: 'customer',
    chargedBy: 'caller',
    beyond: 'item-code',
    doc: '92125',
  },
} as const satisfies Record<string, Quota>

/** The name of a budget. */
export type QuotaName = keyof typeof quotas

/** The four base limits that count every call with a token. */
export const baseQuota = [
  'corp-api-minute',
  'corp-api-hour',
  'ip-api-minute',
  'ip-api-hour',
] as const satisfies readonly QuotaName[]
