import { handoverRoutes } from '@jieli/contract'
import type { Page } from 'playwright-core'
import { startStage, type Stage, type Visitor } from '../e2e/stage.ts'
import { browsing } from '../scripts/rig/browsing.ts'

// The progress page with 5 000 items: first paint, filter and scroll by the browser's own trace, and what the server
// takes for each of its reads. Ratios are against the same page, or read, of a handover with 50 items in the same run.
const sizes = [50, 5_000] as const
const reads = 60

const small = await measured(sizes[0])
const big = await measured(sizes[1])
for (const [name, value] of Object.entries(big)) {
  const baseline = small[name] ?? null
  const ratio = baseline === null || baseline === 0 ? null : Math.round((value / baseline) * 100) / 100
  console.log(
    JSON.stringify({ name: `console ${name}, 5 021 items against 71`, value, unit: 'ms', baseline, ratio }),
  )
}

type Figures = Readonly<Record<string, number>>

async function measured(customers: number): Promise<Figures> {
  const stage = await startStage(`bench-${customers}`, {
    world: 'generated',
    companyArgs: [
      '--customers',
      String(customers),
      '--groups',
      '20',
      '--memberships',
      '5',
      '--successors',
      '3',
    ],
    roles: { hr: 'hr' },
  })
  try {
    const id = await planned(stage)
    const visitor = await stage.as('hr')
    const page = await pageTimes(visitor, stage.url, id)
    return { ...page, ...(await apiTimes(stage, id)) }
  } finally {
    await stage.stop()
  }
}

async function planned(stage: Stage): Promise<string> {
  const start = (await stage.company.now()).getTime()
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString()
  const created = await stage.apis.sumin(handoverRoutes.create, {
    body: {
      leaver: 'leaver',
      trigger: 'resign',
      initiator: 'hr',
      successors: [{ userid: 'successor1' }, { userid: 'successor2' }],
      rules: [{ when: { by: 'rest' }, to: 'successor1', fallbacks: ['successor2'] }],
      approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
      transferStartAt: at(24),
      freezeAt: at(24 * 10),
    },
  })
  if (!created.ok) throw new Error(`${created.why} ${JSON.stringify(created.facts)}`)
  const { id } = created.value
  for (;;) {
    const got = await stage.apis.sumin(handoverRoutes.get, { params: { id } })
    if (got.ok && got.value.state === 'confirming') return id
    await new Promise((wait) => setTimeout(wait, 200))
  }
}

async function pageTimes({ page, context }: Visitor, url: string, id: string): Promise<Figures> {
  const client = await context.newCDPSession(page)
  await client.send('Performance.enable')
  await page.goto(`${url}/h/${id}?tab=all`)
  await page.getByRole('row').nth(5).waitFor()
  const firstPaint = (await page.evaluate(
    `Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)`,
  )) as number
  const rows = (await page.evaluate('Math.round(performance.now())')) as number
  const filter = await timed(async () => {
    await page.getByRole('button', { name: /^等时间/ }).click()
    await page.getByText(/^显示/).waitFor()
    await page.waitForLoadState('networkidle')
  })
  await page.getByRole('button', { name: /^全部/ }).click()
  await page.getByRole('row').nth(5).waitFor()
  return {
    'first contentful paint': firstPaint,
    'rows there': rows,
    filter,
    ...(await scrolled(page)),
  }
}

/** Scrolls through the list for three seconds and counts the frames that came late. */
async function scrolled(page: Page): Promise<Figures> {
  const frames = (await page.evaluate(`new Promise((done) => {
    const box = document.querySelector('[class*="scroller"]')
    if (!box) return done([])
    const times = []
    let last = performance.now()
    const until = last + 3000
    const step = (now) => {
      times.push(now - last)
      last = now
      box.scrollTop += 120
      if (now < until) requestAnimationFrame(step)
      else done(times)
    }
    requestAnimationFrame(step)
  })`)) as number[]
  const sorted = frames.toSorted((a, b) => a - b)
  return { 'frame while scrolling, p95': Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0) }
}

async function apiTimes(stage: Stage, id: string): Promise<Figures> {
  const person = browsing(stage.url)
  await person.logIn('hr')
  const paths = {
    home: '/v1/home',
    overview: '/v1/overview',
    progress: `/v1/handovers/${id}/progress`,
    items: `/v1/handovers/${id}/items?limit=100`,
    itemsOfTab: `/v1/handovers/${id}/items?limit=100&tab=clock`,
    approval: `/v1/handovers/${id}/approval`,
  }
  const out: Record<string, number> = {}
  for (const [name, path] of Object.entries(paths)) {
    const times: number[] = []
    for (let n = 0; n < reads; n++)
      times.push(
        await timed(async () => {
          const reply = await person.get(path)
          if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`)
          await reply.text()
        }),
      )
    const sorted = times.toSorted((a, b) => a - b)
    out[`API ${name}, p95`] = sorted[Math.floor(reads * 0.95)] ?? 0
  }
  return out
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round((performance.now() - startedAt) * 10) / 10
}
