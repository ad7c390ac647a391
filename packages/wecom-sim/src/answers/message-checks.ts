import type { Company } from '../model/company.ts'
import type { Received } from '@jieli/wecom'
import { isSystemApp } from './core.ts'
import { isVisible, present, subtree } from '../model/range.ts'

type Send = Received<'sendMessage'>

export function agentTrouble(company: Company, agentid: number): 40056 | 41011 | 50003 | 301002 | undefined {
  if (agentid === 0) return 41011
  if (agentid !== company.corp.agentId) return isSystemApp(agentid) ? 301002 : 40056
  return company.corp.appEnabled ? undefined : 50003
}

interface Receivers {
  users: string[]
  /** Lower-cased, as WeCom answers them. */
  invalidUsers: string[]
  invalidParties: string[]
  invalidTags: string[]
}

type ReceiverCode = 40031 | 40032 | 40063 | 50002 | 60011 | 60021 | 81013 | 82001

const manyUsers = 1_000
const manyOthers = 100

/** Ids joined by bars; clients that leave a bar at the end mean nothing by it. */
function split(joined: string | undefined): string[] {
  return (joined ?? '').split('|').filter((id) => id !== '')
}

export function receivers(company: Company, input: Send): Receivers | { refuse: ReceiverCode } {
  const given = [input.touser, input.toparty, input.totag]
  if (given.every((one) => one === undefined || one === '')) return { refuse: 82001 }
  const [users, parties, tags] = [split(input.touser), split(input.toparty), split(input.totag)]
  if (users.length + parties.length + tags.length === 0) return { refuse: 40063 }
  if (users.length > manyUsers || parties.length > manyOthers || tags.length > manyOthers)
    return { refuse: 40032 }
  if (users.some((id) => id !== '@all' && !/^[0-9A-Za-z_\-@.]{1,64}$/.test(id))) return { refuse: 40031 }
  const reachable = present(company).filter((member) => member.status !== 2 && isVisible(company, member))
  const byId = new Map(reachable.map((member) => [member.userid.toLowerCase(), member]))
  const to = new Set<string>()
  const found: Receivers = { users: [], invalidUsers: [], invalidParties: [], invalidTags: [] }
  if (users.includes('@all')) {
    found.users = reachable.map((member) => member.userid)
    return found
  }
  for (const id of users) {
    const member = byId.get(id.toLowerCase())
    if (member === undefined) found.invalidUsers.push(id.toLowerCase())
    else to.add(member.userid)
  }
  for (const id of parties) {
    const below = company.departments.has(id) ? subtree(company, Number(id)) : undefined
    if (below === undefined) found.invalidParties.push(id)
    for (const member of reachable)
      if (member.departments.some((one) => below?.has(one) ?? false)) to.add(member.userid)
  }
  for (const id of tags) {
    const tag = company.memberTags.get(id)
    if (tag === undefined) found.invalidTags.push(id)
    for (const userid of tag?.users ?? []) if (byId.has(userid.toLowerCase())) to.add(userid)
  }
  // All bad = 81013 (doc 90236); which of its range codes WeCom would rather give is on no page.
  if (to.size === 0) return { refuse: company.corp.nobodyCode }
  found.users = [...to]
  return found
}

type ContentCode = 40007 | 45001

/** Files must exist, be younger than three days and small enough (doc 90253). */
export function contentTrouble(
  company: Company,
  input: { readonly msgtype: string },
): ContentCode | undefined {
  if (!['image', 'voice', 'file', 'video'].includes(input.msgtype)) return undefined
  // Each of these four carries `{ media_id }` under its own name.
  const body = (input as unknown as Record<string, { media_id?: string } | undefined>)[input.msgtype]
  return mediaTrouble(company, body?.media_id)
}

const mediaLife = 3 * 86_400
const mediaMax = 20 * 1_024 * 1_024

export function mediaTrouble(company: Company, id: string | undefined): ContentCode | undefined {
  const media = id === undefined ? undefined : company.media.get(id)
  if (media === undefined || company.clock.wall() - media.createdWall > mediaLife) return 40007
  return media.bytes > mediaMax ? 45001 : undefined
}
