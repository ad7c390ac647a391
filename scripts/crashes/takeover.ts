import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { startChild } from '../rig/program.ts'
import { connectCallbacks, startJieli, type Jieli } from '../rig/jieli.ts'
import { begin, walk } from '../rig/walk.ts'
import type { Ran } from './cut.ts'
import { draftFor, endOf, quick, setStage, unlike, type Place, type Stage } from './stage.ts'

/** `slow`: WeCom has carried the call out and is about to answer. `delay`: it has not begun yet, and will. */
export type InFlight = 'slow' | 'delay'

export interface TakeoverResult {
  readonly inFlight: InFlight
  readonly ok: boolean
  /** From the kill until another run of the survivor had settled the call. */
  readonly takeoverSeconds: number
  readonly seconds: number
  readonly wrong: readonly string[]
}

// Longer than the takeover takes to begin, shorter than the time the calm run is given.
const inFlightMs = 4_000

const takeoverWithinMs = 30_000

/** Two instances on one database; the one whose transfer call is in flight is killed. */
export async function tryTakeover(place: Place, inFlight: InFlight, calm: Ran): Promise<TakeoverResult> {
  const started = performance.now()
  const stage = await setStage(place, `takeover_${inFlight}`)
  const token = 'b'.repeat(64)
  const signer = await startChild({
    file: 'apps/server/src/cli.ts',
    args: ['signer', '--state', `${stage.stateDir}/signer`, '--token', token],
  })
  const instances: Jieli[] = []
  try {
    const at = { url: String(signer.ready['url']), token }
    const { company, database, stateDir, apis } = stage
    const start = () => startJieli({ company, stateDir, database, signer: at, env: quick })
    // One after the other: the first one makes the root key.
    instances.push(await start(), await start())
    const [first] = instances
    if (first) {
      await connectCallbacks(company, first)
      stage.point(first.url)
    }
    await company.post('/faults', { call: 'transferCustomer', kind: inFlight, count: 1, ms: inFlightMs })
    const id = await begin({ hr: apis.hr }, draftFor(stage.createdAt))
    const killed = killInFlight(stage, instances)
    await walk({ company, hr: apis.hr, operator: apis.operator, withinMs: place.withinMs }, id)
    const takeoverMs = await killed
    const isLate = takeoverMs > takeoverWithinMs
    const late = isLate ? [`taken over after ${Math.round(takeoverMs)} ms`] : []
    const wrong = [...unlike(await endOf(stage, id), calm.end), ...late]
    const seconds = Math.round((performance.now() - started) / 100) / 10
    return {
      inFlight,
      ok: wrong.length === 0,
      takeoverSeconds: Math.round(takeoverMs / 100) / 10,
      seconds,
      wrong,
    }
  } finally {
    for (const { child } of instances) await child.stop()
    await signer.stop()
    await stage.close()
  }
}

interface Sender {
  readonly pid: number
  readonly run: string
}

// Kills the instance whose call is on its way, and waits until the run has gone on elsewhere. Returns how long it took.
async function killInFlight(stage: Stage, instances: readonly Jieli[]): Promise<number> {
  const sender = await until(() => senderOf(stage), 60_000)
  const victim = instances.find(({ child }) => child.process.pid === sender.pid)
  const survivor = instances.find(({ child }) => child.process.pid !== sender.pid)
  if (!victim || !survivor) throw new Error(`process ${sender.pid} is none of ours`)
  victim.child.kill()
  const killedAt = performance.now()
  stage.point(survivor.url)
  await connectCallbacks(stage.company, survivor)
  await until(() => isThrough(stage, sender.run), 60_000)
  return performance.now() - killedAt
}

// The fault is counted when the call arrives, which is when it is in flight.
async function senderOf({ company, reader }: Stage): Promise<Sender | undefined> {
  const { faults } = await company.get<{ faults: readonly { fired: number }[] }>('/faults')
  if (!faults.some(({ fired }) => fired > 0)) return undefined
  const { rows } = await sql<Sender>`
    select i.pid, w.workflow_uuid as run from handover.handover h
      join dbos.workflow_status w on w.workflow_uuid = h.running
      join platform.instance i on i.executor_id = w.executor_id`.execute(reader.db)
  return rows[0]
}

async function isThrough({ reader }: Stage, run: string): Promise<true | undefined> {
  const { rows } = await sql<{ status: string }>`
    select status from dbos.workflow_status where workflow_uuid = ${run} and status = 'SUCCESS'`.execute(
    reader.db,
  )
  return rows.length > 0 ? true : undefined
}

async function until<T>(look: () => Promise<T | undefined>, withinMs: number): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms`)
    await sleep(30)
  }
}
