import type { Answers } from '../answer.ts'
import { corpTrouble, memberTrouble, servingMember } from './customer-gate.ts'
import { customerView, followView, notesView } from './customer-views.ts'
import type { Company } from '../model/company.ts'
import type { Relation } from '../model/records.ts'
import { isVisible, present, subtree } from '../model/range.ts'
import { page } from './pages.ts'

type Customers = Pick<
  Answers,
  | 'listFollowUsers'
  | 'checkFollowUsers'
  | 'listCustomers'
  | 'getCustomer'
  | 'batchGetCustomers'
  | 'listServedContacts'
  | 'remarkCustomer'
>

/** Who serves whom. */
export const customers: Customers = {
  listFollowUsers(company) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const serving = present(company).filter((member) => member.customerContact && isVisible(company, member))
    return { follow_user: serving.map((member) => member.userid) }
  },

  checkFollowUsers(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const users = input.userid ?? []
    const parties = input.partyid ?? []
    if (users.length === 0 && parties.length === 0) return { refuse: 40035 }
    for (const userid of users) {
      const code = memberTrouble(company, userid)
      if (code !== undefined) return { refuse: code }
    }
    const may = (userid: string) => company.member(userid)?.customerContact === true
    const mayAll = (party: number) => {
      const below = subtree(company, party)
      return present(company).every(
        (member) => member.customerContact || !member.departments.some((id) => below.has(id)),
      )
    }
    return {
      authorized: { userid: users.filter(may), partyid: parties.filter(mayAll) },
      unauthorized: {
        userid: users.filter((userid) => !may(userid)),
        partyid: parties.filter((party) => !mayAll(party)),
      },
    }
  },

  listCustomers(company, { userid }) {
    if (userid.trim() === '') return { refuse: 41009 }
    const found = servingMember(company, userid)
    if ('refuse' in found) return found
    const customers = served(company, found.member.userid)
    if (customers.length === 0 && company.is('emptyCustomerListCode') !== 0) return { refuse: 84061 }
    return { external_userid: customers.map((relation) => relation.customer) }
  },

  getCustomer(company, { external_userid: id, cursor }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if (id.trim() === '') return { refuse: 41035 }
    const customer = company.customers.get(id)
    if (customer === undefined) return { refuse: 40096 }
    const followers = company.relations.followers(id).filter((relation) => relation.orphanedAt === undefined)
    if (followers.length === 0) return { refuse: 84061 }
    const seen = followers.filter((relation) => isSeen(company, relation))
    // Whose followers are all outside the range: the id means nothing to this app.
    if (seen.length === 0) return { refuse: 40096 }
    const found = page(seen, cursor, company.corp.followersAPage)
    if (found === undefined) return { refuse: 40096 }
    return {
      external_contact: customerView(customer),
      follow_user: found.items.map((relation) => followView(company, relation)),
      next_cursor: found.next,
    }
  },

  batchGetCustomers(company, { userid_list, cursor, limit = 50 }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    for (const userid of userid_list) {
      const code = memberTrouble(company, userid, { mustServe: true })
      if (code !== undefined) return { refuse: code }
    }
    if (company.corp.unlicensed) return { refuse: 701008 }
    const all = userid_list.flatMap((userid) => served(company, company.member(userid)?.userid ?? userid))
    if (all.length === 0 && company.is('emptyCustomerListCode') !== 0) return { refuse: 84061 }
    // A bigger limit is clamped, not refused (doc 92994).
    const found = page(all, cursor, Math.min(limit, 100))
    if (found === undefined) return { refuse: 40035, hint: 'cursor' }
    const list = found.items.flatMap((relation) => {
      const customer = company.customers.get(relation.customer)
      if (customer === undefined) return []
      const tag_id = relation.tags
      return [{ external_contact: customerView(customer), follow_info: { ...notesView(relation), tag_id } }]
    })
    return { external_contact_list: list, next_cursor: found.next }
  },

  listServedContacts(company, { cursor, limit = 1_000 }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const all = [...company.relations.table.values()].filter((relation) => isSeen(company, relation))
    const found = page(all, cursor, limit)
    if (found === undefined) return { refuse: 40035, hint: 'cursor' }
    const info_list = found.items.map((relation) => ({
      is_customer: true,
      tmp_openid: `tm${relation.customer.slice(2)}`,
      external_userid: relation.customer,
      name: company.customers.get(relation.customer)?.name ?? '',
      follow_userid: relation.userid,
      add_time: Math.floor(relation.createdAt),
    }))
    return { info_list, next_cursor: found.next }
  },

  remarkCustomer(company, input) {
    const found = servingMember(company, input.userid)
    if ('refuse' in found) return found
    const relation = writableRelation(company, found.member.userid, input.external_userid)
    if (typeof relation === 'number') return { refuse: relation }
    if (input.remark !== undefined) relation.remark = input.remark
    if (input.description !== undefined) relation.description = input.description
    if (input.remark_company !== undefined) relation.remarkCompany = input.remark_company
    if (input.remark_mobiles !== undefined)
      relation.mobiles = input.remark_mobiles.filter((mobile) => mobile !== '')
    company.relations.touch(relation)
    return {}
  },
}

function served(company: Company, userid: string): Relation[] {
  return company.relations.of(userid).filter((relation) => relation.orphanedAt === undefined)
}

function isSeen(company: Company, relation: Relation): boolean {
  const member = company.member(relation.userid)
  return relation.orphanedAt === undefined && member !== undefined && isVisible(company, member)
}

/** A relation that can be written now, or the code why not. */
export function writableRelation(
  company: Company,
  userid: string,
  customer: string,
): Relation | 40096 | 41035 | 84061 | 6000 {
  if (customer.trim() === '') return 41035
  if (!company.customers.has(customer)) return 40096
  const relation = company.relations.get(userid, customer)
  if (relation === undefined || relation.orphanedAt !== undefined) return 84061
  return company.corp.contactsBusy ? 6000 : relation
}
