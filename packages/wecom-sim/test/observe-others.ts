import type { Desk, Raw } from './desk.ts'
import { form, ownTemplate, template } from './provoke-approvals.ts'
import type { Observations } from './observation.ts'

const agentid = 1_000_009
const text = (touser: string, content: string): Raw => ({
  touser,
  agentid,
  msgtype: 'text',
  text: { content },
})
const quiet = (desk: Desk) => {
  desk.company.corp.callbackUrls = { app: 'http://127.0.0.1:9/app', contacts: 'http://127.0.0.1:9/contacts' }
  desk.sim.sim.deliverer.pump = () => {}
}
const raised = (desk: Desk) => [...desk.company.outgoing.values()]
const card = {
  card_type: 'button_interaction',
  task_id: 't1',
  main_title: { title: '审批' },
  button_list: [{ text: '好', key: 'ok' }],
}
const askToken = (desk: Desk, corpsecret: string) =>
  desk.call('getToken', { corpid: desk.sim.corpId, corpsecret })
const node = (userid: string[]) => ({ type: 1, apv_rel: 1, userid })
const submit = async (desk: Desk, node_list: unknown[]) =>
  (await desk.call('submitApproval', { ...form(await ownTemplate(desk)), process: { node_list } })).errcode

/** What can be seen of each other switch, in the order default, alternatives. */
export const otherSwitches = {
  sameTokenOnRepeat: {
    async see(desk) {
      const [a, b] = [await askToken(desk, desk.sim.secrets.app), await askToken(desk, desk.sim.secrets.app)]
      return a.access_token === b.access_token
    },
    seen: [true, false],
  },
  wrongSecretCode: { see: async (desk) => (await askToken(desk, 'wrong')).errcode, seen: [40001, 40091] },
  wrongSecretBlockAfter: {
    async see(desk) {
      for (let time = 0; time < 20; time += 1) await askToken(desk, 'wrong')
      return (await askToken(desk, desk.sim.secrets.app)).errcode
    },
    seen: [0, 45009],
  },
  concurrencyThreshold: {
    async see(desk) {
      await desk.token('app')
      await desk.control('POST', '/faults', { call: 'listFollowUsers', kind: 'delay', ms: 500 })
      const codes = await Promise.all(Array.from({ length: 60 }, () => desk.call('listFollowUsers', {})))
      const over = codes.filter((one) => one.errcode === 45033).length
      return over === 0 ? 'none' : over > 30 ? 'most' : 'some'
    },
    seen: ['some', 'most', 'none'],
  },
  agentTicketHourLimit: {
    async see(desk) {
      let last = 0
      for (let time = 0; time <= 100; time += 1)
        last = (await desk.call('getAgentTicket', { type: 'agent_config' })).errcode
      return last
    },
    seen: [45009, 0],
  },
  contactEventsReachSelfBuilt: {
    async see(desk) {
      quiet(desk)
      await desk.control('POST', '/people/colleague/delete')
      return raised(desk)
        .filter((one) => one.what === 'deleteUser')
        .map((one) => one.to)
    },
    seen: [['contacts'], ['contacts', 'app']],
  },
  disableSuperAdminCode: {
    see: async (desk) => (await desk.call('updateUser', { userid: 'admin', enable: 0 })).errcode,
    seen: [999_001, 301005, 60011, 0],
  },
  neverActivatedMayBeDisabled: {
    async see(desk) {
      await desk.call('createUser', {
        userid: 'newcomer',
        name: '新人',
        department: [2],
        mobile: '13900000001',
      })
      await desk.call('updateUser', { userid: 'newcomer', enable: 0 })
      const off = desk.company.member('newcomer')?.status
      await desk.call('updateUser', { userid: 'newcomer', enable: 1 })
      return [off, desk.company.member('newcomer')?.status]
    },
    seen: [
      [2, 4],
      [4, 4],
    ],
  },
  disableFreesSeat: {
    async see(desk) {
      await desk.corp({ accountCap: desk.company.members.size })
      await desk.control('POST', '/people/colleague/disable')
      return (
        await desk.call('createUser', {
          userid: 'newcomer',
          name: '新人',
          department: [2],
          mobile: '13900000001',
        })
      ).errcode
    },
    seen: [45024, 0],
  },
  sessionCutDelaySeconds: {
    async see(desk) {
      quiet(desk)
      await desk.call('sendMessage', { touser: 'hr', agentid, msgtype: 'template_card', template_card: card })
      await desk.control('POST', '/people/hr/disable')
      const press = async () =>
        (
          await fetch(`${desk.sim.control}/people/hr/press`, {
            method: 'POST',
            body: JSON.stringify({ taskId: 't1', key: 'nobody' }),
          })
        ).status
      const now = await press()
      await desk.advance(600)
      return [now, await press()]
    },
    // 404: the phone is alive and only the button is unknown; 409: logged out.
    seen: [
      [404, 409],
      [409, 409],
      [404, 404],
    ],
  },
  enableFieldInReplies: {
    see: async (desk) => (await desk.call('getUser', { userid: 'hr' })).enable,
    seen: [1, undefined],
  },
  messageOverLimit: {
    async see(desk) {
      let last = 0
      for (let time = 0; time <= 30; time += 1)
        last = (await desk.call('sendMessage', text('hr', `第${time}条`))).errcode
      const { messages } = await desk.control<{ messages: { state: string }[] }>('GET', '/people/hr/inbox')
      return [last, messages.filter((one) => one.state === 'undelivered').length]
    },
    seen: [
      [0, 1],
      [45009, 0],
    ],
  },
  messageOverDailyCap: {
    async see(desk) {
      await desk.corp({ accountCap: 0 })
      const { errcode } = await desk.call('sendMessage', text('hr', '好'))
      return [errcode, desk.company.letters.in('hr').map((one) => one.state)]
    },
    seen: [
      [45009, []],
      [0, ['undelivered']],
    ],
  },
  usedResponseCode: {
    async see(desk) {
      quiet(desk)
      const { response_code } = await desk.call('sendMessage', {
        touser: 'hr',
        agentid,
        msgtype: 'template_card',
        template_card: card,
      })
      const update = () =>
        desk.call('updateTemplateCard', {
          userids: ['hr'],
          agentid,
          response_code,
          button: { replace_name: '好了' },
        })
      return [(await update()).errcode, (await update()).errcode]
    },
    seen: [
      [0, 60140],
      [0, 42016],
      [0, 999_005],
    ],
  },
  appchatHourBudget: {
    async see(desk) {
      await desk.call('createAppChat', { chatid: 'our1', userlist: ['hr', 'colleague'] })
      const chat = desk.company.appChats.get('our1')
      // 20 000 person-times a message: eight of them are 160 000 in the hour, each in a minute of its own.
      if (chat !== undefined) chat.users = Array.from({ length: 20_000 }, (_, at) => `u${at}`)
      let last = 0
      for (let time = 0; time < 8; time += 1) {
        await desk.control('POST', '/clock', { advanceWallSeconds: 61 })
        last = (await desk.call('sendAppChat', { chatid: 'our1', msgtype: 'text', text: { content: '好' } }))
          .errcode
      }
      return last
    },
    seen: [45009, 0],
  },
  mentionOfStranger: {
    async see(desk) {
      const key = [...desk.company.webhooks.keys()][0] ?? ''
      await desk.call('sendWebhook', {
        key,
        msgtype: 'markdown',
        markdown: { content: '<@stranger> 看一下' },
      })
      return desk.company.letters.in(`webhook:${key}`).map((one) => Reflect.get(Object(one.body), 'content'))
    },
    seen: [['<@stranger> 看一下'], [' 看一下']],
  },
  privateInfoWithoutAgentid: {
    async see(desk) {
      const query = new URLSearchParams({
        appid: desk.sim.corpId,
        redirect_uri: 'http://localhost/back',
        scope: 'snsapi_privateinfo',
        state: 's',
        sim_user: 'hr',
      })
      return (await fetch(`${desk.sim.baseUrl}/connect/oauth2/authorize?${query}`, { redirect: 'manual' }))
        .status
    },
    seen: [400, 302],
  },
  approvalEventAgentId: {
    async see(desk) {
      quiet(desk)
      await submit(desk, [node(['hr'])])
      return raised(desk).map((one) => /<AgentID>(\d+)</.exec(one.xml)?.[1])
    },
    seen: [['3010040'], ['1000009']],
  },
  approvalEventsOfOtherTemplates: {
    async see(desk) {
      quiet(desk)
      const contents = [{ control: 'Textarea', id: 'Textarea-1', value: { text: '事' } }]
      await desk.call('submitApproval', { ...form('Bs0000000000LeaveTemplate'), apply_data: { contents } })
      return raised(desk).length
    },
    seen: [1, 0],
  },
  approvalTemplateCap: {
    async see(desk) {
      let last = 0
      for (let no = 0; no < 6; no += 1)
        last = (await desk.call('createApprovalTemplate', template(`模板${no}`))).errcode
      return last
    },
    seen: [0, 301087],
  },
  approvalNodeCap: {
    see: (desk) =>
      submit(
        desk,
        Array.from({ length: 11 }, () => node(['hr'])),
      ),
    seen: [301025, 0],
  },
  approvalNodeUserCap: {
    see: (desk) => submit(desk, [node(Array.from({ length: 21 }, () => 'hr'))]),
    seen: [301025, 0],
  },
} satisfies Partial<Observations>
