/**
 * Who may call: every member is an employee; the other roles are given to people or to machines with a key. `installer`
 * is whoever holds the one-time link of a server that is not connected to its company yet.
 */
export const roles = [
  'employee',
  'hr',
  'manager',
  'admin',
  'security',
  'auditor',
  'operator',
  'installer',
] as const
export type Role = (typeof roles)[number]

/**
 * How a person stands to a handover: he is the leaver (`own`), leads the leaver's line (`line`), is named in it as
 * successor, approver or initiator (`participant`), or none of these.
 */
export const relations = ['own', 'line', 'participant', 'stranger'] as const
export type Relation = (typeof relations)[number]

/** `any`: whatever the relation, and where there is no object. Else only with one of these relations. */
export type Reach = 'any' | readonly Exclude<Relation, 'stranger'>[]
export type Grant = Partial<Readonly<Record<Role, Reach>>>

const people = {
  employee: 'any',
  hr: 'any',
  manager: 'any',
  admin: 'any',
  security: 'any',
  auditor: 'any',
  operator: 'any',
} as const satisfies Grant

const readers = {
  hr: 'any',
  admin: 'any',
  security: 'any',
  auditor: 'any',
  manager: ['line', 'participant'],
  employee: ['own', 'participant'],
} as const satisfies Grant

/** The one policy table: what is not written here is denied. */
export const policy = {
  'me.read': { ...people, installer: 'any' },
  'home.read': people,
  'page.sign': people,
  'live.follow': people,
  'seal.read': people,
  'access.request': people,
  'people.search': { hr: 'any', manager: 'any', admin: 'any', security: 'any' },
  'readiness.read': { hr: 'any', manager: 'any', admin: 'any' },
  'readiness.start': { hr: 'any', admin: 'any' },
  'handover.prepare': { hr: 'any', manager: 'any' },
  'waiting.read': { hr: 'any', manager: ['line', 'participant'] },
  'approvals.read': { hr: 'any', admin: 'any', security: 'any', auditor: 'any' },
  'approvals.propose': { admin: 'any' },
  'approvals.decide': { admin: 'any', security: 'any' },
  'delegate.read': people,
  'delegate.set': people,
  'handover.ask': { hr: 'any' },
  'handover.start': { hr: 'any', manager: ['line'] },
  'handover.read': { ...readers, operator: 'any' },
  'handover.items': readers,
  'handover.submit': { hr: 'any', manager: ['line', 'participant'] },
  'handover.amend': { hr: 'any', manager: ['line', 'participant'] },
  'handover.approve': {
    employee: ['participant'],
    hr: ['participant'],
    manager: ['participant'],
    admin: ['participant'],
    security: ['participant'],
  },
  'handover.decide': { hr: 'any', manager: ['line', 'participant'] },
  'handover.cancel': { hr: 'any' },
  'handover.pause': { hr: 'any', manager: ['line', 'participant'] },
  'handover.declare': { employee: ['own'], hr: 'any', manager: ['line', 'participant'] },
  'handover.question': { employee: ['participant'], hr: 'any', manager: ['line', 'participant'] },
  'handover.settle': { employee: ['own', 'participant'], hr: 'any', manager: ['line', 'participant'] },
  'handover.sign': { employee: ['participant'] },
  'handover.review': { hr: 'any', manager: ['line', 'participant'] },
  'handover.confirm': { employee: ['own'] },
  'handover.report': readers,
  // The file holds customers in clear for whoever has the key of the backups.
  'archive.take': { hr: 'any', security: 'any', auditor: 'any' },
  'archive.make': { hr: 'any', security: 'any', operator: 'any' },
  'archive.hold': { hr: 'any', security: 'any' },
  'archive.list': { hr: 'any', security: 'any', auditor: 'any', operator: 'any' },
  'handover.log': readers,
  'handover.ledger': { security: 'any', auditor: 'any', operator: 'any' },
  'customer.reveal': {
    security: 'any',
    manager: ['line', 'participant'],
    employee: ['own', 'participant'],
  },
  'reveal.allow': { security: 'any' },
  'schedule.read': { operator: 'any' },
  'transfers.import': { admin: 'any', operator: 'any' },
  'audit.read': { admin: 'any', security: 'any', auditor: 'any' },
  'quotas.read': { hr: 'any', manager: 'any', admin: 'any', security: 'any', operator: 'any' },
  'setup.read': { admin: 'any', installer: 'any' },
  'setup.change': { admin: 'any', installer: 'any' },
  'roles.read': { admin: 'any', security: 'any', auditor: 'any' },
  'roles.propose': { admin: 'any' },
  'roles.decide': { security: 'any' },
  'sessions.end': { admin: 'any', security: 'any' },
} as const satisfies Readonly<Record<string, Grant>>

export type Action = keyof typeof policy

export const actions = Object.keys(policy).filter(isAction)

export function isAction(text: string): text is Action {
  return Object.hasOwn(policy, text)
}

/** What the table grants; an empty grant is a denial. */
export function grantOf(action: Action): Grant {
  return policy[action]
}
