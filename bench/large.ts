import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startDatabases } from '../scripts/rig/databases.ts'
import { measurePlan, printAgainst } from '../scripts/rig/planning.ts'

// The same leaver with 1 500 customers in a company of 5 000 people, 200 000 customers and 2 100 groups, against the same
// leaver in a company of a dozen: what does not concern the handover should cost little.
const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'bench-large')
await rm(stateDir, { recursive: true, force: true })
await mkdir(stateDir, { recursive: true, mode: 0o755 })
const databases = await startDatabases(stateDir)
const measured = (name: string, world: readonly string[]) =>
  measurePlan({ databases, dir: join(stateDir, name), name, world })
const alone = await measured('alone', [
  '--customers',
  '1500',
  '--groups',
  '60',
  '--memberships',
  '40',
  '--successors',
  '5',
])
printAgainst(
  'in a company of 5 000 against one of a dozen',
  await measured('large', ['--world', 'large']),
  alone,
)
await databases.stop()
await rm(stateDir, { recursive: true, force: true })
