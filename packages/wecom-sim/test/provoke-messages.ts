import { type Provoke, type TopProvocations, ask, injected, just, whenCorp } from './provocations.ts'
import type { Desk, Raw } from './desk.ts'

type Messages = Pick<
  TopProvocations,
  | 'sendMessage'
  | 'updateTemplateCard'
  | 'recallMessage'
  | 'createAppChat'
  | 'updateAppChat'
  | 'getAppChat'
  | 'sendAppChat'
  | 'sendWebhook'
  | 'getLoginUser'
  | 'getLoginUserDetail'
  | 'getJsapiTicket'
  | 'getAgentTicket'
>

const agentid = 1_000_009
const text: Raw = { touser: 'hr', agentid, msgtype: 'text', text: { content: '你好' } }
const button = { text: '同意', style: 1, key: 'ok' }
const face: Raw = {
  card_type: 'button_interaction',
  task_id: 'task-1',
  main_title: { title: '请审批' },
  button_list: [button],
}
const card = (more: Raw): Raw => ({
  touser: 'hr',
  agentid,
  msgtype: 'template_card',
  template_card: { ...face, ...more },
})
const withCard = (more: Raw): Provoke => just(card(more))
const long = '长'.repeat(2_049)
const news = { articles: Array.from({ length: 9 }, (_, at) => ({ title: `第${at}条` })) }

export const callbackUrl = 'http://127.0.0.1:9/never'

async function bigMedia(desk: Desk): Promise<string> {
  const made = await desk.control<{ media_id: string }>('POST', '/media', {
    type: 'file',
    bytes: 21 * 1_024 * 1_024,
  })
  return made.media_id
}

/** A card that is out, with the code that updates it. The address is set without a check: nobody listens there. */
async function sentCard(desk: Desk): Promise<string> {
  await desk.control('POST', '/callbacks', { app: { url: callbackUrl }, verify: false })
  const sent = await desk.call('sendMessage', card({}))
  return sent.response_code ?? ''
}
const updateWith =
  (more: Raw): Provoke =>
  async (desk) =>
    ask({
      userids: ['hr'],
      agentid,
      response_code: await sentCard(desk),
      button: { replace_name: '已处理' },
      ...more,
    })
const newFace = (more: Raw): Provoke =>
  updateWith({ button: undefined, template_card: { ...face, task_id: undefined, ...more } })

const row = (one: Raw) => ({ horizontal_content_list: [one] })
const twice = {
  option_list: [
    { id: 'a', text: '甲' },
    { id: 'a', text: '乙' },
  ],
}
const vote = {
  card_type: 'vote_interaction',
  checkbox: { question_key: 'q', ...twice },
  submit_button: { key: 's' },
}

/** The six body codes this simulator pairs with a cause; 42033 to 42051 have none in any page. */
const bodies = (made: (more: Raw) => Provoke) =>
  ({
    42014: made({ task_id: 'not an id!' }),
    42027: made(row({ keyname: '', value: '值' })),
    42028: made(row({ keyname: '链接', type: 1 })),
    42029: made(row({ keyname: '文件', type: 2, media_id: 'nobody' })),
    42030: made({ main_title: { title: '' } }),
    42031: made({ ...vote }),
    42032: made({ button_list: [button, button] }),
    42033: injected,
    42034: injected,
    42035: injected,
    42036: injected,
    42037: injected,
    42038: injected,
    42039: injected,
    42040: injected,
    42041: injected,
    42042: injected,
    42043: injected,
    42044: injected,
    42045: injected,
    42046: injected,
    42047: injected,
    42048: injected,
    42049: injected,
    42050: injected,
    42051: injected,
  }) as const

const nobodyWith = (code: number) => whenCorp({ nobodyCode: code }, { ...text, touser: 'nobody' })

const chat = { chatid: 'our1', name: '项目群', owner: 'hr', userlist: ['hr', 'colleague'] }
async function ours(desk: Desk): Promise<void> {
  await desk.call('createAppChat', chat)
}
const ofOurs =
  (input: Raw): Provoke =>
  async (desk) => {
    await ours(desk)
    return ask({ chatid: 'our1', ...input })
  }
const chatCodes = (more: Raw) => ({
  40050: just({ chatid: 'x'.repeat(40), ...more }),
  86001: just({ chatid: 'not an id!', ...more }),
  86003: just({ chatid: 'nobody', ...more }),
  86008: just({ chatid: 'otherappchat1', ...more }),
})
const say = { msgtype: 'text', text: { content: '大家好' } }

const key = (desk: Desk) => [...desk.company.webhooks.keys()][0] ?? ''
const hook =
  (more: Raw): Provoke =>
  (desk) =>
    ask({ key: key(desk), ...say, ...more })
const hookIn =
  (state: string): Provoke =>
  async (desk) => {
    await desk.control('POST', `/webhooks/${key(desk)}`, { state })
    return ask({ key: key(desk), ...say })
  }

async function userTicket(desk: Desk): Promise<string> {
  const made = await desk.control<{ code: string }>('POST', '/login-code', {
    userid: 'hr',
    privateInfo: true,
  })
  return (await desk.call('getLoginUser', { code: made.code })).user_ticket ?? ''
}

/** Provocations of messages, cards, app groups, webhooks and logins. */
export const messages: Messages = {
  sendMessage: {
    ...bodies(withCard),
    40007: just({ ...text, msgtype: 'file', file: { media_id: 'nobody' } }),
    40008: just({ ...text, msgtype: 'smoke signal' }),
    40031: just({ ...text, touser: 'not an id!' }),
    40032: just({ ...text, touser: Array.from({ length: 1_001 }, (_, at) => `u${at}`).join('|') }),
    40056: just({ ...text, agentid: 5 }),
    40063: just({ ...text, touser: '|' }),
    41011: just({ ...text, agentid: undefined }),
    43012: withCard({}),
    44004: just({ ...text, text: { content: '' } }),
    45001: async (desk) => ask({ ...text, msgtype: 'file', file: { media_id: await bigMedia(desk) } }),
    45002: just({ ...text, text: { content: long } }),
    45008: just({ ...text, msgtype: 'news', news }),
    50002: nobodyWith(50002),
    // Switched off between the check at the door and the answer: the door says the very same code.
    50003: async (desk) => {
      await desk.token('app')
      await desk.corp({ appEnabled: false })
      return ask(text)
    },
    60011: nobodyWith(60011),
    60021: nobodyWith(60021),
    81013: just({ ...text, touser: 'nobody' }),
    82001: just({ ...text, touser: '' }),
    301002: just({ ...text, agentid: 3_010_040 }),
  },
  updateTemplateCard: {
    ...bodies(newFace),
    42014: newFace({ task_id: 'not an id!' }),
    40056: updateWith({ agentid: 5 }),
    42015: async (desk) => {
      const response_code = await sentCard(desk)
      await desk.control('POST', '/cards/task-1', { agentId: 5 })
      return ask({ userids: ['hr'], agentid, response_code, button: { replace_name: '已处理' } })
    },
    42016: async (desk) => {
      const response_code = await sentCard(desk)
      await desk.control('POST', '/cards/task-1', { deleted: true })
      return ask({ userids: ['hr'], agentid, response_code, button: { replace_name: '已处理' } })
    },
    42017: updateWith({ button: undefined }),
    60140: just({ userids: ['hr'], agentid, response_code: 'nobody', button: { replace_name: '已处理' } }),
    82001: updateWith({ userids: [] }),
    82101: updateWith({ userids: [], partyids: [99] }),
    82102: updateWith({ userids: ['colleague'] }),
    301002: updateWith({ agentid: 3_010_040 }),
  },
  recallMessage: {
    42052: async (desk) => {
      const { msgid } = await desk.call('sendMessage', text)
      await desk.control('POST', '/clock', { advanceWallSeconds: 86_500 })
      await desk.control('POST', '/tokens/end', {})
      desk.forget()
      return ask({ msgid })
    },
  },
  createAppChat: {
    60011: whenCorp({ appchatForbidden: true }, chat),
    86001: just({ ...chat, chatid: 'not an id!' }),
    86004: just({ ...chat, name: '  ' }),
    86005: just({ ...chat, owner: 'nobody' }),
    86006: just({ ...chat, userlist: ['hr'] }),
    86007: just({ ...chat, userlist: ['hr', 'nobody'] }),
    86207: just({ ...chat, owner: 'manager' }),
    86215: just({ ...chat, chatid: 'otherappchat1' }),
    86216: async (desk) => {
      await desk.control('POST', '/people/colleague/delete')
      return ask(chat)
    },
  },
  updateAppChat: {
    ...chatCodes({ name: '改名' }),
    60011: async (desk) => {
      await ours(desk)
      await desk.corp({ appchatForbidden: true })
      return ask({ chatid: 'our1', name: '改名' })
    },
    86004: ofOurs({ name: ' ' }),
    86005: ofOurs({ owner: 'nobody' }),
    86006: ofOurs({ del_user_list: ['colleague'] }),
    86007: ofOurs({ add_user_list: [' '] }),
    86101: ofOurs({ add_user_list: ['manager'], del_user_list: ['hr'] }),
    86207: ofOurs({ owner: 'manager' }),
    86216: ofOurs({ del_user_list: ['manager'] }),
  },
  getAppChat: chatCodes({}),
  sendAppChat: {
    ...chatCodes(say),
    40007: ofOurs({ msgtype: 'file', file: { media_id: 'nobody' } }),
    40008: ofOurs({ msgtype: 'template_card' }),
    44004: ofOurs({ msgtype: 'text', text: { content: '' } }),
    45001: async (desk) => {
      await ours(desk)
      return ask({ chatid: 'our1', msgtype: 'file', file: { media_id: await bigMedia(desk) } })
    },
    45002: ofOurs({ msgtype: 'text', text: { content: long } }),
    45008: ofOurs({ msgtype: 'news', news }),
  },
  sendWebhook: {
    40007: hook({ msgtype: 'file', file: { media_id: 'nobody' } }),
    40008: hook({ msgtype: 'smoke signal' }),
    44004: hook({ text: { content: '' } }),
    93000: just({ key: 'nobody', ...say }),
    93001: hookIn('forbidden'),
    93004: hookIn('stopped'),
    93006: hookIn('group-gone'),
    93008: hookIn('not-in-group'),
    93017: hook({ text: { content: '  ' } }),
    93018: hook({ msgtype: 'image', image: { base64: 'A'.repeat(3 * 1_024 * 1_024), md5: '0'.repeat(32) } }),
  },
  getLoginUser: { 40029: just({ code: 'nobody' }), 50001: whenCorp({ trustedDomain: '' }, { code: 'x' }) },
  getLoginUserDetail: {
    84014: async (desk) => {
      const user_ticket = await userTicket(desk)
      await desk.control('POST', '/clock', { advanceWallSeconds: 1_900 })
      return ask({ user_ticket })
    },
    84015: just({ user_ticket: 'nobody' }),
  },
  getJsapiTicket: {},
  getAgentTicket: { 91040: just({ type: 'corp' }) },
}
