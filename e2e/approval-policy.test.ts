import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overflow, seriousFindings } from './axe.ts'
import { startStage, type Look, type Stage } from './stage.ts'

// One proposes other rules and sees what they would mean; another confirms, and they are in force.
const keep = process.env['SCREENS']
let stage: Stage
beforeAll(async () => {
  stage = await startStage('approval-policy')
}, 240_000)
afterAll(() => stage.stop())

const looks: readonly Look[] = [
  { width: 1440, height: 900 },
  { width: 1440, height: 900, dark: true },
  { width: 390, height: 844 },
  { width: 390, height: 844, dark: true },
]

/** Is whole and readable at every width, light and dark; kept as a picture where that is asked for. */
async function look(userid: string, name: string, isEditing = false): Promise<void> {
  for (const how of looks) {
    const { page, context, goto } = await stage.as(userid, how)
    await goto('/admin/approvals')
    await page.getByText('现在的规则').first().waitFor()
    if (isEditing) {
      await page.getByRole('button', { name: '提议修改' }).click()
      await page.getByRole('button', { name: '加一条规则' }).click()
    }
    await page.getByText('按现在的规则').first().waitFor()
    await page.waitForTimeout(350)
    if (keep !== undefined) {
      await mkdir(keep, { recursive: true })
      const file = `${name}-${how.width}${how.dark ? '-dark' : ''}.png`
      await page.screenshot({ path: join(keep, file), fullPage: true })
    }
    expect(await overflow(page)).toBe(0)
    expect(await seriousFindings(page)).toEqual([])
    await context.close()
  }
}

test('an administrator proposes rules, tries them out, and cannot confirm them himself', async () => {
  await look('tangrui', 'approvals-edit', true)
  const { page, context, goto } = await stage.as('tangrui')
  await goto('/admin/approvals')
  await page.getByRole('button', { name: '提议修改' }).click()
  await page.getByRole('button', { name: '加一条规则' }).click()
  const first = page.getByRole('group', { name: '第 1 条' })
  await first.getByLabel('触发原因').selectOption({ label: '长期休假' })
  await page
    .getByRole('group', { name: /第 2 条/ })
    .getByText('依次审批')
    .click()
  const tried = page.locator('section', { has: page.getByRole('heading', { name: /试一下/ }) })
  await tried.getByText('主动离职 1,286 项，用第 2 条').waitFor()
  await tried.getByLabel('触发原因').selectOption({ label: '长期休假' })
  await tried.getByLabel('交接多少项').fill('49')
  await tried.getByText('长期休假 49 项，用第 1 条').last().waitFor()
  await tried.getByText('可以兼任，至少 2 个不同的人').waitFor()
  await page.getByRole('button', { name: '提议这样改' }).click()
  await page.getByText('你提议的，要由另一个人确认。').waitFor()
  expect(await page.getByRole('button', { name: '确认，马上生效' }).count()).toBe(0)
  await context.close()
}, 120_000)

test('data security confirms, and the rules are in force', async () => {
  await look('shenzhiwei', 'approvals-proposed')
  const { page, context, goto } = await stage.as('shenzhiwei')
  await goto('/admin/approvals')
  await page.getByRole('button', { name: '确认，马上生效' }).click()
  await page.getByText('第 2 版，从上到下第一条符合的生效').waitFor()
  await page.getByText('长期休假，少于 50 项').waitFor()
  expect(await page.getByRole('button', { name: '确认，马上生效' }).count()).toBe(0)
  await context.close()
  await look('zhenglan', 'approvals')
}, 120_000)
