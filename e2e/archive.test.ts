import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftFor } from '../apps/server/test/whole.ts'
import { begin, walk } from '../scripts/rig/walk.ts'
import { overflow, seriousFindings } from './axe.ts'
import { startStage, type Stage, type Visitor } from './stage.ts'

// On the report page: archived by a button, the file taken along, a hold set with its reason; pictures with SCREENS=DIR.
const keep = process.env['SCREENS']
let stage: Stage
let hr: Visitor
let id = ''

beforeAll(async () => {
  stage = await startStage('archive', { world: 'tiny', roles: { hr: 'hr', approver4: 'security' } })
  const { sumin } = stage.apis
  id = await begin({ hr: sumin }, await draftFor(stage.company))
  const walking = { company: stage.company, hr: sumin, operator: stage.apis.operator, withinMs: 120_000 }
  await walk(walking, id)
  hr = await stage.as('hr')
}, 240_000)
afterAll(() => stage.stop())

async function photograph(name: string): Promise<void> {
  for (const look of [
    { width: 1440, height: 900 },
    { width: 1440, height: 900, dark: true },
    { width: 390, height: 844 },
    { width: 390, height: 844, dark: true },
  ]) {
    const visitor = await stage.as('hr', look)
    await visitor.goto(`/h/${id}/report`)
    await visitor.page.getByRole('heading', { name: '存档' }).scrollIntoViewIfNeeded()
    await visitor.page.waitForTimeout(350)
    if (keep !== undefined) {
      await mkdir(keep, { recursive: true })
      const file = `${name}-${look.width}${look.dark === true ? '-dark' : ''}.png`
      await visitor.page.screenshot({ path: join(keep, file), fullPage: true })
    }
    expect(await overflow(visitor.page)).toBe(0)
    expect(await seriousFindings(visitor.page)).toEqual([])
    await visitor.context.close()
  }
}

test('the report page says when it is archived by itself, and archives it now when asked', async () => {
  const { page } = hr
  await hr.goto(`/h/${id}/report`)
  await page.getByText(/自动存档；在那之前签收和复核还会记进去/).waitFor()
  await page.getByRole('button', { name: '现在存档' }).click()
  await page.getByText(/保存到 20\d\d-\d\d-\d\d，之后粉碎。/).waitFor({ timeout: 30_000 })
  await photograph('archived')
}, 120_000)

test('the file that is taken along is encrypted, and is the one the page names', async () => {
  const [download] = await Promise.all([
    hr.page.waitForEvent('download'),
    hr.page.getByRole('button', { name: '下载存档' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`${id}.age`)
  const taken = await readFile(await download.path())
  expect(taken.toString('latin1', 0, 21)).toBe('age-encryption.org/v1')
}, 60_000)

test('a hold needs a reason, and the page says who holds it and why', async () => {
  const { page } = hr
  await page.getByRole('button', { name: '设法律保留…' }).click()
  const dialog = page.getByRole('dialog')
  expect(await seriousFindings(page)).toEqual([])
  await dialog.getByLabel('理由').fill('劳动仲裁待裁决')
  if (keep !== undefined) await page.screenshot({ path: join(keep, 'hold.png') })
  await dialog.getByRole('button', { name: '设法律保留' }).click()
  await page.getByText(/法律保留中，不粉碎：.*劳动仲裁待裁决/).waitFor()
  await photograph('held')
}, 120_000)
