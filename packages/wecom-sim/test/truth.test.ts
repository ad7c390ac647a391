import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { type Desk, aDesk } from './desk.ts'
import type { SimAddress } from '../src/index.ts'

const day = 86_400

/** A handful of everything, always the same. */
async function somethingHappens(desk: Desk): Promise<void> {
  const his = desk.customersOf('leaver')
  await desk.call('transferCustomer', {
    handover_userid: 'leaver',
    takeover_userid: 'successor1',
    external_userid: his.slice(0, 9),
  })
  await desk.call('transferGroups', {
    chat_id_list: desk.groupsOf('leaver').slice(0, 2),
    new_owner: 'successor2',
  })
  await desk.call('sendMessage', {
    touser: 'hr',
    agentid: 1_000_009,
    msgtype: 'text',
    text: { content: '好' },
  })
  await desk.advance(day + 10)
  await desk.control('POST', '/people/leaver/delete')
}

test('the same seed and the same calls end in the same truth, another seed in another', async () => {
  const truths: string[] = []
  for (const seed of ['one', 'one', 'two']) {
    const desk = await aDesk({ seed })
    await somethingHappens(desk)
    truths.push(JSON.stringify(await desk.control('GET', '/truth')))
    await desk.close()
  }
  expect(truths[0]).toBe(truths[1])
  expect(truths[0]).not.toBe(truths[2])
})

test('a moved clock and a slowly moved one end alike', async () => {
  const ends: string[] = []
  for (const steps of [1, 240]) {
    const desk = await aDesk()
    const his = desk.customersOf('leaver')
    await desk.call('transferCustomer', {
      handover_userid: 'leaver',
      takeover_userid: 'successor1',
      external_userid: his.slice(0, 5),
    })
    for (let step = 0; step < steps; step += 1) await desk.advance((2 * day) / steps)
    ends.push(JSON.stringify(await desk.control('GET', '/truth/transfers')))
    await desk.close()
  }
  expect(ends[0]).toBe(ends[1])
})

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** Nobody stays behind when a test fails half-way. */
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function spawned(state: string): Promise<{ child: ChildProcess; address: SimAddress }> {
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    main,
    '--world',
    'tiny',
    '--rate',
    '0',
    '--state',
    state,
  ])
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  // What main.ts promises to print.
  return { child, address: JSON.parse(line.toString()) as SimAddress }
}

async function ask<T>(url: string, body?: unknown): Promise<T> {
  const reply = await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
  // Each caller names the shape of its own address.
  return (await reply.json()) as T
}

test('after kill -9 nothing that was answered is lost: truth, tokens, inboxes, order of lists', async () => {
  const state = mkdtempSync(join(tmpdir(), 'sim-'))
  const read = async ({ baseUrl, control }: SimAddress, token: string) => ({
    truth: await ask<{ calls: unknown }>(`${control}/truth`),
    inbox: await ask(`${control}/people/hr/inbox`),
    list: await ask<{ errcode: number }>(
      `${baseUrl}/cgi-bin/externalcontact/list?userid=leaver&access_token=${token}`,
    ),
  })
  const first = await spawned(state)
  const { baseUrl, corpId, secrets, agentId, control } = first.address
  const { access_token: token } = await ask<{ access_token: string }>(
    `${baseUrl}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secrets.app}`,
  )
  const call = (path: string, body: unknown) => ask(`${baseUrl}/cgi-bin/${path}?access_token=${token}`, body)
  const { external_userid: his } = await ask<{ external_userid: string[] }>(
    `${baseUrl}/cgi-bin/externalcontact/list?userid=leaver&access_token=${token}`,
  )
  await call('externalcontact/remark', { userid: 'leaver', external_userid: his[1], remark: '改过' })
  await call('externalcontact/transfer_customer', {
    handover_userid: 'leaver',
    takeover_userid: 'successor1',
    external_userid: his.slice(0, 6),
  })
  await ask(`${control}/clock`, { advanceSeconds: day })
  await call('message/send', { touser: 'hr', agentid: agentId, msgtype: 'text', text: { content: '还在' } })
  const before = await read(first.address, token)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const second = await spawned(state)
  const after = await read(second.address, token)
  second.child.kill('SIGKILL')
  await once(second.child, 'exit')
  expect(after.list).toEqual(before.list)
  expect(after.list.errcode).toBe(0)
  expect(after.inbox).toEqual(before.inbox)
  const { calls: _, ...truth } = before.truth
  expect(after.truth).toMatchObject(truth)
  rmSync(state, { recursive: true })
})
