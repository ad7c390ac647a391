import type { Company } from './company.ts'
import type { Member } from './records.ts'

/** A department and everything below it. */
export function subtree(company: Company, root: number): Set<number> {
  const found = new Set<number>([root])
  // Children are looked up level by level; a tree of departments is small.
  for (let grown = true; grown;) {
    grown = false
    for (const department of company.departments.values()) {
      if (found.has(department.id) || !found.has(department.parent)) continue
      found.add(department.id)
      grown = true
    }
  }
  return found
}

const rangeCache = new WeakMap<Company, { key: string; ids: Set<number> }>()

/** Departments in the app's visible range (可见范围). */
export function visibleDepartments(company: Company): Set<number> {
  const key = `${company.corp.visibleDepartments.join()}|${company.departments.size}|${company.origin.counters['tree'] ?? 0}`
  const cached = rangeCache.get(company)
  if (cached?.key === key) return cached.ids
  const ids = new Set(company.corp.visibleDepartments.flatMap((id) => [...subtree(company, id)]))
  rangeCache.set(company, { key, ids })
  return ids
}

export function isVisible(company: Company, member: Member): boolean {
  const visible = visibleDepartments(company)
  return member.departments.some((id) => visible.has(id))
}

export function seesRoot(company: Company): boolean {
  return company.corp.visibleDepartments.includes(1)
}

/** Present members: neither deleted nor gone by themselves. */
export function present(company: Company): Member[] {
  return [...company.members.values()].filter((member) => member.status !== 5)
}
