import type { Answers } from '../answer.ts'
import type { TagGroup } from '../model/records.ts'
import { corpTrouble, servingMember } from './customer-gate.ts'
import type { Company } from '../model/company.ts'
import { writableRelation } from './customers.ts'

type CustomerTags = Pick<
  Answers,
  'listCorpTags' | 'addCorpTags' | 'editCorpTag' | 'deleteCorpTags' | 'markCustomerTags'
>

/** Doc 90313: the corp may have 3000 tags, one relation may carry 3000. */
const corpTagsMax = 3_000
/** 41111: the list may not be empty nor above 1000. */
const tagsACall = 1_000

/** Tags of customers. API-made marks trigger no callback. */
export const customerTags: CustomerTags = {
  listCorpTags(company, { tag_id, group_id }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if ((tag_id ?? []).length > tagsACall || (group_id ?? []).length > tagsACall) return { refuse: 40035 }
    // tag_id wins over group_id; none of them = all.
    if (tag_id !== undefined && tag_id.length > 0) {
      if (tag_id.some((id) => company.corpTag(id) === undefined)) return { refuse: 40068 }
      const groups = [...company.tagGroups.values()]
        .map((group) => ({ ...group, tags: group.tags.filter((tag) => tag_id.includes(tag.id)) }))
        .filter((group) => group.tags.length > 0)
      return { tag_group: groups.map(view) }
    }
    if (group_id !== undefined && group_id.length > 0) {
      if (group_id.some((id) => !company.tagGroups.has(id))) return { refuse: 40068 }
      return { tag_group: group_id.flatMap((id) => company.tagGroups.get(id) ?? []).map(view) }
    }
    return { tag_group: [...company.tagGroups.values()].filter((group) => !group.deleted).map(view) }
  },

  addCorpTags(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if (company.corp.tagsForbidden) return { refuse: 81011 }
    if (input.group_id === undefined && input.group_name === undefined) return { refuse: 40068 }
    const byId = input.group_id === undefined ? undefined : company.tagGroups.get(input.group_id)
    if (input.group_id !== undefined && byId === undefined) return { refuse: 40068 }
    const group = byId ?? groupNamed(company, input.group_name ?? '')
    const names = new Set(group?.tags.filter((tag) => !tag.deleted).map((tag) => tag.name))
    if (input.tag.some((tag) => names.has(tag.name))) return { refuse: 40071 }
    if (tagCount(company) + input.tag.length > corpTagsMax) return { refuse: 40126 }
    const at = Math.floor(company.clock.business())
    const into = group ?? newGroup(company, input.group_name ?? '', input.order ?? 0)
    const made = input.tag.map((tag) => ({
      id: newId(company, 'corp-tag'),
      name: tag.name,
      createdAt: at,
      order: tag.order ?? 0,
      deleted: false,
    }))
    into.tags.push(...made)
    company.tagGroups.touch(into.id)
    // The answer names the new tags only.
    return { tag_group: view({ ...into, tags: made }) }
  },

  editCorpTag(company, { id, name, order }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if (company.corp.tagsForbidden) return { refuse: 81011 }
    const group = company.tagGroups.get(id)
    const found = company.corpTag(id)
    const target = group ?? found?.tag
    if (target === undefined) return { refuse: 40068 }
    const taken = (found?.group.tags ?? [...company.tagGroups.values()]).some(
      (one) => one.name === name && one.id !== id,
    )
    if (name !== undefined && taken) return { refuse: 40071 }
    if (name !== undefined) target.name = name
    if (order !== undefined) target.order = order
    company.tagGroups.touch(group?.id ?? found?.group.id ?? '')
    return {}
  },

  deleteCorpTags(company, { tag_id = [], group_id = [] }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if (company.corp.tagsForbidden) return { refuse: 81011 }
    if (tag_id.length + group_id.length === 0) return { refuse: 40068 }
    if (tag_id.some((id) => company.corpTag(id) === undefined)) return { refuse: 40068 }
    if (group_id.some((id) => !company.tagGroups.has(id))) return { refuse: 40068 }
    const gone = new Set([
      ...tag_id,
      ...group_id.flatMap((id) => company.tagGroups.get(id)?.tags.map((tag) => tag.id) ?? []),
    ])
    for (const group of company.tagGroups.values()) {
      group.tags = group.tags.filter((tag) => !gone.has(tag.id))
      company.tagGroups.touch(group.id)
      if (group.tags.length === 0 || group_id.includes(group.id)) company.tagGroups.drop(group.id)
    }
    for (const relation of company.relations.table.values()) {
      if (!relation.tags.some((id) => gone.has(id))) continue
      relation.tags = relation.tags.filter((id) => !gone.has(id))
      company.relations.touch(relation)
    }
    return {}
  },

  markCustomerTags(company, input) {
    const found = servingMember(company, input.userid)
    if ('refuse' in found) return found
    const relation = writableRelation(company, found.member.userid, input.external_userid)
    if (typeof relation === 'number') return { refuse: relation }
    const { add_tag: add = [], remove_tag: remove = [] } = input
    if (add.length + remove.length === 0 || add.length > tagsACall || remove.length > tagsACall)
      return { refuse: 41111 }
    if ([...add, ...remove].some((id) => company.corpTag(id) === undefined)) return { refuse: 40068 }
    const marked = new Set([...relation.tags.filter((id) => !remove.includes(id)), ...add])
    if (marked.size > company.corp.tagsPerRelation) return { refuse: 40144 }
    relation.tags = [...marked]
    company.relations.touch(relation)
    return {}
  },
}

function view(group: TagGroup) {
  return {
    group_id: group.id,
    group_name: group.name,
    create_time: group.createdAt,
    order: group.order,
    tag: group.tags.map(({ id, name, createdAt, order }) => ({ id, name, create_time: createdAt, order })),
  }
}

function groupNamed(company: Company, name: string): TagGroup | undefined {
  return [...company.tagGroups.values()].find((group) => group.name === name && !group.deleted)
}

function tagCount(company: Company): number {
  let count = 0
  for (const group of company.tagGroups.values()) count += group.tags.length
  return count
}

function newGroup(company: Company, name: string, order: number): TagGroup {
  const id = newId(company, 'tag-group')
  const createdAt = Math.floor(company.clock.business())
  return company.tagGroups.put(id, { id, name, createdAt, order, deleted: false, tags: [] })
}

function newId(company: Company, kind: string): string {
  return `et${company.newCode(kind, 30)}`
}
