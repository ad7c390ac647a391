import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inParallel } from '../apps/server/src/platform/parallel.ts'
import { startDatabases } from './rig/databases.ts'
import { tellSeed } from './stories/seeded.ts'
import type { StoryResult } from './stories/run.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    first: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
  },
})
const [count, first] = [Number(values.seeds), Number(values.first)]
const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'story-seeds', String(process.pid))

// Every story in turn under trouble drawn from printed seeds; a failing one prints the command that repeats it.
const databases = await startDatabases(stateDir)
const results: StoryResult[] = []
try {
  const seeds = Array.from({ length: count }, (_, at) => first + at)
  // Most of a story is waiting, so two side by side take little longer than one.
  await inParallel(seeds, Number(values['at-once']), async (seed) => {
    const result = await tellSeed(seed, {
      stateDir,
      databases,
      ...(values.verbose ? { onStep: (text: string) => console.error(`${seed}: ${text}`) } : {}),
    })
    results.push(result)
    console.log(JSON.stringify(result))
    if (!result.ok) console.log(`replay: npm run story-seeds -- --seeds 1 --first ${seed} --verbose`)
  })
} finally {
  await databases.stop()
}
const failed = results.filter(({ ok }) => !ok).length
const seconds = Math.round(results.reduce((sum, one) => sum + one.seconds, 0))
console.log(JSON.stringify({ seeds: results.length, ok: results.length - failed, failed, seconds }))
if (failed === 0) await rm(stateDir, { recursive: true, force: true })
process.exit(failed === 0 ? 0 : 1)
