import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabases, type Databases } from './rig/databases.ts'
import { scratch } from './rig/scratch.ts'
import { stories } from './stories/all.ts'
import { tell } from './stories/run.ts'

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

test.each(stories)(
  '$id: our ledger equals the truth item by item, and whatever is left has an owner and a date',
  async (story) => {
    const database = await databases.fresh(`story_${story.id}`)
    const told = await tell(story, { stateDir, database })
    expect(told.wrong).toEqual([])
    expect(told.items).toBeGreaterThan(100)
  },
  240_000,
)
