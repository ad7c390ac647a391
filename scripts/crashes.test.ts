import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runWithCut, tryCutAt, type Ran } from './crashes/cut.ts'
import type { Place } from './crashes/stage.ts'
import { tryTakeover } from './crashes/takeover.ts'
import { startDatabases, type Databases } from './rig/databases.ts'
import { scratch } from './rig/scratch.ts'

// A sample; `npm run crashes` cuts the power before and after the record of every step.
let databases: Databases
let place: Place
let calm: Ran

beforeAll(async () => {
  const stateDir = scratch('crashes-test')
  databases = await startDatabases(stateDir)
  place = { databases, stateDir, withinMs: 120_000 }
  calm = await runWithCut(place, null)
}, 240_000)

afterAll(async () => {
  await databases.stop()
  rmSync(place.stateDir, { recursive: true, force: true })
}, 60_000)

// Found and not told, about to be sent, sent and not told, and the account disabled and not told.
test.each([
  { side: 'before', step: 'handover.pass collect' },
  { side: 'after', step: 'handover.pass open 1' },
  { side: 'before', step: 'handover.pass send 1' },
  { side: 'before', step: 'handover.pass freeze' },
] as const)(
  'the power is cut $side the record of "$step": same end',
  async (at) => {
    expect(await tryCutAt(place, at, calm)).toMatchObject({ isReached: true, ok: true, wrong: [] })
  },
  300_000,
)

test('one of two instances is killed in mid-transfer: the other finishes with the same end', async () => {
  expect(await tryTakeover(place, 'slow', calm)).toMatchObject({ ok: true, wrong: [] })
}, 240_000)
