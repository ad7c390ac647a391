import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { list, nothing, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const department = z.object({
  id: whole,
  name: z.string(),
  name_en: z.string().optional(),
  department_leader: list(userid),
  parentid: whole,
  order: whole,
})

const departmentName = z.string().min(1).max(64)
const tree = z.object({ id: whole.optional() })
const readable = [40066, 60003, 60011, 60123] as const

/** The department tree; the root has id 1 and parent 0. */
export const departments = {
  /** The tree with names; slow, prefer the ids where they do. */
  listDepartments: endpoint({
    method: 'GET',
    path: '/cgi-bin/department/list',
    secret: 'any',
    needs: [],
    input: tree,
    output: z.object({ department: list(department) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...readable, 48009],
    refusesItem: [],
    doc: '90208',
    known: 'documented',
  }),

  /** The tree without names. */
  listDepartmentIds: endpoint({
    method: 'GET',
    path: '/cgi-bin/department/simplelist',
    secret: 'any',
    needs: [],
    input: tree,
    output: z.object({ department_id: list(z.object({ id: whole, parentid: whole, order: whole })) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: readable,
    refusesItem: [],
    doc: '95350',
    known: 'documented',
  }),

  /** One department. */
  getDepartment: endpoint({
    method: 'GET',
    path: '/cgi-bin/department/get',
    secret: 'any',
    needs: [],
    input: z.object({ id: whole }),
    output: z.object({ department }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...readable, 48009],
    refusesItem: [],
    doc: '95351',
    known: 'documented',
  }),

  /** A new department. */
  createDepartment: endpoint({
    method: 'POST',
    path: '/cgi-bin/department/create',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({
      name: departmentName,
      name_en: departmentName.optional(),
      parentid: whole,
      order: whole.optional(),
      id: whole.optional(),
    }),
    output: z.object({ id: whole }),
    repeat: 'never',
    quota: baseQuota,
    refuses: [60003, 60008, 60009, 60011, 60123, 81001, 6000],
    refusesItem: [],
    doc: '90205',
    known: 'observed',
  }),

  /** Changes the given fields of a department. */
  updateDepartment: endpoint({
    method: 'POST',
    path: '/cgi-bin/department/update',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({
      id: whole,
      name: departmentName.optional(),
      name_en: departmentName.optional(),
      parentid: whole.optional(),
      order: whole.optional(),
    }),
    output: nothing,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [60003, 60008, 60009, 60011, 60123, 81001, 6000],
    refusesItem: [],
    doc: '90206',
    known: 'observed',
  }),

  /** Deletes an empty department, never the root. */
  deleteDepartment: endpoint({
    method: 'GET',
    path: '/cgi-bin/department/delete',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({ id: whole }),
    output: nothing,
    repeat: 'never',
    quota: baseQuota,
    refuses: [60003, 60005, 60006, 60007, 60011, 60123],
    refusesItem: [],
    doc: '90207',
    known: 'observed',
  }),
}
