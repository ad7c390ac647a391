import type { Company } from '../rig/company.ts'
import { connectCallbacks, startJieli, type Jieli } from '../rig/jieli.ts'
import { begin, walk } from '../rig/walk.ts'
import {
  draftFor,
  endOf,
  quick,
  setStage,
  stepsOf,
  unlike,
  untilIdle,
  type End,
  type Place,
  type Stage,
} from './stage.ts'

/** `before:3`: the process dies when the third step is done and not recorded yet; `after:3` right after recording. */
export type CutPoint = `${'before' | 'after'}:${number}`

export interface Ran {
  readonly end: End
  readonly steps: readonly string[]
  /** How often the process was started. */
  readonly starts: number
}

/** One handover, with the power cut at one point or never; the server is started again until the report is there. */
export async function runWithCut(place: Place, cut: CutPoint | null): Promise<Ran> {
  return run(place, `crash_${cut === null ? 'calm' : cut.replace(':', '_')}`, { cut })
}

interface Hardship {
  readonly cut?: CutPoint | null
  /** So often all connections to the database are cut. */
  readonly disconnectEveryMs?: number
}

async function run(place: Place, name: string, { cut = null, disconnectEveryMs }: Hardship): Promise<Ran> {
  const { databases, withinMs, onStep } = place
  const stage = await setStage(place, name)
  const keeper = keepRunning(stage, cut)
  let cutter: NodeJS.Timeout | undefined
  try {
    await keeper.first
    const { company, apis } = stage
    if (disconnectEveryMs !== undefined)
      cutter = setInterval(() => void databases.cutConnections(stage.database), disconnectEveryMs)
    const id = await begin({ hr: apis.hr }, draftFor(stage.createdAt))
    const watched = onStep ? { onStep: (text: string) => onStep(`${name}: ${text}`) } : {}
    await walk({ company, hr: apis.hr, operator: apis.operator, withinMs, ...watched }, id)
    clearInterval(cutter)
    await untilIdle(stage)
    return { end: await endOf(stage, id), steps: await stepsOf(stage), starts: keeper.starts() }
  } finally {
    clearInterval(cutter)
    await keeper.stop()
    await stage.close()
  }
}

interface Keeper {
  readonly first: Promise<void>
  starts(): number
  stop(): Promise<void>
}

// Whoever runs a server starts it again when it is gone; so does this.
function keepRunning(stage: Stage, cut: CutPoint | null): Keeper {
  let starts = 0
  let isOver = false
  let running: Jieli | undefined
  let restarting: Promise<void> = Promise.resolve()

  const start = async () => {
    const env: Record<string, string> = {
      ...quick,
      ...(starts === 0 && cut !== null ? { CRASH_AT: cut } : {}),
    }
    starts += 1
    const { company, database, stateDir } = stage
    const jieli = await startJieli({ company, stateDir, database, env, logFile: `${stateDir}/server.log` })
    running = jieli
    stage.point(jieli.url)
    await toldOf(company, jieli)
    const again = async () => {
      await jieli.child.ended
      if (!isOver) restarting = start()
    }
    void again()
  }

  const first = start()
  return {
    first,
    starts: () => starts,
    async stop() {
      isOver = true
      await first.catch(() => {})
      await restarting.catch(() => {})
      await running?.child.stop()
    },
  }
}

// The company asks the address back; it may have died meanwhile, and then the next one is told of.
async function toldOf(company: Company, jieli: Jieli): Promise<void> {
  for (let n = 1; ; n += 1) {
    try {
      return await connectCallbacks(company, jieli)
    } catch (error) {
      const { exitCode, signalCode } = jieli.child.process
      if (exitCode !== null || signalCode !== null) return
      if (n === 3) throw error
    }
  }
}

export interface CutResult {
  readonly cut: CutPoint
  /** False when this run was over before so many steps: how often it looks depends on who is faster. */
  readonly isReached: boolean
  readonly ok: boolean
  readonly seconds: number
  readonly wrong: readonly string[]
  /** The steps this run took. */
  readonly steps: readonly string[]
}

/** The same handover with one power cut, compared with the calm one. */
export async function tryCut(place: Place, cut: CutPoint, calm: Ran): Promise<CutResult> {
  const started = performance.now()
  const ran = await runWithCut(place, cut).catch((error: unknown) =>
    error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  )
  const seconds = Math.round((performance.now() - started) / 100) / 10
  if (typeof ran === 'string') return { cut, isReached: true, ok: false, seconds, wrong: [ran], steps: [] }
  const isReached = ran.starts > 1
  const isMissed = !isReached && ran.steps.length >= Number(cut.split(':')[1])
  const wrong = [...(isMissed ? ['the power was not cut'] : []), ...unlike(ran.end, calm.end)]
  return { cut, isReached, ok: wrong.length === 0, seconds, wrong, steps: ran.steps }
}

export interface Disconnected {
  readonly disconnected: true
  readonly ok: boolean
  readonly seconds: number
  readonly wrong: readonly string[]
}

/** The database's connections are cut again and again while the handover goes its way. */
export async function tryDisconnects(place: Place, everyMs: number, calm: Ran): Promise<Disconnected> {
  const started = performance.now()
  const wrong = await run(place, 'disconnects', { disconnectEveryMs: everyMs }).then(
    ({ end, starts }) => [...unlike(end, calm.end), ...(starts > 1 ? ['the server ended'] : [])],
    (error: unknown) => [error instanceof Error ? `${error.name}: ${error.message}` : String(error)],
  )
  const seconds = Math.round((performance.now() - started) / 100) / 10
  return { disconnected: true, ok: wrong.length === 0, seconds, wrong }
}

const triesToReach = 4

/** Cuts at a step by its name; its number is that of the run before, until one run really comes to it. */
export async function tryCutAt(
  place: Place,
  at: { readonly side: 'before' | 'after'; readonly step: string },
  calm: Ran,
): Promise<CutResult> {
  let { steps } = calm
  for (let n = 1; ; n += 1) {
    const number = steps.indexOf(at.step) + 1
    if (number === 0) throw new Error(`no step is named ${at.step}`)
    const result = await tryCut(place, `${at.side}:${number}`, calm)
    if (result.isReached || n === triesToReach) return result
    steps = result.steps
  }
}
