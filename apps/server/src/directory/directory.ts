/** 已激活 / 已禁用 / 未激活 / 已退出 / 已删除; `unknown`: known by id only. */
export type Status = 'active' | 'disabled' | 'inactive' | 'left' | 'deleted' | 'unknown'

export interface Person {
  readonly userid: string
  readonly departments: readonly number[]
  readonly mainDepartment: number | undefined
  /** Departments this person leads. */
  readonly leads: readonly number[]
  /** Direct leaders. */
  readonly leaders: readonly string[]
  readonly status: Status
  readonly changedAt: Date
  /** When WeCom last showed the details; up to an hour behind. */
  readonly seenAt: Date | undefined
}

export interface Department {
  readonly id: number
  readonly name: string | undefined
  readonly parentId: number
  readonly leaders: readonly string[]
}

export type What =
  | 'joined'
  | 'activated'
  | 'disabled'
  | 'enabled'
  | 'left'
  | 'deleted'
  | 'returned'
  | 'moved'
  | 'renamed'

export interface Change {
  readonly id: number
  readonly userid: string
  readonly what: What
  readonly noticedAt: Date
}

/** What WeCom shows of a person; the name is compared only, never logged. */
export interface Shown {
  readonly userid: string
  readonly name: string
  readonly departments: readonly number[]
  readonly mainDepartment: number | undefined
  readonly leads: readonly number[]
  readonly leaders: readonly string[]
  readonly status: Status
}

// Doc 90196: 1 activated, 2 disabled, 4 not activated, 5 left the corp.
const statuses: Readonly<Record<number, Status>> = { 1: 'active', 2: 'disabled', 4: 'inactive', 5: 'left' }

export function statusOf(wecom: number): Status {
  return statuses[wecom] ?? 'unknown'
}

/** What others should hear of. Somebody whose status was never known did not change it. */
export function changesBetween(before: Omit<Shown, 'userid'>, after: Omit<Shown, 'userid'>): readonly What[] {
  const what: What[] = []
  const status = statusChange(before.status, after.status)
  if (status) what.push(status)
  if (before.status !== 'unknown') {
    if (!sameSet(before.departments, after.departments)) what.push('moved')
    if (before.name !== after.name) what.push('renamed')
  }
  return what
}

function statusChange(before: Status, after: Status): What | undefined {
  if (before === after || before === 'unknown') return undefined
  if (after === 'disabled') return 'disabled'
  if (after === 'left') return 'left'
  if (before === 'disabled') return 'enabled'
  if (after === 'active') return 'activated'
  return undefined
}

export function sameSet<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}

/** Whether a row has to be written at all: a company of 50 000 is read every minute and hardly ever changes. */
export function isSame(before: Shown, after: Shown): boolean {
  return (
    before.name === after.name &&
    before.status === after.status &&
    before.mainDepartment === after.mainDepartment &&
    sameSet(before.departments, after.departments) &&
    sameSet(before.leads, after.leads) &&
    sameSet(before.leaders, after.leaders)
  )
}

export type WhyNot =
  | 'DELETED'
  | 'DISABLED'
  | 'LEFT'
  | 'NOT_ACTIVATED'
  | 'NO_CUSTOMER_CONTACT'
  | 'NOT_READABLE'

/**
 * What can be known of a successor before an attempt: activation and the customer-contact permission. Real name, a
 * login within a year and the customer cap show themselves as refusals only.
 */
export type Ability =
  | { readonly userid: string; readonly can: 'yes' }
  | { readonly userid: string; readonly can: 'no' | 'unknown'; readonly why: WhyNot }

const unable: Partial<Record<Status, WhyNot>> = {
  deleted: 'DELETED',
  disabled: 'DISABLED',
  left: 'LEFT',
  inactive: 'NOT_ACTIVATED',
}

export function abilityOf(
  userid: string,
  status: Status | undefined,
  contact: 'authorized' | 'unauthorized' | 'unsaid',
): Ability {
  const why = status === undefined ? undefined : unable[status]
  if (why) return { userid, can: 'no', why }
  if (contact === 'unauthorized') return { userid, can: 'no', why: 'NO_CUSTOMER_CONTACT' }
  if (contact === 'unsaid' || status !== 'active') return { userid, can: 'unknown', why: 'NOT_READABLE' }
  return { userid, can: 'yes' }
}

/**
 * A listing that lost more than half of the company at once is an accident of the listing (a changed permission, a cut
 * answer), not a mass dismissal: acting on it would start a handover for everybody.
 */
export function isPlausible(known: number, missing: number): boolean {
  const few = 20
  return missing <= few || missing * 2 <= known
}
