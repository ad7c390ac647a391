import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overflow, seriousFindings } from './axe.ts'
import { startStage, type Stage } from './stage.ts'

// Somebody installs the server and connects his company in the browser, with WeCom's console open beside it.
const unset = {
  WECOM_CORP_ID: '',
  WECOM_AGENT_ID: '',
  WECOM_APP_SECRET: '',
  WECOM_CONTACTS_SECRET: '',
  WECOM_CALLBACK_TOKEN: '',
  WECOM_CALLBACK_AES_KEY: '',
}
const keep = process.env['SCREENS']
let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await startStage('install', { env: () => unset, isConnected: false, roles: {} })
  const context = await stage.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
}, 240_000)
afterAll(() => stage.stop())

async function isFine(name: string): Promise<void> {
  for (const [width, dark] of [
    [1440, false],
    [390, false],
    [390, true],
    [1440, true],
  ] as const) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    if (keep !== undefined) {
      await mkdir(keep, { recursive: true })
      await page.screenshot({
        path: join(keep, `${name}-${width}${dark ? '-dark' : ''}.png`),
        fullPage: true,
      })
    }
    expect({ name, width, wider: await overflow(page) }).toEqual({ name, width, wider: 0 })
    expect(await seriousFindings(page)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('the link opens one page; it says what is missing and where each value stands', async () => {
  // On the trusted domain of the company, as people reach it.
  await page.goto(String(stage.jieli.child.ready['setupUrl']).replace('127.0.0.1', 'localhost'))
  await page.getByText('还差 3 项设置').waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  await isFine('install-new')
})

test('what is wrong is told at its field, and nothing typed is lost', async () => {
  const { corpId, secrets } = stage.company.address
  await page.getByLabel('企业 ID').fill('禾木云店')
  await page.getByLabel('AgentId').fill('1000777')
  await page.getByLabel('应用 Secret').fill(secrets.app)
  await page.getByRole('button', { name: '试一下并保存' }).click()
  await page.getByText('企业 ID 以 ww 开头').waitFor()
  await page.getByLabel('企业 ID').fill(corpId)
  await page.keyboard.press('Enter')
  await page
    .getByText('应用 ID 不正确', { exact: false })
    .or(page.getByText('抄下 AgentId', { exact: false }))
    .first()
    .waitFor()
  expect(await page.getByLabel('企业 ID').inputValue()).toBe(corpId)
  await isFine('install-refused')
})

test('the right values put the server to work while the page stays', async () => {
  const { agentId, secrets } = stage.company.address
  await page.getByLabel('AgentId').fill(String(agentId))
  await page.getByLabel('通讯录同步 Secret').fill(secrets.contacts)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '最后一步：第一位系统管理员' }).waitFor({ timeout: 20_000 })
  await page.getByText('换到了令牌').first().waitFor()
})

test('the keys of the callback are shown once, and WeCom’s visit shows by itself', async () => {
  await page.getByRole('button', { name: '生成 Token 和 EncodingAESKey' }).click()
  await page.getByText('只显示这一次').waitFor()
  const [url = '', token = '', aesKey = ''] = await page.locator('dl code').allInnerTexts()
  await expect
    .poll(
      () =>
        stage.company.post('/callbacks', { app: { url }, token, aesKey }).then(
          () => 'kept',
          () => 'refused',
        ),
      {
        timeout: 20_000,
      },
    )
    .toBe('kept')
  await page.getByRole('button', { name: '全部重新检查' }).click()
  await page.getByText(/来验证过，\d+ ms 内答复/).waitFor()
  await isFine('install-keys')
})

test('what is mended in WeCom’s console turns green without a press here', async () => {
  await stage.company.post('/corp', { trustedIps: ['203.0.113.8'] })
  await page.getByRole('button', { name: '全部重新检查' }).click()
  const row = page.getByRole('listitem').filter({ hasText: '企业可信 IP' }).first()
  await row.getByText('60020').waitFor()
  await row.getByRole('button', { name: '复制' }).waitFor()
  await isFine('install-broken')
  await stage.company.post('/corp', { trustedIps: ['127.0.0.1', '::1'] })
  await row.getByText('这台服务器在名单里').waitFor({ timeout: 30_000 })
})

test('the proof file is dropped and answered', async () => {
  await page.getByLabel('上传校验文件').setInputFiles({
    name: 'WW_verify_a1B2c3.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a1B2c3'),
  })
  await page.getByRole('link', { name: '/WW_verify_a1B2c3.txt' }).waitFor()
  expect(await (await fetch(`${stage.url}/WW_verify_a1B2c3.txt`)).text()).toBe('a1B2c3')
})

test('whoever installed it logs in and is the first administrator, on the same page inside the console', async () => {
  await page.getByRole('button', { name: '用企业微信登录' }).click()
  await page.waitForURL(/wwlogin/)
  const chooser = new URL(page.url())
  chooser.searchParams.set('sim_user', 'tangrui')
  await page.goto(chooser.href)
  await page.getByRole('navigation').first().waitFor()
  await page.getByRole('heading', { name: '接入企业微信' }).waitFor()
  expect(await page.getByRole('heading', { name: '最后一步' }).count()).toBe(0)
  await page.getByRole('button', { name: '我看过了，填好了' }).click()
  await page.getByText(/唐锐 看过/).waitFor()
  await isFine('install-done')
})
