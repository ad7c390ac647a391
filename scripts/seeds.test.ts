import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabases, type Databases } from './rig/databases.ts'
import { runSeed } from './seeds/run.ts'
import { scratch } from './rig/scratch.ts'

// A sample; `npm run seeds` runs twenty seeds of 2 500 customers and 320 groups. Fewer customers would make too few
// calls for two of each kind of trouble.
const size = { customers: 1200, groups: 240 }

let stateDir: string
let databases: Databases

beforeAll(async () => {
  stateDir = scratch('seeds-test')
  databases = await startDatabases(stateDir)
}, 120_000)

afterAll(async () => {
  await databases.stop()
  rmSync(stateDir, { recursive: true, force: true })
}, 60_000)

test.each([101, 102])(
  'seed %i: every end agrees with the truth, no customer moves twice, no call too many',
  async (seed) => {
    const database = await databases.fresh(`seed_${seed}`)
    const result = await runSeed({ ...size, seed, stateDir, database, withinMs: 180_000 })
    expect(result.wrong).toEqual([])
    expect(result.customers).toBe(size.customers)
  },
  240_000,
)
