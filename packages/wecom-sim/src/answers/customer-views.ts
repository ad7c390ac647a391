import type { Customer, Relation } from '../model/records.ts'
import type { Company } from '../model/company.ts'

export function customerView(customer: Customer) {
  return {
    external_userid: customer.id,
    name: customer.name,
    avatar: customer.avatar,
    type: customer.id.startsWith('wo') ? 2 : 1,
    gender: customer.gender,
    unionid: customer.unionid,
  }
}

/** What belongs to the pair of member and customer, as both reading calls show it. */
export function notesView(relation: Relation) {
  return {
    userid: relation.userid,
    remark: relation.remark,
    description: relation.description,
    createtime: Math.floor(relation.createdAt),
    remark_corp_name: relation.remarkCompany,
    remark_mobiles: relation.mobiles,
    add_way: relation.addWay,
    oper_userid: relation.operator,
    state: relation.state,
  }
}

export function followView(company: Company, relation: Relation) {
  const corpTags = relation.tags.flatMap((id) => {
    const found = company.corpTag(id)
    if (found === undefined) return []
    return [{ group_name: found.group.name, tag_name: found.tag.name, type: 1, tag_id: id }]
  })
  // Personal tags have no id: they cannot be set by API.
  const personal = relation.personalTags.map((name) => ({ group_name: '', tag_name: name, type: 2 }))
  return { ...notesView(relation), tags: [...corpTags, ...personal] }
}
