import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Truth } from '../scripts/rig/company.ts'
import { scratch } from '../scripts/rig/scratch.ts'
import { linxiao } from '../scripts/demo/hemu.ts'
import { approved, started, submitted, waitFor } from './acts.ts'
import { overflow, seriousFindings } from './axe.ts'
import { startStage, type Stage } from './stage.ts'

// The simulator's phone beside the console, in one browser: two people at once.
let stage: Stage
let page: Page
let id = ''
const errors: string[] = []

beforeAll(async () => {
  const links = join(scratch('links'), 'phone.json')
  await writeFile(links, '{}')
  stage = await startStage('phone', {
    companyArgs: ['--phone-links', links],
    env: (company) => ({ FRAME_ANCESTORS: company.address.baseUrl.replace('127.0.0.1', 'localhost') }),
  })
  await writeFile(links, JSON.stringify({ consoleUrl: stage.url }))
  id = await started(stage, linxiao)
  await submitted(stage, id)
  const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${stage.company.address.baseUrl.replace('127.0.0.1', 'localhost')}/demo/phone?as=沈知微`)
}, 240_000)
afterAll(() => stage.stop())

const phone = () => page.locator('.phone')
const inConsole = () => page.frameLocator('#console-frame')

test('a tap on the phone of one person shows on the console of another within two seconds', async () => {
  await phone().getByText('请你审批一个工作交接').waitFor({ timeout: 15_000 })
  await inConsole().getByText('待我处理').first().waitFor({ timeout: 15_000 })
  await inConsole()
    .getByRole('link', { name: /^林晓的交接/ })
    .click()
  await inConsole().getByText('0 / 4 人同意').waitFor()
  await phone().getByRole('button', { name: '同意' }).click()
  const tapped = Date.now()
  await inConsole().getByText('1 / 4 人同意').waitFor({ timeout: 5_000 })
  console.log(`the tap was seen after ${Date.now() - tapped} ms`)
  await phone()
    .getByText(/已同意/)
    .first()
    .waitFor({ timeout: 5_000 })
  expect(await phone().getByRole('button', { name: '同意' }).count()).toBe(0)
}, 60_000)

test('a customer says no on his own phone', async () => {
  await approved(stage, id)
  await waitFor(stage, id, ({ byState }) => (byState.waiting ?? 0) > 1_000)
  const { transfers, customers } = await stage.company.get<Pick<Truth, 'transfers' | 'customers'>>('/truth')
  const names = new Map(customers.map((one) => [one.id, one.name]))
  const counts = new Map<string, number>()
  for (const { name } of customers) counts.set(name, (counts.get(name) ?? 0) + 1)
  const running = transfers.find(
    ({ outcome, subject, kind }) =>
      outcome === 'pending' && kind === 'customer' && counts.get(names.get(subject) ?? '') === 1,
  )
  await page.getByLabel('谁的手机').fill(names.get(running?.subject ?? '') ?? '')
  await page.getByLabel('谁的手机').press('Enter')
  await phone().getByRole('button', { name: '暂不添加' }).click({ timeout: 10_000 })
  await phone().getByText('你点了“暂不添加”').waitFor({ timeout: 5_000 })
  const after = await stage.company.get<Pick<Truth, 'transfers'>>('/truth/transfers')
  expect(
    after.transfers.find((one) => one.subject === running?.subject && one.startedAt === running.startedAt)
      ?.outcome,
  ).toBe('refused')
}, 90_000)

test('the clock goes a day on, and trouble is really made', async () => {
  const before = await page.locator('#now').textContent()
  await page.getByRole('button', { name: '+24 小时' }).click()
  await expect.poll(() => page.locator('#now').textContent()).not.toBe(before)
  await page.getByText('捣乱', { exact: true }).click()
  await page.getByRole('button', { name: '限频' }).click()
  await expect
    .poll(async () => (await stage.company.get<{ faults: unknown[] }>('/faults')).faults.length)
    .toBe(1)
  await page.getByRole('button', { name: '都恢复' }).click()
  await expect
    .poll(async () => (await stage.company.get<{ faults: unknown[] }>('/faults')).faults.length)
    .toBe(0)
})

test('what is not beside it cannot be pressed, and says why', async () => {
  expect(await page.getByRole('button', { name: '拔电源' }).isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: '到下一件事' }).getAttribute('title')).toContain(
    'npm run demo',
  )
})

test('no other page may move the clock through it', async () => {
  const reply = await fetch(`${stage.company.address.baseUrl}/demo/phone/next`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(reply.status).toBe(403)
})

test('axe has nothing serious to say, and a narrow window does not scroll sideways', async () => {
  for (const width of [1440, 1000, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await overflow(page)).toBe(0)
    expect(await seriousFindings(page)).toEqual([])
  }
  expect(errors).toEqual([])
}, 60_000)
