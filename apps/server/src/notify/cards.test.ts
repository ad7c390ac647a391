import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aDesk, type Desk } from './test/desk.ts'
import type { Card, Press, PressReply } from './index.ts'

let desk: Desk
let pressed: Press[]
let answer: PressReply
let failing: boolean

beforeEach(async () => {
  pressed = []
  failing = false
  answer = { text: '已同意交接' }
  desk = await aDesk((notify) => {
    notify.onPress('handover', (_, press) => {
      pressed.push(press)
      return failing ? Promise.reject(new Error('not now')) : Promise.resolve(answer)
    })
  })
})
afterEach(() => desk.close())

const about = { kind: 'handover', id: 'h1' }
const aCard: Card = {
  title: '林晓的交接待您确认',
  desc: '共 14 位客户',
  lines: [{ label: '期限', value: '11 月 20 日' }],
  buttons: [
    { text: '同意', key: 'handover:yes', style: 1 },
    { text: '退回', key: 'handover:no', style: 3 },
  ],
  select: {
    key: 'reason',
    title: '原因',
    options: [
      { id: 'a', text: '合适' },
      { id: 'b', text: '不合适' },
    ],
  },
  url: 'https://jieli.example/h1',
}

const send = (to = 'manager', version = 1) =>
  desk.write((tx) => desk.notify.sendCard(tx, { to, about, version, card: aCard }))
const onlyLetter = async (userid = 'manager') => {
  const letters = await desk.inbox(userid)
  expect(letters).toHaveLength(1)
  return letters[0]
}

test('a press reaches its handler once, and the card says what came of it', async () => {
  const id = await send()
  await desk.drain()
  expect(await desk.notify.stateOf(desk.database.db, id)).toBe('sent')
  expect((await onlyLetter())?.buttons?.map(({ text }) => text)).toEqual(['同意', '退回'])
  // The same event twice, as WeCom does when in doubt.
  await desk.control('POST', '/faults', { kind: 'callback-duplicate' })
  await desk.press('manager', id, 'handover:yes', { reason: ['b'] })
  await desk.settle()
  await desk.drain()
  expect(pressed).toEqual([
    {
      userid: 'manager',
      key: 'handover:yes',
      selected: { reason: 'b' },
      about,
      version: 1,
      at: expect.any(Date),
    },
  ])
  const letter = await onlyLetter()
  expect(letter?.card?.sub_title_text).toBe('已同意交接')
  expect(letter?.buttons?.every(({ text, pressable }) => text === '已同意交接' && !pressable)).toBe(true)
})

test('a card that stays open is pressed again', async () => {
  const id = await send()
  await desk.drain()
  answer = { text: '请先选择原因', keep: true }
  await desk.press('manager', id, 'handover:yes')
  await desk.settle()
  await desk.drain()
  expect((await onlyLetter())?.card?.sub_title_text).toBe('请先选择原因')
  expect((await onlyLetter())?.buttons?.every(({ pressable }) => pressable)).toBe(true)
  answer = { text: '已同意' }
  await desk.press('manager', id, 'handover:yes', { reason: ['a'] })
  await desk.settle()
  await desk.drain()
  expect(pressed.map(({ selected }) => selected)).toEqual([{}, { reason: 'a' }])
  expect((await onlyLetter())?.buttons?.[0]).toMatchObject({ text: '已同意', pressable: false })
})

test('two presses before the card could be rewritten act once', async () => {
  const id = await send()
  await desk.drain()
  await desk.press('manager', id, 'handover:yes')
  await desk.settle()
  // The phone greys the card itself; another phone of the same person may not have heard yet.
  await click('manager', id, 'handover:no')
  await desk.drain()
  expect(pressed.map(({ key }) => key)).toEqual(['handover:yes'])
  const card = (await desk.inbox('manager')).find(({ taskId }) => taskId === id)
  expect(card?.card?.sub_title_text).toBe('已同意交接')
})

test('a press by somebody else does nothing', async () => {
  const id = await send()
  await desk.drain()
  await click('colleague', id, 'handover:yes')
  expect(pressed).toEqual([])
  await desk.press('manager', id, 'handover:yes')
  await desk.settle()
  expect(pressed).toHaveLength(1)
})

test('a press whose handler fails is kept and tried again, and the card waits for it', async () => {
  const id = await send()
  await desk.drain()
  failing = true
  await desk.press('manager', id, 'handover:yes')
  await desk.settle()
  await desk.drain()
  expect(pressed).toHaveLength(1)
  expect((await onlyLetter())?.card?.sub_title_text).toBe('共 14 位客户')
  failing = false
  await desk.settle()
  await desk.drain()
  expect(pressed).toHaveLength(2)
  expect((await onlyLetter())?.card?.sub_title_text).toBe('已同意交接')
})

test('closing: unsent cards never go out, sent ones turn grey, a version may stay', async () => {
  await send('manager', 1)
  await desk.drain()
  const unsent = await send('hr', 1)
  const kept = await send('manager', 2)
  const closed = await desk.write((tx) =>
    desk.notify.closeCards(tx, about, { exceptVersion: 2, text: '方案已更新，请看新卡片' }),
  )
  expect(closed).toBe(2)
  await desk.drain()
  expect(await desk.notify.stateOf(desk.database.db, unsent)).toBe('superseded')
  expect(await desk.inbox('hr')).toHaveLength(0)
  const [old, fresh] = await desk.inbox('manager')
  expect(old?.card?.sub_title_text).toBe('方案已更新，请看新卡片')
  expect(old?.buttons?.map(({ text, pressable }) => [text, pressable])).toEqual([
    ['已失效', false],
    ['已失效', false],
  ])
  expect(fresh?.taskId).toBe(kept)
  expect(fresh?.buttons?.every(({ pressable }) => pressable)).toBe(true)
  expect(await desk.inbox('manager')).toHaveLength(2)
})

test('whoever has pressed hears that it no longer counts, when that is asked for', async () => {
  const id = await send('manager', 1)
  await desk.drain()
  await desk.press('manager', id, 'handover:yes')
  await desk.settle()
  await desk.drain()
  const close = (evenPressed: boolean) =>
    desk.write((tx) => desk.notify.closeCards(tx, about, { text: '方案已更新，请重新看', evenPressed }))
  expect(await close(false)).toBe(0)
  expect(await close(true)).toBe(1)
  expect(await close(true)).toBe(0)
  await desk.drain()
  const texts = (await desk.inbox('manager')).map(({ body }) => body.content).filter(Boolean)
  expect(texts).toEqual(['此前的卡片「林晓的交接待您确认」已失效：方案已更新，请重新看'])
})

test('a card whose code is gone is called void in a text', async () => {
  await send('manager', 1)
  await desk.drain()
  desk.pass(72 * 3_600_000)
  await desk.write((tx) => desk.notify.closeCards(tx, about, { text: '交接已取消' }))
  await desk.drain()
  const [card, text] = await desk.inbox('manager')
  expect(card?.buttons?.every(({ pressable }) => pressable)).toBe(true)
  expect(text?.body.content).toBe('此前的卡片「林晓的交接待您确认」已失效：交接已取消')
})

test('a code that turns out to be used is replaced by a text too', async () => {
  await send('manager', 1)
  await desk.drain()
  await desk.write((tx) => desk.notify.closeCards(tx, about, { text: '交接已取消' }))
  await desk.control('POST', '/faults', { call: 'updateTemplateCard', kind: 'refuse', code: 60140, count: 1 })
  await desk.drain()
  const letters = await desk.inbox('manager')
  expect(letters.map(({ body }) => body.content).filter(Boolean)).toEqual([
    '此前的卡片「林晓的交接待您确认」已失效：交接已取消',
  ])
})

test('an update whose answer was lost is not told twice', async () => {
  await send('manager', 1)
  await desk.drain()
  await desk.write((tx) => desk.notify.closeCards(tx, about, { text: '已取消' }))
  await desk.control('POST', '/faults', {
    call: 'updateTemplateCard',
    kind: 'http-500',
    executed: true,
    count: 1,
  })
  await desk.drain()
  desk.pass(10_000)
  await desk.drain()
  expect((await onlyLetter())?.buttons?.[0]).toMatchObject({ text: '已取消', pressable: false })
})

test('a closed card pressed on a phone that had not heard never acts', async () => {
  const id = await send()
  await desk.drain()
  await desk.write((tx) => desk.notify.closeCards(tx, about, { text: '交接已取消' }))
  await desk.press('manager', id, 'handover:yes')
  await desk.settle()
  await desk.drain()
  expect(pressed).toEqual([])
  expect((await onlyLetter())?.card?.sub_title_text).toContain('交接已取消')
  expect((await onlyLetter())?.buttons?.[0]?.pressable).toBe(false)
})

test('a card closed while it was on its way turns grey when it arrives', async () => {
  await send()
  await desk.control('POST', '/faults', { call: 'sendMessage', kind: 'slow', ms: 700, count: 1 })
  const pumping = desk.notify.pump()
  const isOnItsWay = async () => {
    const { rows } = await sql`select from notify.message where in_doubt`.execute(desk.database.db)
    return rows.length > 0
  }
  const deadline = Date.now() + 5_000
  while (!(await isOnItsWay())) if (Date.now() > deadline) throw new Error('never sent')
  await desk.write((tx) => desk.notify.closeCards(tx, about, { text: '已取消' }))
  await pumping
  await desk.drain()
  const card = (await desk.inbox('manager')).find(({ taskId }) => taskId)
  expect(card?.buttons?.every(({ text, pressable }) => text === '已取消' && !pressable)).toBe(true)
})

test('what people are told is sealed', async () => {
  await send()
  await desk.drain()
  const { rows } = await sql<{ text: string }>`select m::text as text from notify.message m`.execute(
    desk.database.db,
  )
  for (const { text } of rows) {
    expect(text).not.toContain(Buffer.from('林晓').toString('hex'))
    expect(text).not.toContain('林晓')
  }
})

/** An event as if from another phone, with a code WeCom would have given for it. */
async function click(userid: string, taskId: string, key: string): Promise<void> {
  const handler = desk.notify.handlers.find(({ on }) => on === 'cardClicked')
  if (handler?.on !== 'cardClicked') throw new Error('nobody handles presses')
  await desk.write((tx) =>
    handler.handle(
      tx,
      {
        ToUserName: desk.config.corpId,
        FromUserName: userid,
        CreateTime: 1_763_600_000,
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: key,
        TaskId: taskId,
        CardType: 'button_interaction',
        ResponseCode: `code-${userid}-${key}`,
        SelectedItems: undefined,
      },
      { receivedAt: desk.wall.now() },
    ),
  )
}
