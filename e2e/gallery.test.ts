import { mkdir, readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBrowser } from '../scripts/browser.ts'
import { buildGallery } from '../scripts/build-console.ts'
import { overflow, seriousFindings } from './axe.ts'

// Each part of the console in all its states, alone, photographed into .jieli/parts for people to look at. Fonts differ from
// machine to machine, so what is compared here is structure and not pixels.
const address = 'http://gallery.localhost'
const root = new URL('..', import.meta.url).pathname
const photos = join(root, '.jieli/parts')
let browser: Browser
let built = ''

const sourcesOf = async (folder: string) => {
  const names = await readdir(join(root, folder))
  const files = names.filter((name) => name.endsWith('.tsx'))
  return (await Promise.all(files.map((name) => readFile(join(root, folder, name), 'utf8')))).join('\n')
}

beforeAll(async () => {
  built = await buildGallery()
  await mkdir(photos, { recursive: true })
  browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
}, 240_000)
afterAll(() => browser.close())

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

interface Look {
  readonly width: number
  readonly dark: boolean
  readonly lang: 'zh' | 'en'
}

async function opened({ width, dark, lang }: Look): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    locale: lang === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  await context.route(`${address}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const file = pathname === '/' ? '/gallery.html' : pathname
    const body = await readFile(join(built, file)).catch(() => undefined)
    await (body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body, contentType: types[extname(file)] ?? 'application/octet-stream' }))
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/404/.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

// The parts that are ours, by their names in the design.
const parts = [
  'RelayTrack',
  'StateBar',
  'FactNumber',
  'FactsDrawer',
  'Status',
  'NextAction',
  'OneWayMark',
  'WaitClock',
  'Masked',
  'PlanDiff',
  'ManualTask',
  'Evidence',
  'LogFeed',
  'Reason',
  'Gantt',
  'Meter',
  'Button',
  'Banner',
  'Dialog',
  'TextField',
  'Select',
  'ComboBox',
  'DateTimeField',
  'RadioRows',
  'Avatar',
  'Table',
  'LongTable',
  'Tabs',
  'Card',
  'Steps',
  'Icon',
  'Qr',
] as const

const looks: readonly Look[] = [
  { width: 1440, dark: false, lang: 'zh' },
  { width: 1440, dark: true, lang: 'zh' },
  { width: 390, dark: false, lang: 'zh' },
  { width: 1440, dark: false, lang: 'en' },
]

test('every part that the console is made of stands in the gallery', async () => {
  const door = await readFile(join(root, 'apps/console/src/ui/index.ts'), 'utf8')
  const exported = [...door.matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => /^[A-Z]/.test(name) && !/Provider$|Host$/.test(name))
  const shown = await sourcesOf('apps/console/src/gallery')
  expect(exported.length).toBeGreaterThan(30)
  expect(exported.filter((name) => !new RegExp(`<${name}\\b`).test(shown))).toEqual([])
  const { page } = await opened(looks[0] as Look)
  await page.goto(address)
  const listed = await page.locator('main li a').allInnerTexts()
  expect(listed.toSorted()).toEqual([...parts].toSorted())
  await page.context().close()
})

describe.each(looks)('$width wide, dark: $dark, $lang', (look) => {
  test('every part: no error, nothing serious for axe, nothing wider than the page, no motion', async () => {
    const { page, errors } = await opened(look)
    for (const part of parts) {
      await page.goto(`${address}/?part=${part}${look.lang === 'en' ? '&lang=en' : ''}`)
      await page.locator('main section').first().waitFor()
      const name = `${part}-${look.width}${look.dark ? '-dark' : ''}${look.lang === 'en' ? '-en' : ''}.png`
      await page.screenshot({ path: join(photos, name), fullPage: true })
      const moving = await page.evaluate<number>(
        `document.getAnimations().filter(({ playState }) => playState === 'running').length`,
      )
      expect({ part, wider: await overflow(page), moving, errors }).toEqual({
        part,
        wider: 0,
        moving: 0,
        errors: [],
      })
      expect({ part, findings: await seriousFindings(page) }).toEqual({ part, findings: [] })
    }
    await page.context().close()
  })
})
