import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimLanes } from './lane-store.ts'
import { aDesk, type Desk } from './test/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk()
})
afterEach(() => desk.close())

const say = (to: string, text: string) => desk.write((tx) => desk.notify.sendText(tx, { to, text }))
const fault = (body: object) => desk.control('POST', '/faults', { call: 'sendMessage', ...body })
const texts = async (userid: string) =>
  (await desk.inbox(userid)).filter(({ state }) => state === 'shown').map(({ body }) => body.content)
const numbered = (n: number, from = 1) => Array.from({ length: n }, (_, i) => `第 ${i + from} 条`)

async function states() {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from notify.message group by state order by state`.execute(
    desk.database.db,
  )
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

test('an order that is rolled back is never sent', async () => {
  await desk
    .write(async (tx) => {
      await desk.notify.sendText(tx, { to: 'hr', text: '不该发出' })
      throw new Error('changed my mind')
    })
    .catch(() => {})
  await desk.drain()
  expect(await desk.inbox('hr')).toHaveLength(0)
})

test('the 31st message in a minute is held back, not dropped, and nobody else waits for it', async () => {
  for (const text of numbered(35)) await say('leaver', text)
  await say('hr', '给人事')
  await desk.drain()
  expect(await texts('leaver')).toEqual(numbered(30))
  expect(await texts('hr')).toEqual(['给人事'])
  expect(await states()).toEqual({ due: 5, sent: 31 })
  desk.pass(30_000)
  await desk.drain()
  expect(await texts('leaver')).toHaveLength(30)
  desk.pass(40_000)
  await desk.drain()
  expect(await texts('leaver')).toEqual(numbered(35))
  const all = await desk.inbox('leaver')
  expect(all.filter(({ state }) => state !== 'shown')).toEqual([])
})

test.each([
  ['busy', { kind: 'busy' }],
  ['too often', { kind: 'rate', blockSeconds: 60 }],
  ['with an error of the server', { kind: 'http-500' }],
  ['with a code nobody knows', { kind: 'unknown-code', code: 999_777, probability: 0.9 }],
  ['because our address is not trusted', { kind: 'refuse', code: 60020 }],
] as const)('ten minutes of WeCom answering %s lose nothing and change no order', async (_, trouble) => {
  await fault(trouble)
  const people = ['leaver', 'manager', 'hr']
  for (const to of people) for (const text of numbered(4)) await say(to, text)
  for (let minute = 0; minute < 20; minute += 1) {
    await desk.notify.pump()
    if (minute === 10) for (const to of people) await say(to, '第 5 条')
    desk.pass(30_000)
  }
  await desk.control('DELETE', '/faults')
  for (let minute = 0; minute < 80; minute += 1) {
    await desk.drain()
    if ((await states())['due'] === undefined) break
    desk.pass(60_000)
  }
  expect(await states()).toEqual({ sent: 15 })
  for (const to of people) expect(await texts(to)).toEqual(numbered(5))
})

test('an answer that was lost after the message had arrived makes no twin', async () => {
  await fault({ kind: 'http-500', executed: true, count: 3 })
  await say('leaver', '只此一次')
  await say('leaver', '下一条')
  for (let i = 0; i < 5; i += 1) {
    await desk.drain()
    desk.pass(20_000)
  }
  expect(await texts('leaver')).toEqual(['只此一次', '下一条'])
  expect(await states()).toEqual({ sent: 2 })
})

test('a card whose answer was lost is one card, and still answers its press', async () => {
  let presses = 0
  desk.notify.onPress('todo', () => {
    presses += 1
    return Promise.resolve({ text: '已完成' })
  })
  await fault({ kind: 'http-500', executed: true, count: 1 })
  const id = await desk.write((tx) =>
    desk.notify.sendCard(tx, {
      to: 'leaver',
      about: { kind: 'task', id: 't1' },
      version: 1,
      card: { title: '请处理', buttons: [{ text: '完成', key: 'todo:done' }] },
    }),
  )
  await desk.drain()
  expect(await states()).toEqual({ due: 1 })
  desk.pass(10_000)
  await desk.drain()
  expect(await states()).toEqual({ sent: 1 })
  await desk.press('leaver', id, 'todo:done')
  await desk.settle()
  await desk.drain()
  expect(presses).toBe(1)
  const letters = await desk.inbox('leaver')
  expect(letters).toHaveLength(1)
  expect(letters[0]?.buttons?.[0]).toMatchObject({ text: '已完成', pressable: false })
})

test('two reminders with the same words both arrive', async () => {
  await say('leaver', '请尽快处理')
  await desk.drain()
  await say('leaver', '请尽快处理')
  await desk.drain()
  expect(await texts('leaver')).toEqual(['请尽快处理', '请尽快处理'])
})

test('several processes pumping at once send each message once and keep the order', async () => {
  const people = ['leaver', 'manager', 'hr', 'colleague', 'admin']
  for (const to of people) for (const text of numbered(12)) await say(to, text)
  const pumps = [desk.notify, desk.another(), desk.another()]
  for (let round = 0; round < 6; round += 1) await Promise.all(pumps.map((one) => one.pump()))
  for (const to of people) expect(await texts(to)).toEqual(numbered(12))
  // Not even a twin that WeCom would have dropped.
  expect(await desk.count('sendMessage')).toBe(60)
})

test('who asks for a lane while another is taking it does not get it', async () => {
  await say('leaver', '你好')
  const now = desk.wall.now()
  const claim = { now, until: new Date(now.getTime() + 60_000), limit: 16 }
  const { db } = desk.database
  let second: Promise<readonly string[]> = Promise.resolve([])
  const first = await desk.write(async (tx) => {
    const lanes = await claimLanes(tx, { ...claim, holder: randomUUID() })
    second = claimLanes(db, { ...claim, holder: randomUUID() })
    const waits = async () =>
      (
        await sql`select from pg_stat_activity where datname = current_database()
          and cardinality(pg_blocking_pids(pid)) > 0`.execute(db)
      ).rows.length > 0
    const deadline = Date.now() + 10_000
    while (!(await waits())) if (Date.now() > deadline) throw new Error('the second never waited')
    return lanes
  })
  expect(first).toEqual(['person:leaver'])
  expect(await second).toEqual([])
})

test('a process that died while sending is replaced, its message is repeated without a twin', async () => {
  await say('leaver', '断电')
  // What a power cut leaves behind: the lane taken, the attempt begun, no answer recorded.
  await fault({ kind: 'http-500', executed: true, count: 1 })
  await desk.notify.pump()
  await sql`update notify.message set due_at = created_at, last_error = null`.execute(desk.database.db)
  await sql`insert into notify.lane (lane, holder, free_at)
    values ('person:leaver', gen_random_uuid(), ${new Date(desk.wall.now().getTime() + 60_000)})
    on conflict (lane) do update set holder = excluded.holder, free_at = excluded.free_at`.execute(
    desk.database.db,
  )
  await desk.drain()
  expect(await states()).toEqual({ due: 1 })
  desk.pass(61_000)
  await desk.drain()
  expect(await states()).toEqual({ sent: 1 })
  expect(await texts('leaver')).toEqual(['断电'])
})

test('somebody who cannot be reached fails visibly and holds nobody up', async () => {
  const gone = await say('no-such-person', '你好')
  await desk.control('POST', '/people/colleague/disable')
  const frozen = await say('colleague', '你好')
  await say('leaver', '你好')
  await desk.drain()
  expect(await desk.notify.stateOf(desk.database.db, gone)).toBe('failed')
  expect(await desk.notify.stateOf(desk.database.db, frozen)).toBe('failed')
  expect(await texts('leaver')).toEqual(['你好'])
})

test('a long text arrives whole, in parts and in order', async () => {
  const long = Array.from({ length: 300 }, (_, i) => `第 ${i + 1} 行：客户交接说明`).join('\n')
  await say('leaver', long)
  await desk.drain()
  const parts = await texts('leaver')
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.join('')).toBe(long)
})

test('beyond the cap of the app for today a message waits for the next Chinese day', async () => {
  const { corpId, agentId } = desk.config
  const day = 86_400_000
  const shanghai = 28_800_000
  const now = (await desk.business.now()).getTime()
  const midnight = new Date(Math.floor((now + shanghai) / day) * day - shanghai)
  await sql`insert into gateway.quota_use (bucket, slot, used, drop_at, clock)
    values (${`message-app-day:${corpId}:${agentId}`}, ${midnight}, 40000, ${midnight}, 'business')`.execute(
    desk.database.db,
  )
  await say('leaver', '明天见')
  await desk.drain()
  expect(await states()).toEqual({ due: 1 })
  desk.pass(61_000)
  await desk.drain()
  expect(await states()).toEqual({ due: 1 })
  await desk.control('POST', '/clock', { advanceSeconds: 86_400 })
  desk.pass(61_000)
  await desk.drain()
  expect(await texts('leaver')).toEqual(['明天见'])
})

test('a group gets twenty messages a minute, the rest a minute later', async () => {
  const group = '接力审计'
  for (const text of numbered(23)) await desk.write((tx) => desk.notify.toGroup(tx, { group, text }))
  const shown = async () => {
    // The shape of the simulator's own answer.
    const { webhooks } = (await desk.control('GET', '/webhooks')) as {
      webhooks: { group: string; messages: { body: { content: string } }[] }[]
    }
    return webhooks.find((one) => one.group === group)?.messages.map(({ body }) => body.content)
  }
  await desk.drain()
  expect(await shown()).toEqual(numbered(20))
  desk.pass(70_000)
  await desk.drain()
  expect(await shown()).toEqual(numbered(23))
})

test('a group nobody configured waits and says so, others go on', async () => {
  await desk.write((tx) => desk.notify.toGroup(tx, { group: '没有的群', text: '你好' }))
  await say('leaver', '你好')
  await desk.drain()
  expect(await states()).toEqual({ due: 1, sent: 1 })
  const { rows } = await sql<{ last_error: string }>`
    select last_error from notify.message where state = 'due'`.execute(desk.database.db)
  expect(rows[0]?.last_error).toBe('NoWebhook')
})

test('old messages are forgotten, waiting ones never', async () => {
  await say('leaver', '旧的')
  await desk.drain()
  await say('leaver', '未发的')
  desk.pass(200 * 86_400_000)
  expect(await desk.notify.tidy()).toBe(1)
  expect(await states()).toEqual({ due: 1 })
})
