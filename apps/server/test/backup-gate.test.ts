import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { handoverRoutes, type HandoverView } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Truth } from '../../../scripts/rig/company.ts'
import { approveAll } from '../../../scripts/rig/people.ts'
import { readIdentity, verifyBackup } from '../src/vault/index.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// Nothing leaves before everything collected lies in a backup that was restored and compared.
let whole: Whole
let id: string
vi.setConfig({ testTimeout: 60_000 })

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)
const view = async (): Promise<HandoverView> => {
  const got = await hr(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}
const transfers = async () => (await whole.company.get<Truth>('/truth')).calls['transferCustomer']

beforeAll(async () => {
  whole = await startWhole('backup-gate')
  // A file stands where the backups should go.
  const taken = join(whole.dir, 'taken')
  await writeFile(taken, '')
  await whole.restart({ BACKUP_DIR: taken })
  const created = await hr(handoverRoutes.create, { body: await draftFor(whole.company) })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  await until(async () => (await view()).state === 'confirming')
  await hr(handoverRoutes.submit, {
    params: { id },
    body: { envelopeHash: (await view()).envelopeHash ?? '' },
  })
  await until(async () => {
    for (const n of [1, 2, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await view()).state === 'executing'
  })
  await whole.company.advanceTo(new Date((await view()).transferStartAt))
})
afterAll(() => whole.stop())

test('while the backup cannot be written no customer is sent, and the administrator is told what to do', async () => {
  const { trouble } = await until(async () => {
    const now = await view()
    return now.trouble !== null && now
  })
  expect(trouble?.cause).toContain('备份')
  expect(trouble?.remedy).toContain('系统管理员')
  expect((await view()).byState).toMatchObject({ planned: 19 })
  expect(await transfers()).toBeUndefined()
})

test('once it can, it is written, restored and compared, and then the first batch leaves', async () => {
  await whole.restart()
  await until(
    async () => ((await view()).byState.waiting ?? 0) > 0,
    () => view(),
  )
  expect((await transfers())?.executed).toBeGreaterThan(0)
  // The log numbers its entries a moment later.
  const entries = await until(async () => {
    const log = await hr(handoverRoutes.log, { params: { id } })
    return (
      log.ok && log.value.entries.some(({ action }) => action === 'handover.attempt') && log.value.entries
    )
  })
  const acts = entries.map(({ action }) => action)
  expect(acts.indexOf('handover.backed-up')).toBeGreaterThan(-1)
  expect(acts.indexOf('handover.backed-up')).toBeLessThan(acts.indexOf('handover.attempt'))
  const dir = join(whole.stateDir, 'backups')
  const [file = ''] = await readdir(dir)
  const identity = await readIdentity(join(whole.stateDir, 'backup.key'))
  const { manifest } = await verifyBackup(join(dir, file), identity)
  const rows = (table: string) => manifest.tables.find((one) => one.table === table)?.rows
  expect(manifest.about).toBe(`handover ${id}`)
  expect(rows('handover.handover')).toBe(1)
  expect(rows('handover.item')).toBe(19)
  expect(rows('vault.data_key')).toBe(1)
  const logged = entries.find(({ action }) => action === 'handover.backed-up')
  expect(logged?.objects['root']).toBe(manifest.root)
})
