import type { appchats } from '../appchats.ts'
import type { jssdk } from '../jssdk.ts'
import type { login } from '../login.ts'
import type { messages } from '../messages.ts'
import type { webhook } from '../webhook.ts'
import { no, ok, type Samples } from './sample.ts'

/** Samples of messages, app groups, the webhook, login and tickets. */
export const messageSamples: Samples<
  | keyof typeof messages
  | keyof typeof appchats
  | keyof typeof webhook
  | keyof typeof login
  | keyof typeof jssdk
> = {
  sendMessage: {
    request: {
      touser: 'boss1|hanmei|',
      msgtype: 'template_card',
      agentid: 1000009,
      template_card: {
        card_type: 'button_interaction',
        task_id: 'issue-42@v1',
        source: { desc: '接力', desc_color: 1 },
        main_title: { title: '问题 #42 待确认', desc: '王敏 提交验收' },
        horizontal_content_list: [{ keyname: '负责人', value: '王敏', type: 3, userid: 'wang.min' }],
        button_list: [
          { text: '通过', style: 1, key: 'issue:42:ok' },
          { text: '退回', style: 2, key: 'issue:42:back' },
        ],
      },
    },
    replies: [
      {
        ...ok,
        invaliduser: 'ghost',
        invalidparty: '',
        invalidtag: '',
        msgid: 'MSG-1',
        response_code: 'rc-1',
      },
      { ...ok, msgid: 'MSG-2', unlicenseduser: '' },
      no(81013, 'user & party & tag all invalid'),
      no(42014, 'invalid task_id'),
    ],
  },
  updateTemplateCard: {
    request: {
      userids: ['boss1'],
      agentid: 1000009,
      response_code: 'rc-1',
      button: { replace_name: '已通过' },
    },
    replies: [{ ...ok, invaliduser: ['ghost'] }, no(60140, 'response_code invalid')],
  },
  recallMessage: { request: { msgid: 'MSG-1' }, replies: [{ ...ok }, no(42052, 'msgid expired')] },
  createAppChat: {
    request: { name: '交接 chenlu', owner: 'hanmei', userlist: ['hanmei', 'zhaomin'], chatid: 'handover42' },
    replies: [{ ...ok, chatid: 'handover42' }, no(86215, 'chatid existed'), no(48002, 'api forbidden')],
  },
  updateAppChat: {
    request: { chatid: 'handover42', add_user_list: ['chenlu'], del_user_list: [] },
    replies: [{ ...ok }, no(86008, 'not own chat')],
  },
  getAppChat: {
    request: { chatid: 'handover42' },
    replies: [
      {
        ...ok,
        chat_info: {
          chatid: 'handover42',
          name: '交接',
          owner: 'hanmei',
          userlist: ['hanmei'],
          chat_type: 0,
        },
      },
      no(86003, 'chatid not found'),
    ],
  },
  sendAppChat: {
    request: {
      chatid: 'handover42',
      msgtype: 'text',
      text: { content: '请看', mentioned_list: ['hanmei'] },
      safe: 0,
    },
    replies: [{ ...ok }, no(40050, 'chatid not exist')],
  },
  sendWebhook: {
    request: {
      key: 'EXAMPLE-KEY',
      msgtype: 'markdown',
      markdown: { content: '检查点 **17** 已发布 <@zhaomin>' },
    },
    replies: [{ ...ok }, no(93000, 'invalid webhook url'), no(45009, 'api freq out of limit')],
  },
  getLoginUser: {
    request: { code: 'EXAMPLE-CODE' },
    replies: [
      { ...ok, userid: 'chenlu', user_ticket: 'TICKET-1' },
      { ...ok, openid: 'oTEST', external_userid: 'wmTESTAAAA0001' },
      no(40029, 'invalid code'),
    ],
  },
  getLoginUserDetail: {
    request: { user_ticket: 'TICKET-1' },
    replies: [
      {
        ...ok,
        userid: 'chenlu',
        gender: '2',
        avatar: 'https://example.cn/a.png',
        mobile: '13000000001',
        address: '',
      },
      no(84014, 'user_ticket expired'),
    ],
  },
  getJsapiTicket: { request: {}, replies: [{ ...ok, ticket: 'tkt-0001-EXAMPLE', expires_in: 7200 }] },
  getAgentTicket: {
    request: { type: 'agent_config' },
    replies: [{ ...ok, ticket: 'tkt-0002-EXAMPLE', expires_in: 7200 }, no(91040, 'invalid ticket type')],
  },
}
