import type { Builder } from './builder.ts'
import { setSwitches } from '../model/switching.ts'
import { generated, type Size } from './generated.ts'

/** Of the leaver and those around him; the rest of the company stands beside it. */
export const largeSize: Size = { customers: 1_500, groups: 60, memberships: 40, successors: 5, codes: 6 }

const people = 5_000
const customers = 200_000
const serving = 400
const groupsOfOthers = 2_000
const departments = 180

/** The people of `generated` in a company of 5 000 people and 200 000 customers, for whatever has to scale. */
export function large(builder: Builder, size: Partial<Size>): void {
  const { company, chance } = builder
  generated(builder, { ...largeSize, ...size })
  for (let at = 0; at < departments; at += 1)
    builder.department(
      100 + at,
      `${at < serving / 10 ? '门店服务' : '业务'} ${at + 1} 部`,
      at < 20 ? 1 : 100 + (at % 20),
    )
  const serves: string[] = []
  for (let at = 0; company.members.size < people; at += 1) {
    const isServing = at < serving
    const userid = `${isServing ? 's' : 'p'}${String(at + 1).padStart(4, '0')}`
    builder.member({
      userid,
      name: builder.names.person(),
      department: 100 + (isServing ? at % (serving / 10) : at % departments),
      position: isServing ? '客户经理' : '职员',
      serves: isServing,
      leads: at % 97 === 0,
    })
    if (isServing) serves.push(userid)
  }
  for (let at = 0; company.customers.size < customers; at += 1)
    builder.served(serves[at % serves.length] ?? 'colleague', builder.names.numbered(at + 1))
  for (let at = 0; at < groupsOfOthers; at += 1) {
    const owner = serves[at % serves.length] ?? 'colleague'
    const own = company.relations.of(owner).slice(0, 40)
    const inside = Array.from({ length: 8 }, () => chance.pick(own).customer)
    builder.group(
      `${at + 1} 号服务群`,
      owner,
      [serves[(at + 1) % serves.length] ?? owner],
      [...new Set(inside)],
    )
  }
  company.corp.accountCap = people + 500
  // A company of this size has had its number of external contacts raised (610023 beyond it).
  setSwitches(company, { corpCustomerCap: 400_000 })
}
