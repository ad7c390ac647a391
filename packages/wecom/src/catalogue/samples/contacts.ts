import type { contacts } from '../contacts.ts'
import type { core } from '../core.ts'
import type { departments } from '../departments.ts'
import type { tags } from '../tags.ts'
import { no, ok, type Samples } from './sample.ts'

const chen = {
  userid: 'chenlu',
  name: '陈露',
  department: [2, 7],
  order: [0, 10],
  is_leader_in_dept: [0, 1],
  main_department: 7,
  direct_leader: ['zhaomin'],
  position: '客户经理',
  status: 1,
}

/** Samples of tokens, the app, members, departments and tags. */
export const contactSamples: Samples<
  keyof typeof core | keyof typeof contacts | keyof typeof departments | keyof typeof tags
> = {
  getToken: {
    request: { corpid: 'wwEXAMPLE0001', corpsecret: 'EXAMPLE-SECRET' },
    replies: [
      { ...ok, access_token: 'EXAMPLE-TOKEN-1', expires_in: 7200 },
      no(40091, 'invalid secret'),
      no(40001, 'invalid credential'),
      no(45009, 'api freq out of limit'),
    ],
  },
  getCallbackIps: { request: {}, replies: [{ ...ok, ip_list: ['198.51.100.1', '198.51.100.2'] }] },
  getApiDomainIps: { request: {}, replies: [{ ...ok, ip_list: ['198.51.100.9'] }] },
  getAgent: {
    request: { agentid: 1000009 },
    replies: [
      {
        ...ok,
        agentid: 1000009,
        name: '接力',
        square_logo_url: 'https://example.cn/logo.png',
        description: '工作交接',
        allow_userinfos: { user: [{ userid: 'chenlu' }] },
        allow_partys: { partyid: [1] },
        allow_tags: { tagid: [3] },
        close: 0,
        redirect_domain: 'jieli.example.cn',
        report_location_flag: 0,
        isreportenter: 0,
        home_url: 'https://jieli.example.cn',
        customized_publish_status: 1,
      },
      no(301002, 'not allow operate another agent'),
    ],
  },
  getUser: {
    request: { userid: 'chenlu' },
    replies: [
      {
        ...ok,
        ...chen,
        alias: 'Lu',
        enable: 1,
        telephone: '010-55550000',
        extattr: { attrs: [{ type: 0, name: '工号', text: { value: 'E-0042' } }] },
        external_position: '客户经理',
        external_profile: {
          external_corp_name: '示例公司',
          wechat_channels: { nickname: '示例号', status: 1 },
          external_attr: [{ type: 1, name: '主页', web: { url: 'https://example.cn', title: '主页' } }],
        },
      },
      { ...ok, userid: 'hidden', name: '隐', status: 4, department: [1] },
      no(60111, 'userid not found'),
      no(60020, 'not allow to access from your ip'),
    ],
  },
  listUsersBrief: {
    request: { department_id: 7 },
    replies: [{ ...ok, userlist: [{ userid: 'chenlu', name: '陈露', department: [2, 7] }] }, { ...ok }],
  },
  listUsers: {
    request: { department_id: '7' },
    replies: [
      { ...ok, userlist: [chen, { ...chen, userid: 'wutong', status: 2 }] },
      no(45029, 'data too large'),
    ],
  },
  listUserIds: {
    request: { limit: 2 },
    replies: [
      {
        ...ok,
        next_cursor: 'CUR-2',
        dept_user: [
          { userid: 'chenlu', department: 2 },
          { userid: 'chenlu', department: 7 },
        ],
      },
      { ...ok, dept_user: [] },
      no(48002, 'api forbidden'),
    ],
  },
  createUser: {
    request: {
      userid: 'sunli',
      name: '孙莉',
      mobile: '13000000000',
      department: [7],
      order: [0],
      is_leader_in_dept: [],
    },
    replies: [
      { errcode: 0, errmsg: 'created' },
      no(60102, 'UserID already existed'),
      no(60104, 'mobile existed'),
    ],
  },
  updateUser: {
    request: { userid: 'chenlu', enable: 0 },
    replies: [{ errcode: 0, errmsg: 'updated' }, no(48002, 'api forbidden'), no(60111, 'userid not found')],
  },
  deleteUser: {
    request: { userid: 'chenlu' },
    replies: [
      { errcode: 0, errmsg: 'deleted' },
      no(301005, 'can not delete creator'),
      no(60111, 'userid not found'),
    ],
  },
  deleteUsers: {
    request: { useridlist: ['chenlu', 'wutong'] },
    replies: [{ errcode: 0, errmsg: 'deleted' }, no(60111, 'userid not found'), no(45026, 'delete too many')],
  },
  findUserByEmail: {
    request: { email: 'chenlu@example.cn', email_type: 1 },
    replies: [{ ...ok, userid: 'chenlu' }, no(46004, 'user no exist')],
  },
  findUserByMobile: {
    request: { mobile: '13000000001' },
    replies: [{ ...ok, userid: 'chenlu' }, no(46004, 'user no exist')],
  },
  listDepartments: {
    request: {},
    replies: [
      {
        ...ok,
        department: [
          { id: 1, name: '示例公司', parentid: 0, order: 100 },
          {
            id: 7,
            name: '平台部',
            name_en: 'Platform',
            department_leader: ['zhaomin'],
            parentid: 1,
            order: 4294967295,
          },
        ],
      },
      no(60011, 'no privilege to access'),
    ],
  },
  listDepartmentIds: {
    request: { id: 1 },
    replies: [{ ...ok, department_id: [{ id: 7, parentid: 1, order: 5 }] }, no(60123, 'invalid party id')],
  },
  getDepartment: {
    request: { id: 7 },
    replies: [{ ...ok, department: { id: 7, name: '平台部', department_leader: [], parentid: 1, order: 5 } }],
  },
  createDepartment: {
    request: { name: '新部门', parentid: 1 },
    replies: [{ errcode: 0, errmsg: 'created', id: 8 }, no(60008, 'department existed')],
  },
  updateDepartment: { request: { id: 8, name: '新名' }, replies: [{ errcode: 0, errmsg: 'updated' }] },
  deleteDepartment: {
    request: { id: 8 },
    replies: [{ errcode: 0, errmsg: 'deleted' }, no(60005, 'not allow to delete non-empty department')],
  },
  createTag: { request: { tagname: '项目组' }, replies: [{ errcode: 0, errmsg: 'created', tagid: 12 }] },
  updateTag: { request: { tagid: 12, tagname: '一组' }, replies: [{ errcode: 0, errmsg: 'updated' }] },
  deleteTag: {
    request: { tagid: 12 },
    replies: [{ errcode: 0, errmsg: 'deleted' }, no(81011, 'no permission')],
  },
  getTag: {
    request: { tagid: 12 },
    replies: [{ ...ok, tagname: '一组', userlist: [{ userid: 'chenlu', name: '陈露' }], partylist: [7] }],
  },
  addTagMembers: {
    request: { tagid: 12, userlist: ['chenlu', 'nobody'] },
    replies: [{ ...ok, invalidlist: 'nobody', invalidparty: [99] }, no(81013, 'all ids invalid')],
  },
  removeTagMembers: {
    request: { tagid: 12, userlist: ['chenlu'], partylist: [7] },
    replies: [{ errcode: 0, errmsg: 'deleted' }],
  },
  listTags: { request: {}, replies: [{ ...ok, taglist: [{ tagid: 12, tagname: '一组' }] }] },
}
