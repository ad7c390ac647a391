import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDatabases } from './rig/databases.ts'
import { runSeed, type SeedResult } from './seeds/run.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    customers: { type: 'string', default: '2500' },
    groups: { type: 'string', default: '320' },
    verbose: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const [count, first] = [Number(values.seeds), Number(values.first)]
const size = { customers: Number(values.customers), groups: Number(values.groups) }
const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'seeds', String(process.pid))

/** Handovers of a whole company under faults drawn from printed seeds; each end is compared with the truth. */
async function run(): Promise<readonly SeedResult[]> {
  const results: SeedResult[] = []
  const databases = await startDatabases(stateDir)
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const database = await databases.fresh(`seed_${seed}`)
      const result = await runSeed({
        ...size,
        seed,
        stateDir,
        database,
        withinMs: 300_000,
        ...(values.verbose
          ? {
              onStep: (text) => console.error(`${seed} ${Math.round(performance.now() / 100) / 10}: ${text}`),
            }
          : {}),
      }).catch((error: unknown) => broken(seed, error))
      results.push(result)
      console.log(JSON.stringify(result))
      if (!result.ok) console.log(`replay: npm run seeds -- --seeds 1 --first ${seed} ${sizeArgs()}`)
      if (result.ok && !values.keep) await databases.drop(database)
    }
  } finally {
    await databases.stop()
  }
  return results
}

function sizeArgs(): string {
  return `--customers ${size.customers} --groups ${size.groups}`
}

function broken(seed: number, error: unknown): SeedResult {
  const wrong = [error instanceof Error ? `${error.name}: ${error.message}` : String(error)]
  const nothing = { calls: 0, minimum: 0, injectedNotExecuted: 0, faults: {}, ends: {}, seconds: 0 }
  return { seed, ok: false, ...size, ...nothing, wrong }
}

const results = await run()
const failed = results.filter(({ ok }) => !ok)
const seconds = Math.round(results.reduce((sum, one) => sum + one.seconds, 0))
const summary = { seeds: results.length, ok: results.length - failed.length, failed: failed.length, seconds }
console.log(JSON.stringify(summary))
if (failed.length === 0 && !values.keep) await rm(stateDir, { recursive: true, force: true })
process.exit(failed.length === 0 ? 0 : 1)
