import { readFile } from 'node:fs/promises'
import { livePath } from '@jieli/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBalancer, type Balancer } from '../scripts/rig/balancer.ts'
import { startJieli, type Jieli } from '../scripts/rig/jieli.ts'
import { browsing } from '../scripts/rig/browsing.ts'
import { linxiao } from '../scripts/demo/hemu.ts'
import { approved, started, submitted, waitFor } from './acts.ts'
import { startStage, visit, type Stage } from './stage.ts'

// Two processes of the same build on one database, behind one address.
let stage: Stage
let other: Jieli
let balancer: Balancer
let id = ''

beforeAll(async () => {
  stage = await startStage('two')
  other = await startJieli({
    company: stage.company,
    stateDir: stage.stateDir,
    database: { app: stage.cluster.url('jieli_app'), owner: stage.cluster.url('jieli_owner') },
    env: { SWEEP_MS: '150' },
  })
  balancer = await startBalancer([stage.jieli.url])
  id = await started(stage, linxiao)
}, 240_000)
afterAll(async () => {
  await balancer.stop()
  await other.child.stop()
  await stage.stop()
})

test('an instance is killed while a page is open: the page goes on at the other one, and no row is lost or doubled', async () => {
  const visitor = await visit(stage.browser, balancer.url, 'sumin')
  const { page } = visitor
  await page.goto(`${balancer.url}/h/${id}`)
  await page.getByText('方案 v1').waitFor()
  const seen: string[] = []
  await page.exposeFunction('heard', (cursor: string) => seen.push(cursor))
  // A second follower beside the page's own, which writes down every cursor it gets.
  await page.evaluate(`(() => {
    const stream = new EventSource('${livePath}')
    stream.addEventListener('logged', (event) => window.heard(event.lastEventId))
  })()`)
  await submitted(stage, id)
  await page.getByText('0 / 4 人同意').waitFor({ timeout: 5_000 })
  const before = seen.length
  expect(before).toBeGreaterThan(0)
  // From here on new connections go to the other instance; the one that served the page dies.
  balancer.use([other.url])
  await stage.powerCut()
  const cutAt = Date.now()
  await approvedAt(other)
  await page.getByText('4 / 4 人同意').waitFor({ timeout: 10_000 })
  const backAfter = Date.now() - cutAt
  expect(await page.getByText(/连接断开/).count()).toBe(0)
  await expect.poll(() => seen.length, { timeout: 5_000 }).toBeGreaterThan(before)
  const numbers = seen.map((cursor) => Number(cursor.split('.')[1]))
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  const log = await page.evaluate(
    `fetch('/v1/handovers/${id}/log', { headers: { 'x-jieli': '1' } }).then((reply) => reply.json())`,
  )
  const after = numbers[0] ?? 0
  const expected = (log as { entries: { seq: number }[] }).entries
    .map(({ seq }) => seq)
    .filter((seq) => seq >= after)
  expect(numbers.filter((seq) => expected.includes(seq))).toEqual(expected)
  console.log(`page went on ${backAfter} ms after the kill, the approvals of four people included`)
  await visitor.context.close()
  await stage.powerOn()
}, 120_000)

/** The four agree while only this instance lives. */
async function approvedAt({ url }: Jieli): Promise<void> {
  await stage.company.post('/callbacks', { app: { url: `${url}/wecom/callback/app` } })
  stage.use(url)
  await approved(stage, id)
}

test('200 open pages cost an instance less than 150 MB', async () => {
  const pid = stage.jieli.child.process.pid ?? 0
  const before = await residentMb(pid)
  const url = stage.jieli.url.replace('127.0.0.1', 'localhost')
  const person = browsing(url)
  await person.logIn('sumin')
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const streams = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const stop = new AbortController()
      const reply = await fetch(`${url}${livePath}`, { headers: { cookie }, signal: stop.signal })
      const reader = reply.body?.getReader()
      const heard = { events: 0, stop: () => stop.abort() }
      void (async () => {
        const text = new TextDecoder()
        for (;;) {
          const part = await reader?.read().catch(() => undefined)
          if (!part || part.done) return
          heard.events += text.decode(part.value).split('event: logged').length - 1
        }
      })()
      return heard
    }),
  )
  await waitFor(stage, id, ({ byState }) => (byState.waiting ?? 0) > 500)
  await expect.poll(() => streams.every(({ events }) => events > 0), { timeout: 15_000 }).toBe(true)
  const resident = await residentMb(pid)
  console.log(`200 open pages: ${resident} MB resident, ${resident - before} more than before`)
  // How much of the garbage of the transfer that runs meanwhile is still there is V8's affair; the pages are ours.
  expect(resident - before).toBeLessThan(150)
  expect(resident).toBeLessThan(400)
  for (const { stop } of streams) stop()
}, 150_000)

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024)
}
