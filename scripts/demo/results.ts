import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { handoverRoutes, pointedKinds } from '@jieli/contract'
import { exportBundle } from '../../apps/server/src/audit/index.ts'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import type { Truth } from '../rig/company.ts'
import type { DemoState } from './state.ts'
import type { DemoWorld } from './world.ts'

const run = promisify(execFile)

interface Ledger {
  readonly state: string
  readonly items: readonly {
    kind: string
    subject: string
    successor: string | null
    state: string
    sends: number
  }[]
}

/** Writes truth, ledger, audit bundle and report; every figure of the summary can be computed from them again. */
export async function writeResults(
  world: DemoWorld,
  state: DemoState,
  id: string,
  out: string,
): Promise<Summary> {
  await mkdir(out, { recursive: true })
  const truth = await world.company.get<Truth>('/truth')
  await writeFile(join(out, 'truth.json'), JSON.stringify(truth, null, 1))
  const ledger = await world.apis.operator(handoverRoutes.ledger, { params: { id } })
  const report = await world.apis.sumin(handoverRoutes.report, { params: { id } })
  const page = await world.apis.sumin(handoverRoutes.reportPage, { params: { id } })
  if (!ledger.ok || !report.ok || !page.ok) throw new Error('the handover has no report')
  await writeFile(join(out, 'ledger.json'), JSON.stringify(ledger.value, null, 1))
  await writeFile(join(out, 'report.json'), JSON.stringify(report.value, null, 1))
  await writeFile(join(out, 'report.html'), page.value.html)
  const audit = await writeBundle(world, state, id, join(out, 'audit'))
  // What the ledger route of the contract answers.
  return summaryOf(truth, ledger.value as unknown as Ledger, audit)
}

async function writeBundle(
  world: DemoWorld,
  state: DemoState,
  id: string,
  dir: string,
): Promise<Summary['audit']> {
  await rm(dir, { recursive: true, force: true })
  const auditor = openDatabase({ url: world.cluster.url('jieli_auditor'), max: 1 })
  await exportBundle(auditor.db, dir, { handoverId: id, publishedDir: join(state.jieli, 'published') })
  await auditor.close()
  const verified = await run(process.execPath, [join(dir, 'verify.mjs'), dir]).then(
    () => true,
    () => false,
  )
  const last = (await readFile(join(dir, 'checkpoints.jsonl'), 'utf8')).trim().split('\n').at(-1) ?? '{}'
  // A line of the bundle: a checkpoint note, whose first three lines are origin, size and root.
  const [origin = '', size = '', root = ''] = (JSON.parse(last) as { note: string }).note.split('\n')
  return { origin, size: Number(size), root, verified }
}

/** The last line of the demo. */
export interface Summary {
  readonly ok: boolean
  readonly handover: {
    readonly state: string
    readonly items: number
    readonly byState: Readonly<Record<string, number>>
    readonly parked: number
  }
  readonly wecom: {
    readonly transferCalls: number
    readonly minimumTransferCalls: number
    readonly retries: number
  }
  readonly audit: {
    readonly origin: string
    readonly size: number
    readonly root: string
    readonly verified: boolean
  }
}

function summaryOf(truth: Truth, ledger: Ledger, audit: Summary['audit']): Summary {
  const byState: Record<string, number> = {}
  for (const { state } of ledger.items) byState[state] = (byState[state] ?? 0) + 1
  const transferCalls = callsOf(truth, 'transferCustomer') + callsOf(truth, 'transferGroups')
  const minimumTransferCalls = minimumOf(ledger)
  return {
    ok: ['reported', 'archived'].includes(ledger.state) && audit.verified,
    handover: { state: ledger.state, items: ledger.items.length, byState, parked: byState['parked'] ?? 0 },
    wecom: { transferCalls, minimumTransferCalls, retries: transferCalls - minimumTransferCalls },
    audit,
  }
}

function callsOf({ calls }: Truth, name: string): number {
  const call = calls[name]
  return call === undefined ? 0 : call.executed + call.notExecuted
}

// Full batches of 100 per successor, customers and groups apart; items that were never sent need no call, and
// what is re-pointed is no transfer.
function minimumOf({ items }: Ledger): number {
  const counts = new Map<string, number>()
  for (const { kind, successor, sends } of items) {
    if (kind === 'account' || pointedKinds.some((one) => one === kind) || sends === 0) continue
    const key = `${kind}/${successor ?? ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts.values()].reduce((sum, n) => sum + Math.ceil(n / 100), 0)
}
