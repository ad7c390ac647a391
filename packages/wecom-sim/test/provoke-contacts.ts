import { type TopProvocations, just, whenCorp, ask } from './provocations.ts'
import type { Desk } from './desk.ts'

type Contacts = Pick<
  TopProvocations,
  | 'getToken'
  | 'getCallbackIps'
  | 'getApiDomainIps'
  | 'getAgent'
  | 'getUser'
  | 'listUsersBrief'
  | 'listUsers'
  | 'listUserIds'
  | 'createUser'
  | 'updateUser'
  | 'deleteUser'
  | 'deleteUsers'
  | 'findUserByEmail'
  | 'findUserByMobile'
  | 'listDepartments'
  | 'listDepartmentIds'
  | 'getDepartment'
  | 'createDepartment'
  | 'updateDepartment'
  | 'deleteDepartment'
  | 'createTag'
  | 'updateTag'
  | 'deleteTag'
  | 'getTag'
  | 'addTagMembers'
  | 'removeTagMembers'
  | 'listTags'
>

const token = (desk: Desk, more: object = {}) =>
  ask({ corpid: desk.sim.corpId, corpsecret: desk.sim.secrets.app, ...more })
const newcomer = { userid: 'newcomer', name: '新人', department: [2], mobile: '13900000001' }
const someone = { userid: 'colleague' }

const crowd = async (desk: Desk) => {
  await desk.control('POST', '/departments/2', { crowded: true })
}
const mailboxOnly = async (desk: Desk) => {
  await desk.control('POST', '/people/colleague/fields', { mailboxOnly: true })
}
const manyDeletions = (desk: Desk) => desk.corp({ deletionsADay: 0 })

/** What both writing calls refuse about the fields. */
function fields(base: object) {
  const bent = (more: object) => just({ ...base, ...more })
  return {
    40066: bent({ department: [-1] }),
    60003: bent({ department: [99] }),
    60104: (desk: Desk) => ask({ ...base, mobile: desk.company.member('hr')?.mobile }),
    60106: (desk: Desk) => ask({ ...base, email: desk.company.member('hr')?.email }),
    60110: whenCorp({ departmentsPerMember: 1 }, { ...base, department: [2, 3] }),
    60112: bent({ name: '   ' }),
    60123: bent({ department: [0] }),
    60132: bent({ department: [2], is_leader_in_dept: [0, 1] }),
    60257: whenCorp({ directLeadersMax: 0 }, { ...base, direct_leader: ['manager'] }),
    81001: async (desk: Desk) => {
      await crowd(desk)
      return ask({ ...base, department: [2] })
    },
  }
}

/** What every contact write refuses. */
function writes(base: object, rename: (userid: string) => object) {
  return {
    40003: just({ ...base, ...rename('not an id!') }),
    60011: whenCorp({ syncDepartments: [4] }, { ...base, ...rename('colleague') }),
    60275: async (desk: Desk) => {
      await mailboxOnly(desk)
      return ask({ ...base, ...rename('colleague') })
    },
    48008: whenCorp({ editsAll: false }, { ...base, ...rename('colleague') }),
    6000: whenCorp({ contactsBusy: true }, { ...base, ...rename('colleague') }),
  }
}

const one = (userid: string) => ({ userid })
const list = (userid: string) => ({ useridlist: [userid] })

const departmentRead = (field: string) => ({
  40066: just({ [field]: -1 }),
  60003: just({ [field]: 99 }),
  60011: whenCorp({ visibleDepartments: [3] }, { [field]: 2 }),
  60123: just({ [field]: 0 }),
})
const membersRead = {
  ...departmentRead('department_id'),
  48009: whenCorp({ syncDetailsClosed: true }, { department_id: 2 }, 'contacts'),
  45029: async (desk: Desk) => {
    await crowd(desk)
    return ask({ department_id: 2 })
  },
}

const ownTag = async (desk: Desk) => {
  const { tagid } = await desk.call('createTag', { tagname: '值班' })
  return Number(tagid)
}
const tagWrite = (more: object) => ({
  40068: just({ tagid: 99, ...more }),
  60011: async (desk: Desk) => {
    const tagid = await ownTag(desk)
    await desk.corp({ tagsForbidden: true })
    return ask({ tagid, ...more })
  },
  81011: just({ tagid: 1, ...more }),
})
const marking = {
  ...tagWrite({ userlist: ['colleague'] }),
  40031: async (desk: Desk) => ask({ tagid: await ownTag(desk), userlist: [' '] }),
  40035: async (desk: Desk) => ask({ tagid: await ownTag(desk), partylist: [-1] }),
  40070: async (desk: Desk) => ask({ tagid: await ownTag(desk), userlist: [] }),
  81013: async (desk: Desk) => ask({ tagid: await ownTag(desk), userlist: ['nobody'] }),
  81014: async (desk: Desk) => {
    const tagid = await ownTag(desk)
    await desk.corp({ tagCallMax: 1 })
    return ask({ tagid, userlist: ['colleague', 'hr'] })
  },
}
const departmentWrite = (base: object) => ({
  60003: just({ ...base, id: 77, parentid: 99 }),
  60008: just({ ...base, name: '人事行政' }),
  60009: just({ ...base, name: 'a|b' }),
  60011: whenCorp({ syncDepartments: [4] }, base as Record<string, unknown>),
  81001: async (desk: Desk) => {
    await crowd(desk)
    return ask({ ...base, id: 78, parentid: 2 })
  },
  6000: whenCorp({ contactsBusy: true }, base as Record<string, unknown>),
})

/** Provocations of the contact calls; mostly bent fields, sometimes a bent corp. */
export const contacts: Contacts = {
  getToken: {
    40013: (desk) => token(desk, { corpid: 'wwother' }),
    40091: async (desk) => {
      await desk.switch({ wrongSecretCode: 40091 })
      return token(desk, { corpsecret: 'wrong' })
    },
    41002: (desk) => token(desk, { corpid: undefined }),
    41004: (desk) => token(desk, { corpsecret: undefined }),
    45031: async (desk) => (await desk.corp({ secretWeak: true }), token(desk)),
    50003: async (desk) => (await desk.corp({ appEnabled: false }), token(desk)),
    50006: async (desk) => (
      await desk.corp({ systemAppEnabled: false }),
      token(desk, { corpsecret: desk.sim.secrets.contacts })
    ),
  },
  getCallbackIps: {},
  getApiDomainIps: {},
  getAgent: { 40056: just({ agentid: 5 }), 41011: just({}), 301002: just({ agentid: 3_010_040 }) },
  getUser: {
    40003: just(one('not an id!')),
    41009: just({}),
    48009: whenCorp({ syncDetailsClosed: true }, someone, 'contacts'),
    60011: whenCorp({ visibleDepartments: [3] }, someone),
    60111: just(one('nobody')),
  },
  listUsersBrief: membersRead,
  listUsers: membersRead,
  listUserIds: { 40035: just({ cursor: 'made up' }), 60031: whenCorp({ syncForbidden: true }, {}) },
  createUser: {
    ...fields(newcomer),
    ...writes(newcomer, one),
    45024: async (desk) => (await desk.corp({ accountCap: 5 }), ask(newcomer)),
    60102: just({ ...newcomer, userid: 'hr' }),
    60127: just({ ...newcomer, department: undefined }),
    60129: just({ ...newcomer, mobile: undefined }),
  },
  updateUser: {
    ...fields(someone),
    ...writes({}, one),
    60102: async (desk) => {
      await desk.control('POST', '/people/colleague/fields', { idIsGiven: true })
      return ask({ ...someone, new_userid: 'hr' })
    },
    60111: just(one('nobody')),
    301036: just({ ...someone, new_userid: 'colleague2' }),
  },
  deleteUser: {
    ...writes({}, one),
    45026: async (desk) => (await manyDeletions(desk), ask(someone)),
    60111: just(one('nobody')),
    301005: just(one('admin')),
  },
  deleteUsers: {
    ...writes({}, list),
    40031: just({ useridlist: ['hr', 'hr'] }),
    40032: whenCorp({ batchDeleteMax: 1 }, { useridlist: ['hr', 'colleague'] }),
    45026: async (desk) => (await manyDeletions(desk), ask(list('colleague'))),
    60111: just({ useridlist: ['colleague', 'nobody'] }),
    301005: just(list('admin')),
  },
  findUserByEmail: { 46004: just({ email: 'nobody@hemu.example.cn' }) },
  findUserByMobile: { 46004: just({ mobile: '10000000000' }) },
  listDepartments: { ...departmentRead('id'), 48009: whenCorp({ syncDetailsClosed: true }, {}, 'contacts') },
  listDepartmentIds: departmentRead('id'),
  getDepartment: {
    ...departmentRead('id'),
    48009: whenCorp({ syncDetailsClosed: true }, { id: 2 }, 'contacts'),
  },
  createDepartment: {
    ...departmentWrite({ name: '新部门', parentid: 1 }),
    60123: just({ name: '新部门', parentid: 0 }),
  },
  updateDepartment: {
    ...departmentWrite({ id: 2, name: '新名字' }),
    60003: just({ id: 99, name: '新名字' }),
    60123: just({ id: 1, parentid: 2 }),
    81001: async (desk) => (await crowd(desk), ask({ id: 3, parentid: 2 })),
  },
  deleteDepartment: {
    60003: just({ id: 99 }),
    60005: just({ id: 2 }),
    60006: async (desk) => {
      await desk.call('createDepartment', { name: '下级', parentid: 2 })
      return ask({ id: 2 })
    },
    60007: just({ id: 1 }),
    60011: whenCorp({ syncDepartments: [4] }, { id: 2 }),
    60123: just({ id: 0 }),
  },
  createTag: {
    40068: just({ tagname: '新标签', tagid: 1 }),
    40071: just({ tagname: '管理后台标签' }),
    60011: whenCorp({ tagsForbidden: true }, { tagname: '新标签' }),
  },
  updateTag: {
    ...tagWrite({ tagname: '改名' }),
    40071: async (desk) => ask({ tagid: await ownTag(desk), tagname: '管理后台标签' }),
  },
  deleteTag: tagWrite({}),
  getTag: tagWrite({}),
  addTagMembers: {
    ...marking,
    81003: async (desk) => {
      const tagid = await ownTag(desk)
      await desk.control('POST', `/tags/${tagid}`, { crowded: true })
      return ask({ tagid, userlist: ['colleague'] })
    },
  },
  removeTagMembers: marking,
  listTags: {},
}
