import { signPage } from '@jieli/wecom'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aDesk, type Desk } from './desk.ts'

// A page inside the client: heard only with a signature for its own address, and only where its member is.
let desk: Desk
const page = 'https://jieli.example.cn/h/H-2026-0001/invite'
beforeEach(async () => {
  desk = await aDesk()
})
afterEach(() => desk.close())

const ask = (userid: string, name: string, params: object, from = page) =>
  desk.control<{ err_msg: string }>('POST', `/people/${userid}/client`, { page: from, name, params })

/** Shows a signature of the app, as ww.register does; `how` spoils it. */
async function register(userid: string, how: { url?: string; ticket?: string; names?: string[] } = {}) {
  const { ticket = '' } = await desk.call('getAgentTicket', { type: 'agent_config' })
  const signed = signPage({
    ticket: how.ticket ?? ticket,
    url: how.url ?? page,
    nonceStr: 'n0nce77',
    at: new Date(),
  })
  return ask(userid, 'agentConfig', {
    corpid: desk.sim.corpId,
    agentid: String(desk.company.corp.agentId),
    timestamp: String(signed.timestamp),
    nonceStr: signed.nonceStr,
    signature: signed.signature,
    jsApiList: how.names ?? ['updateEnterpriseChat'],
  })
}

function aGroup() {
  const group = [...desk.company.groups.table.values()].find(({ dismissed }) => !dismissed)
  const owner = group?.owner
  const stranger = [...desk.company.members.values()].find(
    ({ userid }) => !group?.members.some((one) => one.userid === userid),
  )?.userid
  if (group === undefined || owner === undefined || stranger === undefined) throw new Error('no such group')
  return { group, owner, stranger }
}

test('whoever is in a group invites a colleague from a page that the app has signed, and the member list says so', async () => {
  const { group, owner, stranger } = aGroup()
  expect(await register(owner)).toEqual({ err_msg: 'agentConfig:ok' })
  const wish = { chatId: group.id, userIdsToAdd: stranger }
  expect(await ask(owner, 'updateEnterpriseChat', wish)).toEqual({ err_msg: 'updateEnterpriseChat:ok' })
  const { group_chat } = await desk.call('getGroupChat', { chat_id: group.id })
  expect(group_chat?.member_list?.map(({ userid }) => userid)).toContain(stranger)
})

test.each([
  ['another page', { url: 'https://jieli.example.cn/h/H-2026-0002/invite' }],
  ['another ticket', { ticket: 'kgt8ON7-made-up' }],
])('a signature for %s is not taken', async (_, how) => {
  const { owner } = aGroup()
  expect(await register(owner, how)).toEqual({ err_msg: 'agentConfig:fail invalid signature' })
})

test('without a registration, or one that did not name the call, nobody is invited', async () => {
  const { group, owner, stranger } = aGroup()
  const wish = { chatId: group.id, userIdsToAdd: stranger }
  const no = { err_msg: 'updateEnterpriseChat:fail no permission' }
  expect(await ask(owner, 'updateEnterpriseChat', wish)).toEqual(no)
  await register(owner, { names: ['openEnterpriseChat'] })
  expect(await ask(owner, 'updateEnterpriseChat', wish)).toEqual(no)
  await register(owner)
  // Another member's webview has shown nothing.
  expect(await ask(stranger, 'updateEnterpriseChat', wish)).toEqual(no)
})

test('not into a group one is not in, and no stranger', async () => {
  const { group, owner, stranger } = aGroup()
  await register(stranger)
  expect(await ask(stranger, 'updateEnterpriseChat', { chatId: group.id, userIdsToAdd: owner })).toEqual({
    err_msg: 'updateEnterpriseChat:fail unsupported chat',
  })
  await register(owner)
  expect(await ask(owner, 'updateEnterpriseChat', { chatId: group.id, userIdsToAdd: 'nobody-here' })).toEqual(
    {
      err_msg: 'updateEnterpriseChat:fail invalid parameter',
    },
  )
})
