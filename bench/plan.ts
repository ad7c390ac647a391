import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startDatabases } from '../scripts/rig/databases.ts'
import { measurePlan, printAgainst } from '../scripts/rig/planning.ts'

// A plan of 5 000 items for five successors by rules: what the wizard's preview takes each time a field changes, and
// what it takes from the start of a handover to its plan. Ratios are against 50 items in the same run.
const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'bench-plan')
await rm(stateDir, { recursive: true, force: true })
await mkdir(stateDir, { recursive: true, mode: 0o755 })
const databases = await startDatabases(stateDir)
const measured = (customers: number) =>
  measurePlan({
    databases,
    dir: join(stateDir, String(customers)),
    name: `plan_${customers}`,
    world: [
      '--world',
      'generated',
      '--customers',
      String(customers),
      '--groups',
      '40',
      '--memberships',
      '2',
      '--successors',
      '5',
    ],
  })
const small = await measured(50)
printAgainst('5 000 items against 50', await measured(5_000), small)
await databases.stop()
await rm(stateDir, { recursive: true, force: true })
