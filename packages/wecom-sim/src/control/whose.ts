import type { Company } from '../model/company.ts'

const most = 20

/** Whose phone one may take: members by name, id, post or department first, then customers by name. */
export function whoseOf(company: Company, wanted: string) {
  const text = wanted.trim().toLowerCase()
  const members = [...company.members.values()].flatMap((member) => {
    const department = company.departments.get(String(member.mainDepartment))?.name ?? ''
    const { userid, name, position, status } = member
    const hit = [name, userid, position, department].some((one) => one.toLowerCase().includes(text))
    return hit
      ? [{ kind: 'member' as const, id: userid, name, note: `${department} · ${position}`, status }]
      : []
  })
  const exactFirst = members.sort((a, b) => Number(b.name === wanted) - Number(a.name === wanted))
  const customers = []
  // Without a word the list is the colleagues; thousands of customers are found by typing.
  if (text !== '') {
    for (const { id, name } of company.customers.values()) {
      if (!name.toLowerCase().includes(text)) continue
      const served = company.relations
        .followers(id)
        .map((one) => company.member(one.userid)?.name ?? one.userid)
      customers.push({ kind: 'customer' as const, id, name, note: served.join('、') })
      if (customers.length === most) break
    }
  }
  return text === '' ? exactFirst : [...exactFirst, ...customers].slice(0, most)
}
