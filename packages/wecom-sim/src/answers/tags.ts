import type { Answers, Ctx } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { MemberTag } from '../model/records.ts'
import type { Received } from '@jieli/wecom'
import { isVisible } from '../model/range.ts'

type Tags = Pick<
  Answers,
  'createTag' | 'updateTag' | 'deleteTag' | 'getTag' | 'addTagMembers' | 'removeTagMembers' | 'listTags'
>

/** Tags of members. Who made a tag may write it: an app its own, contacts-sync its own. */
export const tags: Tags = {
  createTag(company, { tagname, tagid }, ctx) {
    if (company.corp.tagsForbidden) return { refuse: 60011 }
    if (tagid !== undefined && (tagid <= 0 || company.memberTags.has(String(tagid)))) return { refuse: 40068 }
    if (isNameTaken(company, tagname)) return { refuse: 40071 }
    const id = tagid ?? Math.max(0, ...[...company.memberTags.values()].map((tag) => tag.id)) + 1
    company.memberTags.put(String(id), { id, name: tagname, madeBy: maker(ctx), users: [], departments: [] })
    return { tagid: id }
  },

  updateTag(company, { tagid, tagname }, ctx) {
    const found = writable(company, tagid, ctx)
    if ('refuse' in found) return found
    if (found.tag.name !== tagname && isNameTaken(company, tagname)) return { refuse: 40071 }
    found.tag.name = tagname
    company.memberTags.touch(String(tagid))
    return {}
  },

  deleteTag(company, { tagid }, ctx) {
    const found = writable(company, tagid, ctx)
    if ('refuse' in found) return found
    company.memberTags.drop(String(tagid))
    return {}
  },

  getTag(company, { tagid }, ctx) {
    const tag = company.memberTags.get(String(tagid))
    if (tag === undefined) return { refuse: 40068 }
    if (company.corp.tagsForbidden) return { refuse: 60011 }
    if (tag.madeBy === 'other' && ctx.secret === 'app') return { refuse: 81011 }
    const userlist = tag.users.flatMap((userid) => {
      const member = company.member(userid)
      return member === undefined ? [] : [{ userid: member.userid, name: member.name }]
    })
    return { tagname: tag.name, userlist, partylist: tag.departments }
  },

  addTagMembers(company, input, ctx) {
    const found = markable(company, input, ctx)
    if ('refuse' in found) return found
    const { tag, users, departments, invalid, invalidParties } = found
    if (tag.crowded === true) return { refuse: 81003 }
    tag.users = [...new Set([...tag.users, ...users])]
    tag.departments = [...new Set([...tag.departments, ...departments])]
    company.memberTags.touch(String(tag.id))
    return leftOut(invalid, invalidParties)
  },

  removeTagMembers(company, input, ctx) {
    const found = markable(company, input, ctx)
    if ('refuse' in found) return found
    const { tag, users, departments, invalid, invalidParties } = found
    tag.users = tag.users.filter((userid) => !users.includes(userid))
    tag.departments = tag.departments.filter((id) => !departments.includes(id))
    company.memberTags.touch(String(tag.id))
    return leftOut(invalid, invalidParties)
  },

  listTags: (company, _, ctx) => ({
    taglist: [...company.memberTags.values()]
      .filter((tag) => ctx.secret !== 'app' || tag.madeBy === 'app')
      .map((tag) => ({ tagid: tag.id, tagname: tag.name })),
  }),
}

function maker(ctx: Ctx): MemberTag['madeBy'] {
  return ctx.secret === 'contacts' ? 'contacts' : 'app'
}

function isNameTaken(company: Company, name: string): boolean {
  return [...company.memberTags.values()].some((tag) => tag.name === name)
}

function writable(
  company: Company,
  id: number,
  ctx: Ctx,
): { tag: MemberTag } | { refuse: 40068 | 60011 | 81011 } {
  const tag = company.memberTags.get(String(id))
  if (tag === undefined) return { refuse: 40068 }
  if (company.corp.tagsForbidden) return { refuse: 60011 }
  return tag.madeBy === maker(ctx) ? { tag } : { refuse: 81011 }
}

type Marking = Received<'addTagMembers'>
type MarkCode = 40031 | 40035 | 40068 | 40070 | 60011 | 81011 | 81013 | 81014

interface Marked {
  tag: MemberTag
  users: string[]
  departments: number[]
  invalid: string[]
  invalidParties: number[]
}

function markable(company: Company, input: Marking, ctx: Ctx): Marked | { refuse: MarkCode } {
  const found = writable(company, input.tagid, ctx)
  if ('refuse' in found) return found
  const named = input.userlist ?? []
  const parties = input.partylist ?? []
  if (named.length === 0 && parties.length === 0) return { refuse: 40070 }
  if (named.some((userid) => userid.trim() === '')) return { refuse: 40031 }
  if (parties.some((id) => id < 0)) return { refuse: 40035 }
  if (named.length + parties.length > company.corp.tagCallMax) return { refuse: 81014 }
  const users = named.filter((userid) => {
    const member = company.member(userid)
    return member !== undefined && (ctx.secret === 'contacts' || isVisible(company, member))
  })
  const departments = parties.filter((id) => company.departments.has(String(id)))
  if (users.length === 0 && departments.length === 0) return { refuse: 81013 }
  return {
    tag: found.tag,
    users,
    departments,
    invalid: named.filter((userid) => !users.includes(userid)),
    invalidParties: parties.filter((id) => !departments.includes(id)),
  }
}

function leftOut(invalid: readonly string[], parties: readonly number[]) {
  return {
    ...(invalid.length > 0 ? { invalidlist: invalid.join('|') } : {}),
    ...(parties.length > 0 ? { invalidparty: [...parties] } : {}),
  }
}
