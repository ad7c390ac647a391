import { setTimeout as sleep } from 'node:timers/promises'
import { covered } from '../audit/index.ts'
import type { Deps } from './deps.ts'
import { Uncovered } from './trouble.ts'

/** The first transfer and every point of no return wait until a signed checkpoint covers them. */
export async function waitUntilCovered(deps: Deps, entries: readonly string[]): Promise<void> {
  const deadline = deps.wall.now().getTime() + deps.settings.coverWithinMs
  while (!(await covered(deps.database.db, entries))) {
    if (deps.wall.now().getTime() > deadline) throw new Uncovered('no signed checkpoint covers the entry yet')
    await sleep(100)
  }
}
