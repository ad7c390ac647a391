import { handoverRoutes, taskRoutes, type Draft } from '@jieli/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { apisFor } from '../../../scripts/rig/jieli.ts'
import { begin, walk } from '../../../scripts/rig/walk.ts'
import { differences } from '../../../scripts/seeds/judge.ts'
import { ledgerOf, type Ledger } from '../../../scripts/seeds/ledger.ts'
import { worldOf, type World } from '../../../scripts/seeds/truth.ts'
import { draftFor, startWhole, type Whole } from './whole.ts'

// 联系我 codes of a leaver: alone, with a colleague, and with a successor who is there already.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const day = 86_400_000

let whole: Whole
let created: string

beforeEach(async () => {
  whole = await startWhole('contact-codes', {
    companyArgs: ['--codes', '3'],
    env: { WECOM_TIMEOUT_MS: '1200' },
  })
})
afterEach(() => whole.stop())

async function draft(over: Partial<Draft> = {}): Promise<Draft> {
  created = (await whole.company.now()).toISOString()
  return draftFor(whole.company, over)
}

async function told(id: string): Promise<{ ledger: Ledger; world: World }> {
  const { auditor } = await apisFor(whole.cluster.url('jieli_app'), () => whole.jieli.url, {
    auditor: { userid: 'admin', role: 'auditor' },
  })
  return { ledger: await ledgerOf(auditor, id), world: await worldOf(whole.company) }
}

const usersOf = ({ pointing }: World) =>
  Object.fromEntries(pointing.filter(({ ours }) => ours).map(({ name, users }) => [name, users]))
const codesOf = ({ items }: Ledger) => items.filter(({ kind }) => kind === 'code')
const fault = (kind: string, over: object = {}) =>
  whole.company.post('/faults', { call: 'updateContactWay', kind, count: 1, ...over })

test('a loan: the successor stands in the place of the leaver, others stay, and all goes back', async () => {
  await fault('timeout-executed', { ms: 2_000 })
  await fault('timeout-not-executed', { ms: 2_000, after: 1 })
  const returnAt = new Date(Date.parse((await draft()).freezeAt) + 45 * day).toISOString()
  const id = await begin(whole.apis, await draft({ trigger: 'leave', returnAt }))
  let lent: World | undefined
  const view = await walk(
    {
      company: whole.company,
      ...whole.apis,
      withinMs: 90_000,
      async onLook({ state }) {
        if (state === 'lent' && !lent) lent = await worldOf(whole.company)
        return false
      },
    },
    id,
  )
  expect(view.preview?.items).toMatchObject({ code: 3, link: 1, seat: 1 })
  expect(lent && usersOf(lent)).toEqual({
    '渠道码 1': ['successor1'],
    '渠道码 2': ['successor1', 'colleague'],
    '渠道码 3': ['successor1'],
    官网获客链接: ['successor1', 'colleague'],
    客服账号: ['colleague', 'successor1'],
  })
  const { ledger, world } = await told(id)
  expect(differences({ ledger, world, createdAt: created })).toEqual([])
  // The successor who was there before stays.
  expect(usersOf(world)).toEqual({
    '渠道码 1': ['leaver'],
    '渠道码 2': ['leaver', 'colleague'],
    '渠道码 3': ['successor1', 'leaver'],
    官网获客链接: ['leaver', 'colleague'],
    客服账号: ['colleague', 'leaver'],
  })
  expect(codesOf(ledger).map(({ state, successor, sends }) => [state, successor, sends])).toEqual(
    expect.arrayContaining([['verified', 'leaver', 2]]),
  )
  // The one that was not executed was sent once more, the one that was executed was not.
  expect(codesOf(ledger).reduce((sum, { sends }) => sum + sends, 0)).toBe(7)
})

let isDeleted = false
test('for good: refusals wait for a person, what is deleted or found late is known, and the report counts it', async () => {
  await fault('unknown-code', { level: 'top' })
  const { pointing } = await worldOf(whole.company)
  const nameOf = (subject: string) => pointing.find(({ id }) => id === subject)?.name ?? '新'
  const idOf = (name: string) => pointing.find((one) => one.name === name)?.id ?? ''
  // In another program somebody gives one code to a colleague and deletes another.
  const byHand = async () => {
    await whole.company.post(`/contact-ways/${idOf('渠道码 1')}`, { users: ['colleague'] })
    if (!isDeleted) await whole.company.post(`/contact-ways/${idOf('渠道码 2')}`, { gone: true })
    isDeleted = true
  }
  const id = await begin(whole.apis, await draft())
  let late = false
  let doubled: unknown
  await walk(
    {
      company: whole.company,
      ...whole.apis,
      withinMs: 90_000,
      async onLook({ state, leg }) {
        if (state === 'confirming') {
          const body = { kind: 'code', title: '「渠道码 3」二维码', note: '' } as const
          doubled ??= await whole.apis.hr(taskRoutes.declare, { params: { id }, body })
        }
        if (state === 'approving') await byHand()
        if (late || state !== 'waiting' || leg === 'back') return false
        late = true
        await whole.company.post('/contact-ways', { remark: '新印的名片', users: ['leaver'] })
        return false
      },
    },
    id,
  )
  const { ledger, world } = await told(id)
  expect(differences({ ledger, world, createdAt: created })).toEqual([])
  expect(doubled).toMatchObject({ ok: false, why: 'FOUND_ALREADY' })
  expect(codesOf(ledger)).toHaveLength(4)
  const states = Object.fromEntries(codesOf(ledger).map((item) => [nameOf(item.subject), item]))
  expect(states['渠道码 1']).toMatchObject({ state: 'adopted', owner: 'colleague' })
  expect(states['渠道码 2']).toMatchObject({ state: 'gone' })
  expect(usersOf(world)['渠道码 1']).toEqual(['colleague'])
  expect(usersOf(world)['新印的名片']).toEqual(['successor1'])
  // What leads new customers is changed before any customer is sent.
  const first = ledger.attempts.findIndex(({ kind }) => kind === 'customer')
  expect(ledger.attempts.slice(0, first).map(({ kind }) => kind)).toContain('code')
  expect(ledger.attempts.every(({ approvalSet }) => approvalSet !== '')).toBe(true)
  const report = await whole.apis.hr(handoverRoutes.report, { params: { id } })
  expect(report.ok && report.value.completeness.find(({ kind }) => kind === 'code')).toMatchObject({
    of: 4,
    unknown: 0,
  })
  for (const kind of ['link', 'seat'] as const)
    expect(ledger.items.filter((item) => item.kind === kind)).toMatchObject([{ state: 'verified' }])
  const page = await whole.apis.hr(handoverRoutes.reportPage, { params: { id } })
  expect(page.ok && page.value.html).toContain('联系我')
})
