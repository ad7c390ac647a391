import type { CorpTag, Customer, Group, GroupMember, Member, Relation, TagGroup } from '../model/records.ts'
import { type Chance, chance, codeOf } from '../seeded.ts'
import type { Company } from '../model/company.ts'
import { Names } from './names.ts'
import { day } from '../time.ts'
import { freshRelation } from '../model/serving.ts'

export interface MemberDraft {
  readonly userid: string
  readonly name: string
  readonly department: number
  readonly position?: string
  readonly leads?: boolean
  readonly leader?: string
  readonly cap?: number | null
  readonly serves?: boolean
  readonly more?: Partial<Member>
}

export interface CustomerDraft {
  readonly tags?: readonly string[]
  readonly addWay?: number
  readonly operator?: string
  readonly addedAt?: number
  readonly person?: string
  readonly shop?: string
}

/** Puts the records of a made-up company together, all from one stream of chance. */
export class Builder {
  readonly company: Company
  readonly chance: Chance
  readonly names: Names
  readonly start: number
  #customers = 0

  constructor(company: Company, seed: string, start: number, takenNames: readonly string[] = []) {
    this.company = company
    this.chance = chance(`world|${seed}`)
    this.names = new Names(this.chance, takenNames)
    this.start = start
  }

  department(id: number, name: string, parent: number, leaders: string[] = []): void {
    this.company.departments.put(String(id), {
      id,
      name,
      nameEn: '',
      parent,
      order: 100_000_000 - id,
      leaders,
    })
  }

  member(draft: MemberDraft): Member {
    const no = this.company.members.size + 1
    return this.company.members.put(draft.userid, {
      userid: draft.userid,
      name: draft.name,
      alias: '',
      position: draft.position ?? '',
      departments: [draft.department],
      order: [0],
      leaderIn: draft.leads === true ? [draft.department] : [],
      mainDepartment: draft.department,
      directLeader: draft.leader === undefined ? [] : [draft.leader],
      mobile: `1970${String(2_000_000 + no).slice(-7)}`,
      email: `${draft.userid}@mail.example.cn`,
      bizMail: `${draft.userid}@hemu.example.cn`,
      gender: no % 2 === 0 ? '2' : '1',
      telephone: '',
      address: '',
      externalPosition: draft.position ?? '',
      status: 1,
      formerStatus: 1,
      realName: true,
      lastLogin: this.start - this.chance.between(600, 2 * day),
      customerContact: draft.serves ?? false,
      customerCap: draft.cap ?? null,
      banned: false,
      creator: false,
      idIsGiven: false,
      mailboxOnly: false,
      ...draft.more,
    })
  }

  tagGroup(name: string, tags: readonly string[]): Map<string, string> {
    const at = this.start - 400 * day
    const made: CorpTag[] = tags.map((tag, order) => ({
      id: this.#id('et', 'tag', name, tag),
      name: tag,
      createdAt: at,
      order,
      deleted: false,
    }))
    const group: TagGroup = {
      id: this.#id('et', 'tag-group', name),
      name,
      createdAt: at,
      order: 0,
      deleted: false,
      tags: made,
    }
    this.company.tagGroups.put(group.id, group)
    return new Map(made.map((tag) => [tag.name, tag.id]))
  }

  customer(person?: string, shop?: string): { customer: Customer; person: string; shop: string; no: number } {
    const no = (this.#customers += 1)
    const named = this.names.customer(person, shop)
    const id = this.#id('wm', 'customer', no)
    const customer: Customer = {
      id,
      name: named.name,
      gender: this.chance.pick([1, 2] as const),
      unionid: this.#id('oz', 'unionid', no),
      avatar: `https://wx.qlogo.example.cn/mmhead/${no}/0`,
      will: null,
      waits: false,
    }
    return { customer: this.company.customers.put(id, customer), person: named.person, shop: named.shop, no }
  }

  /** A customer with one relation, its notes and tags filled in. */
  served(by: string, draft: CustomerDraft = {}): Customer {
    const { customer, person, shop, no } = this.customer(draft.person, draft.shop)
    this.relation(by, customer, { person, shop, no }, draft)
    return customer
  }

  relation(
    by: string,
    customer: Customer,
    about: { readonly person: string; readonly shop: string; readonly no: number },
    draft: CustomerDraft = {},
  ): Relation {
    const createdAt =
      draft.addedAt ?? this.start - this.chance.between(100, 900) * day - this.chance.between(0, 36_000)
    return this.company.relations.put({
      ...freshRelation(by, customer.id, createdAt),
      remark: this.names.remark(about.person, about.shop),
      description: this.names.description(about.shop, about.no),
      remarkCompany: about.shop,
      mobiles: [this.names.mobile(about.no)],
      tags: [...(draft.tags ?? [])],
      addWay: draft.addWay ?? this.chance.pick([1, 1, 1, 2, 3, 4, 16]),
      operator: draft.operator ?? by,
    })
  }

  group(
    name: string,
    owner: string,
    colleagues: readonly string[],
    customers: readonly string[],
    admins: readonly string[] = [],
  ): Group {
    const no = this.company.groups.table.size + 1
    const createdAt = this.start - this.chance.between(60, 700) * day
    const member = (userid: string, type: 1 | 2, at: number): GroupMember => ({
      userid,
      type,
      joinedAt: createdAt + at * 60,
      scene: type === 1 ? 1 : 3,
      invitor: at === 0 ? '' : owner,
      name:
        type === 1
          ? (this.company.member(userid)?.name ?? '')
          : (this.company.customers.get(userid)?.name ?? ''),
    })
    const inside = [owner, ...colleagues.filter((userid) => userid !== owner)]
    return this.company.groups.put({
      id: this.#id('wr', 'group', no),
      name,
      owner,
      createdAt,
      notice: '',
      members: [
        ...inside.map((userid, at) => member(userid, 1, at)),
        ...customers.map((id, at) => member(id, 2, inside.length + at)),
      ],
      admins: [...admins],
      version: 1,
      status: 0,
      kind: 'customer',
      dismissed: false,
    })
  }

  #id(prefix: string, ...words: readonly (string | number)[]): string {
    return prefix + codeOf(30, this.company.origin.seed, ...words)
  }
}
