import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDatabases } from './rig/databases.ts'
import { runWithCut, tryCut, tryDisconnects, type CutPoint, type CutResult } from './crashes/cut.ts'
import { aCompany, type Place } from './crashes/stage.ts'
import { tryTakeover } from './crashes/takeover.ts'

const { values } = parseArgs({
  options: {
    /** One cut point or several, e.g. `before:3,after:7`, or `none`; all of them when absent. */
    at: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
    'no-takeover': { type: 'boolean', default: false },
  },
})
const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'crashes', String(process.pid))

const disconnectEveryMs = 700

/** Cuts the power around every durable step of a handover, and kills one of two instances in the middle of a call. */
async function run(): Promise<boolean> {
  const databases = await startDatabases(stateDir)
  const onStep = (text: string) => console.error(`${Math.round(performance.now() / 100) / 10} ${text}`)
  const place: Place = { databases, stateDir, withinMs: 120_000, ...(values.verbose ? { onStep } : {}) }
  try {
    const calm = await runWithCut(place, null)
    console.log(JSON.stringify({ calm: true, steps: calm.steps.length, wrong: calm.end.wrong }))
    const cuts = cutsOf(values.at, calm.steps.length)
    const results: CutResult[] = []
    const waiting = [...cuts]
    const lane = async () => {
      const company = await aCompany()
      for (let cut = waiting.shift(); cut; cut = waiting.shift()) {
        const result = await tryCut({ ...place, company }, cut, calm)
        results.push(result)
        const { steps: _, ...told } = result
        const step = result.steps[Number(cut.split(':')[1]) - 1]
        console.log(JSON.stringify({ ...told, step: step ?? 'over before' }))
      }
      await company.child.stop()
    }
    await Promise.all(Array.from({ length: Number(values.lanes) }, lane))
    const takeovers: { readonly ok: boolean }[] = []
    for (const inFlight of values['no-takeover'] ? [] : (['slow', 'delay'] as const)) {
      const result = await tryTakeover(place, inFlight, calm)
      takeovers.push(result)
      console.log(JSON.stringify(result))
    }
    if (!values['no-takeover']) {
      const result = await tryDisconnects(place, disconnectEveryMs, calm)
      takeovers.push(result)
      console.log(JSON.stringify(result))
    }
    const failed = [...results, ...takeovers].filter(({ ok }) => !ok).length
    const reached = results.filter(({ isReached }) => isReached).length
    const done = { cutPoints: results.length, reached, others: takeovers.length, failed }
    console.log(JSON.stringify(done))
    return failed === 0 && calm.end.wrong.length === 0
  } finally {
    await databases.stop()
  }
}

function allCuts(steps: number): readonly CutPoint[] {
  return Array.from({ length: steps }, (_, at): readonly CutPoint[] => [
    `before:${at + 1}`,
    `after:${at + 1}`,
  ]).flat()
}

function cutsOf(text: string | undefined, steps: number): readonly CutPoint[] {
  if (text === undefined) return allCuts(steps)
  return text === 'none' ? [] : text.split(',').map(cutOf)
}

function cutOf(text: string): CutPoint {
  const [side, step] = text.split(':')
  if ((side !== 'before' && side !== 'after') || !Number(step))
    throw new Error(`--at ${text}: before:N or after:N`)
  return `${side}:${Number(step)}`
}

const isOk = await run()
if (isOk) await rm(stateDir, { recursive: true, force: true })
process.exit(isOk ? 0 : 1)
