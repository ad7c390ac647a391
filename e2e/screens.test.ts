import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readinessRoutes, wizardRoutes, type DraftSoFar } from '@jieli/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importKnownTransfers, linxiao } from '../scripts/demo/hemu.ts'
import { approved, started, submitted, waitFor } from './acts.ts'
import { overflow, seriousFindings } from './axe.ts'
import { startStage, type Stage } from './stage.ts'

// Every screen at three widths, light and dark: nothing scrolls sideways, axe has nothing serious to say, and with
// SCREENS=docs/screens a picture of each is kept.
const keep = process.env['SCREENS']
let stage: Stage
let id = ''
let draft = ''

// Half a plan, as somebody left it.
const ofXuwen: DraftSoFar = {
  leaver: 'xuwen',
  successors: [{ userid: 'hanlu', cap: 200 }, { userid: 'songci', cap: 90 }, { userid: 'jiangyinuo' }],
  rules: [
    { when: { by: 'tag', tags: ['VIP'] }, to: 'hanlu', fallbacks: [] },
    { when: { by: 'tag', tags: ['浙江', '上海'] }, to: 'songci', fallbacks: ['jiangyinuo'] },
    { when: { by: 'rest' }, to: 'jiangyinuo', fallbacks: ['hanlu', 'songci'] },
  ],
  approvers: { manager: 'gaoyuan', hr: 'zhenglan', admin: 'tangrui', security: 'shenzhiwei' },
  transferStartAt: '2026-11-18T09:00:00+08:00',
  freezeAt: '2026-11-30T18:00:00+08:00',
}

interface Screen {
  readonly name: string
  readonly as: string
  readonly path: () => string
  /** Is there when the page is. */
  readonly shows: string
}

const screens: readonly Screen[] = [
  { name: 'home', as: 'gaoyuan', path: () => '/', shows: '项转不过去，定一下去向' },
  { name: 'list', as: 'sumin', path: () => '/h', shows: '林晓' },
  { name: 'progress', as: 'gaoyuan', path: () => `/h/${id}`, shows: '现在需要你' },
  { name: 'decide', as: 'gaoyuan', path: () => `/h/${id}?open=decide`, shows: '逐组处理' },
  { name: 'forecast', as: 'gaoyuan', path: () => `/h/${id}?open=forecast`, shows: '已核实，怎么算的' },
  { name: 'approval', as: 'shenzhiwei', path: () => `/h/${id}/approve`, shows: '四个人怎么说' },
  { name: 'checklist', as: 'linxiao', path: () => `/h/${id}/checklist`, shows: '要人手工办的' },
  { name: 'acceptance', as: 'gaoyuan', path: () => `/h/${id}/acceptance`, shows: '经理复核' },
  { name: 'wizard-people', as: 'sumin', path: () => `/h/new/people?draft=${draft}`, shows: '为什么交接' },
  { name: 'wizard-plan', as: 'sumin', path: () => `/h/new/plan?draft=${draft}`, shows: '最早完成' },
  { name: 'wizard-scope', as: 'sumin', path: () => `/h/new/scope?draft=${draft}`, shows: '审批人' },
  { name: 'wizard-review', as: 'sumin', path: () => `/h/new/review?draft=${draft}`, shows: '复核' },
  { name: 'readiness', as: 'gaoyuan', path: () => '/readiness', shows: '位有客户联系权限的人' },
  { name: 'audit', as: 'tangrui', path: () => '/admin/audit', shows: '校验' },
  { name: 'policy', as: 'tangrui', path: () => '/admin/policy', shows: '策略表' },
  { name: 'approval-policy', as: 'tangrui', path: () => '/admin/approvals', shows: '现在的规则' },
  { name: 'quotas', as: 'tangrui', path: () => '/admin/quotas', shows: '每个接口' },
  { name: 'setup', as: 'tangrui', path: () => '/admin/setup', shows: '企业可信 IP' },
  { name: 'no-permission', as: 'limu', path: () => `/h/${id}`, shows: '这份交接不对你开放' },
  { name: 'not-found', as: 'limu', path: () => '/nowhere', shows: '没有这个页面' },
]

const looks = [
  { width: 1440, height: 900 },
  { width: 1440, height: 900, dark: true },
  { width: 1000, height: 800 },
  { width: 1000, height: 800, dark: true },
  { width: 390, height: 844 },
  { width: 390, height: 844, dark: true },
] as const

beforeAll(async () => {
  stage = await startStage('screens')
  await importKnownTransfers(stage.company, stage.apis.operator)
  const kept = await stage.apis.sumin(wizardRoutes.saveDraft, { body: { draft: ofXuwen } })
  if (!kept.ok) throw new Error(kept.why)
  draft = kept.value.id
  // Somebody is the only colleague in a group of his.
  const { groups } = await stage.company.get<{
    groups: { id: string; owner: string; members: { userid: string; type: number }[] }[]
  }>('/groups')
  const alone = groups.find(({ owner }) => owner === 'zhouqing') ?? groups[0]
  const users = alone?.members.flatMap(({ userid, type }) =>
    type === 1 && userid !== alone.owner ? [userid] : [],
  )
  await stage.company.post(`/groups/${alone?.id}/remove`, { users })
  await stage.apis.sumin(readinessRoutes.start, { body: {} })
  id = await started(stage, linxiao)
  await submitted(stage, id)
  await approved(stage, id)
  await waitFor(
    stage,
    id,
    ({ needsDecision, byState }) => needsDecision.length >= 2 && (byState.verified ?? 0) > 600,
  )
}, 240_000)
afterAll(() => stage.stop())

async function photograph(screen: Screen, look: (typeof looks)[number], path: string): Promise<void> {
  const visitor = await stage.as(screen.as, look)
  const errors: string[] = []
  visitor.page.on('pageerror', (error) => errors.push(error.message))
  visitor.page.on('console', (message) => {
    // A denial is what that page is about.
    if (message.type() === 'error' && !/403/.test(message.text())) errors.push(message.text())
  })
  await visitor.goto(path)
  await visitor.page.getByText(screen.shows).filter({ visible: true }).first().waitFor({ timeout: 15_000 })
  await visitor.page.waitForTimeout(350)
  if (keep !== undefined) {
    await mkdir(keep, { recursive: true })
    const name = `${screen.name}-${look.width}${'dark' in look ? '-dark' : ''}.png`
    await visitor.page.screenshot({
      path: join(keep, name),
      fullPage: look.width !== 1440 || !path.includes('open='),
    })
  }
  expect({ wider: await overflow(visitor.page), errors }).toEqual({ wider: 0, errors: [] })
  expect(await seriousFindings(visitor.page)).toEqual([])
  await visitor.context.close()
}

test.each(screens)(
  '$name at every width, light and dark',
  async (screen) => {
    for (const look of looks) await photograph(screen, look, screen.path())
  },
  120_000,
)

test('whoever may not see a handover asks once, and learns no more when there is none', async () => {
  const visitor = await stage.as('limu')
  for (const path of [`/h/${id}`, '/h/H-2026-9999']) {
    await visitor.goto(path)
    await visitor.page.getByRole('button', { name: '申请查看' }).click()
    await visitor.page.getByText('位系统管理员。同一份交接一天只提醒他们一次。').waitFor()
  }
  await visitor.context.close()
})

test('data security lets somebody look at more names today, and ends his logins', async () => {
  const linxiao = await stage.as('linxiao')
  const officer = await stage.as('shenzhiwei')
  const { page } = officer
  await officer.goto('/admin/policy')
  const card = page.locator('section', { has: page.getByRole('heading', { name: '登录与查看明文' }) })
  await card.getByLabel('谁').fill('林晓')
  await page.getByRole('option', { name: /林晓/ }).click()
  await card.getByRole('button', { name: '放行' }).click()
  await card.getByText('今天一共可以查看 30 次').waitFor()
  await card.getByRole('button', { name: '结束他的登录' }).click()
  await card.getByText(/已结束 \d+ 个登录/).waitFor()
  await linxiao.page.goto(stage.url)
  await linxiao.page.waitForURL(/wwlogin|\/login/)
  await officer.context.close()
  await linxiao.context.close()
})

test('English says the same on the main pages', async () => {
  const visitor = await stage.as('gaoyuan', { lang: 'en' })
  for (const [path, words] of [
    ['/', 'cannot be moved; decide'],
    ['/h', 'Handovers'],
    [`/h/${id}`, 'Handover of 林晓'],
    [`/h/${id}/approve`, 'What will happen'],
  ] as const) {
    await visitor.goto(path)
    await visitor.page.getByText(words).filter({ visible: true }).first().waitFor()
    expect(await visitor.page.evaluate('document.documentElement.lang')).toBe('en')
    expect(await seriousFindings(visitor.page)).toEqual([])
  }
  await visitor.context.close()
}, 60_000)

test('zoomed in to 400 % everything is still there and nothing scrolls sideways', async () => {
  // 1280 px at 400 % is a window of 320.
  const visitor = await stage.as('gaoyuan', { width: 320, height: 256 })
  for (const path of ['/', '/h', `/h/${id}`, `/h/${id}/approve`]) {
    await visitor.goto(path)
    await visitor.page.waitForTimeout(400)
    expect({ path, wider: await overflow(visitor.page) }).toEqual({ path, wider: 0 })
  }
  await visitor.context.close()
}, 60_000)

test('the report, and its print: light, without rail and buttons', async () => {
  await stage.finish(id)
  const report: Screen = { name: 'report', as: 'gaoyuan', path: () => `/h/${id}/report`, shows: '完整性' }
  for (const look of looks) await photograph(report, look, report.path())
  const visitor = await stage.as('gaoyuan', { dark: true })
  await visitor.goto(`/h/${id}/report`)
  await visitor.page.emulateMedia({ media: 'print', colorScheme: 'light' })
  expect(await visitor.page.locator('nav').first().isVisible()).toBe(false)
  expect(await visitor.page.getByRole('button', { name: '打印或存 PDF' }).isVisible()).toBe(false)
  if (keep !== undefined) await visitor.page.pdf({ path: join(keep, 'report.pdf'), format: 'A4' })
  await visitor.context.close()
}, 180_000)

test('the first page brings at most 300 KB of script', async () => {
  const visitor = await stage.as('gaoyuan')
  const sizes: number[] = []
  visitor.page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.push(Number(response.headers()['content-length'] ?? 0))
    expect(response.headers()['content-encoding']).toMatch(/br|gzip/)
  })
  const client = await visitor.context.newCDPSession(visitor.page)
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  await visitor.goto('/')
  const total = (await visitor.page.evaluate(
    `performance.getEntriesByType('resource').filter((one) => one.initiatorType === 'script' || one.name.endsWith('.js')).reduce((sum, one) => sum + one.encodedBodySize, 0)`,
  )) as number
  expect(total).toBeGreaterThan(50_000)
  expect(total).toBeLessThan(300 * 1_024)
  await visitor.context.close()
}, 60_000)
