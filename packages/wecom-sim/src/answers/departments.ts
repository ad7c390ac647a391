import type { Answers, Ctx } from '../answer.ts'
import { subtree, visibleDepartments } from '../model/range.ts'
import type { Company } from '../model/company.ts'
import type { Department } from '../model/records.ts'

type Departments = Pick<
  Answers,
  | 'listDepartments'
  | 'listDepartmentIds'
  | 'getDepartment'
  | 'createDepartment'
  | 'updateDepartment'
  | 'deleteDepartment'
>

type ReadCode = 40066 | 60003 | 60011 | 60123

/** The tree. Apps see the part in their visible range. */
export const departments: Departments = {
  listDepartments(company, { id }, ctx) {
    if (ctx.secret === 'contacts' && company.corp.syncDetailsClosed) return { refuse: 48009 }
    const found = seenTree(company, id, ctx)
    return 'refuse' in found ? found : { department: found.list.map(view) }
  },

  listDepartmentIds(company, { id }, ctx) {
    const found = seenTree(company, id, ctx)
    if ('refuse' in found) return found
    return { department_id: found.list.map(({ id, parent, order }) => ({ id, parentid: parent, order })) }
  },

  getDepartment(company, { id }, ctx) {
    if (ctx.secret === 'contacts' && company.corp.syncDetailsClosed) return { refuse: 48009 }
    const code = readTrouble(company, id, ctx)
    if (code !== undefined) return { refuse: code }
    const department = company.departments.get(String(id))
    return department === undefined ? { refuse: 60003 } : { department: view(department) }
  },

  createDepartment(company, input) {
    const trouble = writeTrouble(company, input.parentid)
    if (trouble !== undefined) return { refuse: trouble }
    const parent = company.departments.get(String(input.parentid))
    if (parent === undefined) return { refuse: 60003 }
    if (parent.crowded === true) return { refuse: 81001 }
    if (hasSibling(company, input.parentid, input.name, 0)) return { refuse: 60008 }
    if (isBadName(input.name)) return { refuse: 60009 }
    if (input.id !== undefined && (input.id <= 1 || company.departments.has(String(input.id))))
      return { refuse: 60123 }
    const id = input.id ?? Math.max(...[...company.departments.values()].map((one) => one.id)) + 1
    company.departments.put(String(id), {
      id,
      name: input.name,
      nameEn: input.name_en ?? '',
      parent: input.parentid,
      order: input.order ?? 100_000_000 - id,
      leaders: [],
    })
    company.count('tree')
    return { id }
  },

  updateDepartment(company, input) {
    const trouble = writeTrouble(company, input.id)
    if (trouble !== undefined) return { refuse: trouble }
    const department = company.departments.get(String(input.id))
    if (department === undefined) return { refuse: 60003 }
    const parent = input.parentid ?? department.parent
    if (input.parentid !== undefined) {
      const into = company.departments.get(String(parent))
      if (into === undefined) return { refuse: 60003 }
      if (into.crowded === true) return { refuse: 81001 }
      // Into itself or below itself would cut the branch off the tree.
      if (subtree(company, input.id).has(parent)) return { refuse: 60123 }
    }
    if (input.name !== undefined && isBadName(input.name)) return { refuse: 60009 }
    if (hasSibling(company, parent, input.name ?? department.name, input.id)) return { refuse: 60008 }
    Object.assign(department, {
      parent,
      name: input.name ?? department.name,
      nameEn: input.name_en ?? department.nameEn,
    })
    if (input.order !== undefined) department.order = input.order
    company.departments.touch(String(input.id))
    company.count('tree')
    return {}
  },

  deleteDepartment(company, { id }) {
    const trouble = writeTrouble(company, id)
    if (trouble === 60011 || trouble === 60123) return { refuse: trouble }
    if (!company.departments.has(String(id))) return { refuse: 60003 }
    if (id === 1) return { refuse: 60007 }
    const all = [...company.departments.values()]
    if (all.some((one) => one.parent === id)) return { refuse: 60006 }
    if ([...company.members.values()].some((member) => member.departments.includes(id)))
      return { refuse: 60005 }
    company.departments.drop(String(id))
    company.count('tree')
    return {}
  },
}

function view({ id, name, nameEn, leaders, parent, order }: Department) {
  return { id, name, name_en: nameEn, department_leader: leaders, parentid: parent, order }
}

function readTrouble(company: Company, id: number, ctx: Ctx): ReadCode | undefined {
  if (id < 0) return 40066
  if (id === 0) return 60123
  if (!company.departments.has(String(id))) return 60003
  return ctx.secret === 'contacts' || visibleDepartments(company).has(id) ? undefined : 60011
}

function seenTree(
  company: Company,
  id: number | undefined,
  ctx: Ctx,
): { list: Department[] } | { refuse: ReadCode } {
  const code = id === undefined ? undefined : readTrouble(company, id, ctx)
  if (code !== undefined) return { refuse: code }
  const wanted = id === undefined ? undefined : subtree(company, id)
  const visible = ctx.secret === 'contacts' ? undefined : visibleDepartments(company)
  const list = [...company.departments.values()].filter(
    (one) => (wanted?.has(one.id) ?? true) && (visible?.has(one.id) ?? true),
  )
  return { list }
}

function writeTrouble(company: Company, id: number): 6000 | 60011 | 60123 | undefined {
  if (id <= 0) return 60123
  const reach = company.corp.syncDepartments
  if (reach !== null && !reach.includes(id)) return 60011
  return company.corp.contactsBusy ? 6000 : undefined
}

function hasSibling(company: Company, parent: number, name: string, except: number): boolean {
  return [...company.departments.values()].some(
    (one) => one.parent === parent && one.name === name && one.id !== except,
  )
}

/** `\ : * ? " < > |` are not allowed in a department's name (doc 90205). */
function isBadName(name: string): boolean {
  return /[\\:*?"<>|]/.test(name)
}
