import type { customerTags } from '../customer-tags.ts'
import type { customers } from '../customers.ts'
import type { groups } from '../groups.ts'
import type { inheritance } from '../inheritance.ts'
import { no, ok, type Samples } from './sample.ts'

const customer = {
  external_userid: 'wmTESTAAAA0001',
  name: '周先生',
  avatar: 'https://example.cn/a.png',
  type: 1,
  gender: 1,
}

const relation = {
  userid: 'chenlu',
  remark: '周总',
  description: '关注交付',
  createtime: 1760000000,
  remark_corp_name: '示例客户',
  remark_mobiles: ['13000000002'],
  add_way: 202,
  oper_userid: 'zhaomin',
  state: 'qr-1',
}

const tagGroup = {
  group_id: 'etGROUP01',
  group_name: '区域',
  create_time: 1760000000,
  order: 1,
  tag: [{ id: 'etTAG01', name: '华东', create_time: 1760000000, order: 4294967295 }],
}

const pair = { handover_userid: 'chenlu', takeover_userid: 'hanmei' }
const two = ['wmTESTAAAA0001', 'wmTESTAAAA0002']
const mixed = {
  ...ok,
  customer: [
    { external_userid: 'wmTESTAAAA0001', errcode: 0 },
    { external_userid: 'wmTESTAAAA0002', errcode: 40128 },
    { external_userid: 'wmTESTAAAA0003', errcode: 40131 },
  ],
}
const standing = {
  ...ok,
  customer: [
    { external_userid: 'wmTESTAAAA0001', status: 1, takeover_time: 1760086400 },
    { external_userid: 'wmTESTAAAA0002', status: 2, takeover_time: 1893542400 },
    { external_userid: 'wmTESTAAAA0003', status: 3, takeover_time: 0 },
    { external_userid: 'wmTESTAAAA0004', status: 4, takeover_time: 0 },
  ],
  next_cursor: 'CUR-2',
}
const chats = { chat_id_list: ['wrTESTGRP0007', 'wrTESTGRP0008'], new_owner: 'hanmei' }
const someFailed = {
  ...ok,
  failed_chat_list: [{ chat_id: 'wrTESTGRP0007', errcode: 90501, errmsg: 'chat is not external group chat' }],
}

/** Samples of customers, their tags, their groups and their transfer. */
export const customerSamples: Samples<
  keyof typeof customers | keyof typeof customerTags | keyof typeof groups | keyof typeof inheritance
> = {
  listFollowUsers: {
    request: {},
    replies: [{ ...ok, follow_user: ['chenlu', 'hanmei'] }, no(48002, 'api forbidden')],
  },
  checkFollowUsers: {
    request: { userid: ['chenlu', 'hanmei'], partyid: [7] },
    replies: [
      {
        ...ok,
        authorized: { userid: ['chenlu'], partyid: [7] },
        unauthorized: { userid: ['hanmei'], partyid: [] },
      },
    ],
  },
  listCustomers: {
    request: { userid: 'chenlu' },
    replies: [{ ...ok, external_userid: two }, no(84061, 'not external contact')],
  },
  getCustomer: {
    request: { external_userid: 'wmTESTAAAA0001' },
    replies: [
      {
        ...ok,
        external_contact: customer,
        follow_user: [
          {
            ...relation,
            tags: [
              { group_name: '区域', tag_name: '华东', type: 1, tag_id: 'etTAG01' },
              { group_name: '', tag_name: '自己的', type: 2 },
            ],
            wechat_channels: { nickname: '示例号', source: 1 },
          },
        ],
        next_cursor: 'CUR-2',
      },
      {
        ...ok,
        external_contact: {
          ...customer,
          external_userid: 'woTESTAAAA0009',
          type: 2,
          position: '采购',
          corp_name: '示例客户',
          corp_full_name: '示例客户有限公司',
          external_profile: { external_attr: [{ type: 0, name: '称谓', text: { value: '老师' } }] },
        },
        follow_user: [],
      },
      no(40096, 'invalid external userid'),
    ],
  },
  batchGetCustomers: {
    request: { userid_list: ['chenlu', 'hanmei'], limit: 100 },
    replies: [
      {
        ...ok,
        external_contact_list: [
          { external_contact: customer, follow_info: { ...relation, tag_id: ['etTAG01'] } },
        ],
        next_cursor: '',
        fail_info: { unlicensed_userid_list: ['hanmei'] },
      },
      no(701008, 'no license'),
    ],
  },
  listServedContacts: {
    request: { limit: 1000 },
    replies: [
      {
        ...ok,
        info_list: [
          {
            is_customer: true,
            tmp_openid: 'tmp-1',
            external_userid: 'wmTESTAAAA0001',
            name: '周先生',
            follow_userid: 'chenlu',
            add_time: 1760000000,
          },
          {
            is_customer: false,
            tmp_openid: 'tmp-2',
            name: '访客',
            chat_id: 'wrTESTGRP0007',
            chat_name: '交付群',
          },
        ],
        next_cursor: 'CUR-2',
      },
    ],
  },
  remarkCustomer: {
    request: { userid: 'hanmei', external_userid: 'wmTESTAAAA0001', remark: '周总', remark_mobiles: [''] },
    replies: [{ ...ok }, no(84061, 'not external contact')],
  },
  listCorpTags: { request: {}, replies: [{ ...ok, tag_group: [tagGroup] }] },
  addCorpTags: {
    request: { group_name: '区域', tag: [{ name: '华东' }], agentid: 1000009 },
    replies: [{ ...ok, tag_group: tagGroup }, no(40126, 'corp tag count over limit')],
  },
  editCorpTag: { request: { id: 'etTAG01', name: '华南' }, replies: [{ ...ok }] },
  deleteCorpTags: { request: { tag_id: ['etTAG01'] }, replies: [{ ...ok }] },
  markCustomerTags: {
    request: { userid: 'hanmei', external_userid: 'wmTESTAAAA0001', add_tag: ['etTAG01'], remove_tag: [] },
    replies: [{ ...ok }, no(45035, 'write conflict'), no(84061, 'not external contact')],
  },
  listGroupChats: {
    request: { status_filter: 0, owner_filter: { userid_list: ['chenlu'] }, limit: 1000 },
    replies: [
      {
        ...ok,
        group_chat_list: [
          { chat_id: 'wrTESTGRP0007', status: 0 },
          { chat_id: 'wrTESTGRP0008', status: 1 },
        ],
        next_cursor: 'CUR-2',
      },
      no(81017, 'request count over limit'),
    ],
  },
  getGroupChat: {
    request: { chat_id: 'wrTESTGRP0007', need_name: 1 },
    replies: [
      {
        ...ok,
        group_chat: {
          chat_id: 'wrTESTGRP0007',
          name: '交付群',
          owner: 'chenlu',
          create_time: 1760000000,
          notice: '欢迎',
          member_list: [
            { userid: 'chenlu', type: 1, join_time: 1760000000, join_scene: 1, name: '陈露' },
            {
              userid: 'wmTESTAAAA0001',
              type: 2,
              unionid: 'oTEST',
              join_time: 1760000100,
              join_scene: 3,
              invitor: { userid: 'chenlu' },
              group_nickname: '周',
              name: '周先生',
              state: 'qr-1',
            },
          ],
          admin_list: [{ userid: 'hanmei' }],
          member_version: '9007199254740993',
        },
      },
      no(90501, 'chat is not external group chat'),
    ],
  },
  transferCustomer: {
    request: { ...pair, external_userid: two, transfer_success_msg: '您好，后续由韩梅为您服务' },
    replies: [mixed, no(40003, 'invalid userid'), no(45035, 'write conflict'), no(48002, 'api forbidden')],
  },
  transferResult: { request: pair, replies: [standing, { ...ok, customer: [] }] },
  transferGroups: { request: chats, replies: [someFailed, { ...ok, failed_chat_list: [] }, { ...ok }] },
  listUnassigned: {
    request: { page_size: 1000 },
    replies: [
      {
        ...ok,
        info: [{ handover_userid: 'chenlu', external_userid: 'wmTESTAAAA0001', dimission_time: 1760000000 }],
        is_last: false,
        next_cursor: 'CUR-2',
      },
      { ...ok, info: [], is_last: true },
    ],
  },
  transferResignedCustomer: {
    request: { ...pair, external_userid: two },
    replies: [mixed, no(40097, 'handover user is not resigned')],
  },
  transferResignedResult: {
    request: { ...pair, cursor: 'CUR-2' },
    replies: [{ ...standing, next_cursor: '' }],
  },
  transferResignedGroups: {
    request: chats,
    replies: [someFailed, no(90500, 'the owner of the group chat is not resigned')],
  },
}
