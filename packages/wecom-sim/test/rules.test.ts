import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Desk, aDesk } from './desk.ts'
import { form, ownTemplate } from './provoke-approvals.ts'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk()
})
afterEach(() => desk.close())

const day = 86_400
const send = (ids: readonly string[], to = 'successor1', from = 'leaver') =>
  desk.call('transferCustomer', { handover_userid: from, takeover_userid: to, external_userid: ids })
const codes = async (ids: readonly string[], to?: string, from?: string) =>
  (await send(ids, to, from)).customer?.map((one) => one.errcode)

test('a token lives 7200 s of wall time, whatever business time does', async () => {
  await desk.token('app')
  await desk.advance(100 * day)
  expect((await desk.call('getUser', { userid: 'hr' })).errcode).toBe(0)
  await desk.control('POST', '/clock', { advanceWallSeconds: 7_199 })
  expect((await desk.call('getUser', { userid: 'hr' })).errcode).toBe(0)
  await desk.control('POST', '/clock', { advanceWallSeconds: 2 })
  const late = await desk.call('getUser', { userid: 'hr' })
  expect(late.errcode).toBe(42001)
  expect(late.errmsg).toMatch(
    /, hint: \[\d+\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=42001$/,
  )
})

test('tokens: missing, made up, ended early, of another secret', async () => {
  const ask = async (query: string) =>
    (await (await fetch(`${desk.sim.baseUrl}/cgi-bin/user/get?userid=hr${query}`)).json()) as {
      errcode: number
    }
  expect((await ask('')).errcode).toBe(41001)
  expect((await ask('&access_token=made-up')).errcode).toBe(40014)
  await desk.token('app')
  await desk.control('POST', '/tokens/end', { secret: 'app' })
  expect((await desk.call('getUser', { userid: 'hr' })).errcode).toBe(40014)
  desk.forget()
  expect((await desk.call('updateUser', { userid: 'hr', name: '改名' }, 'app')).errcode).toBe(48002)
  expect((await desk.call('listFollowUsers', {}, 'customer')).errcode).toBe(48002)
  await desk.corp({ olderCorp: true })
  expect((await desk.call('listFollowUsers', {}, 'customer')).errcode).toBe(0)
})

test('an app that is not on the list, and an address that is not trusted', async () => {
  await desk.control('POST', '/grants', { need: 'customer-contact', granted: false })
  expect((await desk.call('listFollowUsers', {})).errcode).toBe(48002)
  await desk.corp({ trustedIps: ['10.0.0.1'] })
  const refused = await desk.call('listFollowUsers', {})
  expect(refused.errcode).toBe(60020)
  expect(refused.errmsg).toContain('from ip: 127.0.0.1')
})

test('a minute over the limit blocks for a minute of wall time', async () => {
  await desk.control('POST', '/limits', { 'corp-api-minute': 5 })
  const ask = async () => (await desk.call('listTags', {})).errcode
  const asked: number[] = []
  for (let time = 0; time < 7; time += 1) asked.push(await ask())
  expect(asked).toEqual([0, 0, 0, 0, 0, 45009, 45009])
  await desk.control('POST', '/clock', { advanceWallSeconds: 59 })
  expect(await ask()).toBe(45009)
  await desk.control('POST', '/clock', { advanceWallSeconds: 2 })
  expect(await ask()).toBe(0)
})

test('the 21st webhook message of a minute', async () => {
  const key = [...desk.company.webhooks.keys()][0] ?? ''
  const answers: number[] = []
  for (let time = 0; time < 21; time += 1)
    answers.push((await desk.call('sendWebhook', { key, msgtype: 'text', text: { content: '好' } })).errcode)
  expect(answers.slice(19)).toEqual([0, 45009])
})

test('more than 100 customers a call are refused by name of the field', async () => {
  const answer = await send(Array.from({ length: 101 }, (_, at) => `wm${at}`))
  expect(answer.errcode).toBe(40058)
  expect(answer.errmsg).toContain('external_userid')
})

test('two in 90 natural days, a third on the 91st', async () => {
  const [id = ''] = desk.customersOf('leaver')
  expect(await codes([id])).toEqual([0])
  await desk.advance(day)
  expect(await codes([id], 'leaver', 'successor1')).toEqual([0])
  await desk.advance(day)
  expect(await codes([id])).toEqual([40128])
  await desk.advance(87 * day)
  expect(await codes([id])).toEqual([40128])
  await desk.advance(day)
  expect(await codes([id])).toEqual([0])
})

test('300 groups of one owner a natural day, the rest after midnight', async () => {
  await desk.close()
  desk = await aDesk({ world: 'generated', size: { customers: 20, groups: 320, successors: 2 }, assignMs: 0 })
  const all = desk.groupsOf('leaver')
  const move = async (ids: readonly string[]) =>
    (await desk.call('transferGroups', { chat_id_list: ids, new_owner: 'successor1' })).failed_chat_list ?? []
  const failed = []
  for (let at = 0; at < 320; at += 100) failed.push(...(await move(all.slice(at, at + 100))))
  expect(failed.map((one) => one.errcode)).toEqual(Array.from({ length: 20 }, () => 45009))
  await desk.control('POST', '/clock', { to: '2026-11-13T00:00:00+08:00' })
  expect(await move(desk.groupsOf('leaver'))).toEqual([])
})

test('a leaver deleted: customers and groups wait, are passed on after 24 h, and a refusal leaves nobody', async () => {
  const [taken = '', declined = ''] = desk.customersOf('leaver')
  const [group = ''] = desk.groupsOf('leaver')
  await desk.control('POST', '/people/leaver/delete')
  expect((await desk.call('listUnassigned', {})).info).toHaveLength(14)
  const input = {
    handover_userid: 'leaver',
    takeover_userid: 'successor1',
    external_userid: [taken, declined],
  }
  await desk.call('transferResignedCustomer', input)
  await desk.control('POST', `/customers/${declined}/refuse`)
  await desk.advance(day)
  const { customer } = await desk.call('transferResignedResult', input)
  expect(customer?.map((one) => one.status)).toEqual([1, 3])
  expect((await desk.call('getCustomer', { external_userid: declined })).errcode).toBe(84061)
  expect((await desk.call('listUnassigned', {})).info?.map((one) => one.external_userid)).not.toContain(taken)
  await desk.call('transferResignedGroups', { chat_id_list: [group], new_owner: 'successor1' })
  const status = async () =>
    (
      await desk.call('listGroupChats', {
        limit: 100,
        owner_filter: { userid_list: ['leaver', 'successor1'] },
      })
    ).group_chat_list?.find((one) => one.chat_id === group)?.status
  expect(await status()).toBe(2)
  await desk.advance(60)
  expect(await status()).toBe(3)
})

test('an admin assigns by hand in the console: it uses the budget and shows in the truth', async () => {
  const [id = ''] = desk.customersOf('leaver')
  const made = await desk.control('POST', '/people/leaver/console-transfer', {
    customers: [id],
    to: 'successor2',
  })
  expect(made).toEqual({ started: 1, refused: [] })
  expect(await codes([id])).toEqual([40129])
  await desk.advance(day)
  const { transfers } = await desk.control<{ transfers: object[] }>(
    'GET',
    '/truth/transfers?via=console&outcome=done&to=successor2',
  )
  expect(transfers).toMatchObject([{ subject: id, from: 'leaver' }])
})

test('faults: executed though it timed out, items left out or refused, the same page again, an unknown code', async () => {
  const his = desk.customersOf('leaver')
  const fault = (more: object) => desk.control('POST', '/faults', { count: 1, ...more })
  await fault({ call: 'transferCustomer', kind: 'timeout-executed', ms: 10 })
  await expect(send(his.slice(0, 1))).rejects.toThrow()
  expect(await codes(his.slice(0, 1))).toEqual([40129])
  await fault({ call: 'transferCustomer', kind: 'timeout-not-executed', ms: 10 })
  await expect(send(his.slice(1, 2))).rejects.toThrow()
  await fault({ call: 'transferCustomer', kind: 'unknown-code', level: 'item', items: 1 })
  expect(await codes(his.slice(1, 3))).toEqual([999_999, 0])
  expect(await codes(his.slice(1, 2))).toEqual([0])
  await fault({ call: 'transferCustomer', kind: 'omit-items', items: 1 })
  expect(await codes([his[4] ?? '', his[6] ?? ''])).toEqual([0])
  expect(await codes([his[4] ?? ''])).toEqual([40129])
  await fault({ call: 'batchGetCustomers', kind: 'repeat-cursor' })
  const first = await desk.call('batchGetCustomers', { userid_list: ['leaver'], limit: 5 })
  const again = await desk.call('batchGetCustomers', {
    userid_list: ['leaver'],
    limit: 5,
    cursor: first.next_cursor,
  })
  expect(again.external_contact_list).toEqual(first.external_contact_list)
  await fault({ call: '*', kind: 'rate', blockSeconds: 1 })
  expect((await desk.call('listTags', {})).errcode).toBe(45009)
  expect((await desk.call('listTags', {})).errcode).toBe(45009)
  await desk.control('POST', '/clock', { advanceWallSeconds: 1.1 })
  expect((await desk.call('listTags', {})).errcode).toBe(0)
  const { faults } = await desk.control<{
    faults: { kind: string; fired: number; executed: number; notExecuted: number }[]
  }>('GET', '/faults')
  expect(faults.find((one) => one.kind === 'timeout-executed')).toMatchObject({
    fired: 1,
    executed: 1,
    notExecuted: 0,
  })
  expect(faults.find((one) => one.kind === 'timeout-not-executed')).toMatchObject({
    fired: 1,
    executed: 0,
    notExecuted: 1,
  })
})

test('foreign clients: any content type, trailing bars, order beside department, numbers as text, null fields', async () => {
  const token = await desk.token('app')
  const url = `${desk.sim.baseUrl}/cgi-bin/message/send?access_token=${token}`
  const body = JSON.stringify({
    touser: 'HR|',
    toparty: '',
    totag: null,
    msgtype: 'text',
    agentid: String(desk.sim.agentId),
    text: { content: '好' },
    safe: 0,
  })
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })
  expect(await reply.json()).toMatchObject({ errcode: 0, invaliduser: '', invalidparty: '', invalidtag: '' })
  const { department, order, is_leader_in_dept, direct_leader } = await desk.call('getUser', { userid: 'HR' })
  expect([department?.length, order?.length, is_leader_in_dept?.length, direct_leader]).toEqual([1, 1, 1, []])
  const { department: tree } = await desk.call('listDepartments', {})
  expect(tree?.[0]).toEqual({
    id: 1,
    name: '山河店务',
    name_en: '',
    department_leader: [],
    parentid: 0,
    order: 99_999_999,
  })
})

test('apps see no private fields; only the contacts secret does', async () => {
  expect((await desk.call('getUser', { userid: 'hr' })).mobile).toBeUndefined()
  expect((await desk.call('getUser', { userid: 'hr' }, 'contacts')).mobile).toMatch(/^1970/)
})

test('an approval: all of a node, then any of the next, in turn, and read back both ways', async () => {
  const template_id = await ownTemplate(desk)
  const node_list = [
    { type: 1, apv_rel: 3, userid: ['approver1', 'approver2'] },
    { type: 1, apv_rel: 2, userid: ['approver3', 'approver4'] },
    { type: 2, userid: ['hr'] },
  ]
  const { sp_no: spNo } = await desk.call('submitApproval', { ...form(template_id), process: { node_list } })
  const act = (who: string, verdict: string) => desk.control('POST', `/people/${who}/${verdict}`, { spNo })
  await expect(act('approver2', 'approve')).rejects.toThrow(/does not wait/)
  await act('approver1', 'approve')
  await act('approver2', 'approve')
  await act('approver4', 'approve')
  const { info } = await desk.call('getApproval', { sp_no: spNo })
  expect(info?.sp_status).toBe(2)
  expect(info?.sp_record?.map((one) => one.approverattr)).toEqual([2, 1])
  expect(info?.process_list?.node_list?.map((one) => one.apv_rel)).toEqual([3, 2, 1])
  expect(info?.notifyer).toEqual([{ userid: 'hr' }])
  const seconds = Math.floor(desk.company.clock.business())
  const window = {
    starttime: String(seconds - 100),
    endtime: String(seconds + 100),
    new_cursor: '',
    filters: [{ key: 'sp_status', value: '2' }],
  }
  expect((await desk.call('listApprovals', window)).sp_no_list).toEqual([spNo])
})

test('2 500 remarks and as many tag marks cost well under a millisecond of processor each', async () => {
  await desk.close()
  desk = await aDesk({ world: 'generated', size: { customers: 2_500, groups: 5 }, relationMs: 0 })
  const ids = desk.customersOf('leaver')
  const tag = [...desk.company.tagGroups.values()][0]?.tags[0]?.id
  const query = { access_token: await desk.token('app') }
  // Processor time, not the clock: what else runs on the machine must not decide.
  const before = process.cpuUsage()
  const ask = (path: string, body: object) =>
    desk.sim.sim.gate.handle({ method: 'POST', path, query, body: JSON.stringify(body), ip: '127.0.0.1' })
  for (let at = 0; at < ids.length; at += 50) {
    const batch = ids.slice(at, at + 50).map((external_userid) => ({ userid: 'leaver', external_userid }))
    const remarks = batch.map((pair) =>
      ask('/cgi-bin/externalcontact/remark', { ...pair, remark: '改过的备注' }),
    )
    await Promise.all(remarks)
    await Promise.all(
      batch.map((pair) => ask('/cgi-bin/externalcontact/mark_tag', { ...pair, add_tag: [tag] })),
    )
  }
  const { user, system } = process.cpuUsage(before)
  expect(
    desk.company.relations
      .of('leaver')
      .every((one) => one.remark === '改过的备注' && one.tags.includes(tag ?? '')),
  ).toBe(true)
  expect((user + system) / 1_000 / (ids.length * 2)).toBeLessThan(0.5)
})
