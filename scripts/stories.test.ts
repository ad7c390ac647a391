import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabases, type Databases } from './rig/databases.ts'
import { scratch } from './rig/scratch.ts'
import { tellSeed } from './stories/seeded.ts'

// A sample of every story under trouble; `npm run story-seeds` tells two hundred. The power is cut, connections are cut,
// calls and events are lost, people act by hand: our ledger equals the truth all the same.
const seeds = Array.from({ length: 20 }, (_, at) => 301 + at)
const pairs = Array.from({ length: seeds.length / 2 }, (_, at) => seeds.slice(2 * at, 2 * at + 2))

let stateDir: string
let databases: Databases

beforeAll(async () => {
  stateDir = scratch('stories-test')
  databases = await startDatabases(stateDir)
}, 120_000)

afterAll(async () => {
  await databases.stop()
  rmSync(stateDir, { recursive: true, force: true })
}, 60_000)

test.each(pairs)(
  'seeds %i and %i: every end agrees with the truth, and whatever is left has an owner and a date',
  async (one = 0, other = 0) => {
    const told = await Promise.all([one, other].map((seed) => tellSeed(seed, { stateDir, databases })))
    expect(told.map(({ wrong }) => wrong)).toEqual([[], []])
    for (const { items } of told) expect(items).toBeGreaterThan(100)
  },
  300_000,
)
