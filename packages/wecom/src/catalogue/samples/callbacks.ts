import type { CallbackDraft, CallbackName } from '../callbacks.ts'

const from = { ToUserName: 'wwEXAMPLE0001', CreateTime: 1763600500 }
const sys = { ...from, FromUserName: 'sys', MsgType: 'event' } as const
const contacts = { ...sys, Event: 'change_contact' } as const
const customer = { ...sys, Event: 'change_external_contact', ExternalUserID: 'wmTESTAAAA0001' } as const
const chat = { ...sys, Event: 'change_external_chat', ChatId: 'wrTESTGRP0007' } as const
const tag = { ...sys, Event: 'change_external_tag', Id: 'etTAG01', TagType: 'tag' } as const
const boss = { ...from, FromUserName: 'boss1', MsgType: 'event', AgentID: 1000009 } as const
const card = { ...boss, EventKey: 'issue:42:ok', TaskId: 'issue-42@v1', ResponseCode: 'rc-7Yq' } as const
const said = { ...from, FromUserName: 'boss1', AgentID: 1000009, MsgId: '7419651930134679553' } as const

/** One golden sample for every callback, invented after its page. */
export const callbackSamples: { readonly [K in CallbackName]: CallbackDraft<K> } = {
  createUser: {
    ...contacts,
    ChangeType: 'create_user',
    UserID: 'sunli',
    Name: '孙莉',
    Department: '2,7',
    MainDepartment: 7,
    IsLeaderInDept: '0,1',
    DirectLeader: 'zhaomin',
    Position: '客户经理',
    Status: 4,
    ExtAttr: { Item: [{ Name: '工号', Type: 0, Text: { Value: 'E-0042' } }] },
  },
  updateUser: {
    ...contacts,
    ChangeType: 'update_user',
    UserID: 'sunli',
    NewUserID: 'sun.li',
    Department: '7',
  },
  deleteUser: { ...contacts, ChangeType: 'delete_user', UserID: 'sunli' },
  createParty: { ...contacts, ChangeType: 'create_party', Id: 8, Name: '新部门', ParentId: 1, Order: 100 },
  updateParty: { ...contacts, ChangeType: 'update_party', Id: 8, ParentId: 7 },
  deleteParty: { ...contacts, ChangeType: 'delete_party', Id: 8 },
  updateTag: {
    ...contacts,
    ChangeType: 'update_tag',
    TagId: 12,
    AddUserItems: 'chenlu,hanmei',
    DelPartyItems: '7',
  },
  addCustomer: {
    ...customer,
    ChangeType: 'add_external_contact',
    UserID: 'hanmei',
    State: 'qr-1',
    WelcomeCode: 'wc',
  },
  editCustomer: { ...customer, ChangeType: 'edit_external_contact', UserID: 'hanmei' },
  addHalfCustomer: { ...customer, ChangeType: 'add_half_external_contact', UserID: 'hanmei' },
  deleteCustomer: {
    ...customer,
    ChangeType: 'del_external_contact',
    UserID: 'chenlu',
    Source: 'DELETE_BY_TRANSFER',
  },
  deletedByCustomer: { ...customer, ChangeType: 'del_follow_user', UserID: 'chenlu' },
  transferFail: {
    ...customer,
    ChangeType: 'transfer_fail',
    UserID: 'hanmei',
    FailReason: 'customer_refused',
  },
  archiveApproved: { ...customer, ChangeType: 'msg_audit_approved', UserID: 'hanmei', WelcomeCode: 'wc' },
  createChat: { ...chat, ChangeType: 'create' },
  updateChat: {
    ...chat,
    ChangeType: 'update',
    UpdateDetail: 'add_member',
    JoinScene: 3,
    MemChangeCnt: 1,
    MemChangeList: { Item: ['hanmei'] },
    LastMemVer: '9c3f97c2ada667dfb5f6d03308d963e1',
    CurMemVer: '71217227bbd112ecfe3a49c482195cb4',
  },
  dismissChat: { ...chat, ChangeType: 'dismiss' },
  createCorpTag: { ...tag, ChangeType: 'create' },
  updateCorpTag: { ...tag, ChangeType: 'update', StrategyId: '1' },
  deleteCorpTag: { ...tag, ChangeType: 'delete', TagType: 'tag_group' },
  shuffleCorpTags: { ...tag, ChangeType: 'shuffle' },
  cardClicked: {
    ...card,
    Event: 'template_card_event',
    CardType: 'vote_interaction',
    SelectedItems: { SelectedItem: [{ QuestionKey: 'sev', OptionIds: { OptionId: ['s1', 's2'] } }] },
  },
  cardMenuChosen: { ...card, Event: 'template_card_menu_event', CardType: 'text_notice' },
  subscribed: { ...boss, Event: 'subscribe' },
  unsubscribed: { ...boss, Event: 'unsubscribe' },
  appEntered: { ...boss, Event: 'enter_agent', EventKey: '' },
  menuClicked: { ...boss, Event: 'click', EventKey: 'my-todos' },
  menuViewed: { ...boss, Event: 'view', EventKey: 'https://jieli.example.cn/' },
  menuMiniProgram: { ...boss, Event: 'view_miniprogram', EventKey: 'pages/index' },
  inactiveAlert: { ...sys, Event: 'inactive_alert', AgentID: 1000009, EffectTime: 1764000000 },
  closedForDisuse: { ...sys, Event: 'close_inactive_agent', AgentID: 1000009 },
  reopened: { ...sys, Event: 'reopen_inactive_agent', AgentID: 1000009 },
  lowActiveAlert: { ...sys, Event: 'low_active_alert' },
  lowActive: { ...sys, Event: 'low_active' },
  activeRestored: { ...sys, Event: 'active_restored' },
  textSaid: { ...said, MsgType: 'text', Content: '  打印机坏了 <三楼> & ]]> 附近  ' },
  imageSaid: { ...said, MsgType: 'image', PicUrl: 'https://example.cn/p.png', MediaId: 'media-1' },
  voiceSaid: { ...said, MsgType: 'voice', MediaId: 'media-1', Format: 'amr' },
  videoSaid: { ...said, MsgType: 'video', MediaId: 'media-1', ThumbMediaId: 'media-2' },
  locationSaid: {
    ...said,
    MsgType: 'location',
    Location_X: '30.500',
    Location_Y: '104.0',
    Scale: 15,
    Label: '三楼',
    AppType: 'wxwork',
  },
  linkSaid: { ...said, MsgType: 'link', Title: '公告', Description: '', Url: 'https://example.cn/?a=1&b=2' },
  approvalChanged: {
    ...sys,
    Event: 'sys_approval_change',
    AgentID: 3010040,
    ApprovalInfo: {
      SpNoStr: '202611200007',
      SpNo: '202611200007',
      SpName: '工作交接审批',
      SpStatus: 1,
      TemplateId: 'Tpl_handover_01',
      ApplyTime: 1763600400,
      Applyer: { UserId: 'li.na', Party: '7' },
      SpRecord: [
        {
          SpStatus: 1,
          ApproverAttr: 2,
          Details: [
            { Approver: { UserId: 'boss1' }, Speech: '', SpStatus: 1, SpTime: 0, Attach: ['media-1'] },
            { Approver: { UserId: 'boss2' }, Speech: '同意', SpStatus: 2, SpTime: 1763600500 },
          ],
        },
      ],
      Notifyer: [{ UserId: 'hr1' }],
      ProcessList: {
        NodeList: [
          {
            NodeType: 1,
            SpStatus: 1,
            ApvRel: 1,
            SubNodeList: [
              { UserInfo: { UserId: 'boss1' }, Speech: '', SpYj: 1, Sptime: 0, MediaIds: ['media-1'] },
            ],
          },
        ],
      },
      Comments: [
        {
          CommentUserInfo: { UserId: 'hr1' },
          CommentTime: 1763600500,
          CommentContent: '已核对',
          CommentId: '6996961236789012345',
        },
      ],
      StatuChangeEvent: 1,
    },
  },
}
