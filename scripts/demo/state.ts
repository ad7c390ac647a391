import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { startCluster } from '../../apps/server/src/platform/embedded/cluster.ts'

/** Where one demo lives; the company and the database in it belong together and are reset together. */
export interface DemoState {
  readonly dir: string
  readonly company: string
  readonly jieli: string
  /** Each reset begins a new audit log, and says so by its name. */
  readonly origin: string
}

const root = new URL('../..', import.meta.url).pathname

export async function openState(name: string, how: { readonly reset: boolean }): Promise<DemoState> {
  const dir = join(root, '.jieli', name)
  await mkdir(dir, { recursive: true, mode: 0o755 })
  const counter = join(dir, 'resets')
  const resets = Number(await readFile(counter, 'utf8').catch(() => '0'))
  const state = { dir, company: join(dir, 'company'), jieli: join(dir, 'jieli') }
  if (!how.reset && resets > 0) return { ...state, origin: originOf(resets) }
  await removeDatabase(state.jieli)
  await rm(state.company, { recursive: true, force: true })
  await rm(state.jieli, { recursive: true, force: true })
  await writeFile(counter, String(resets + 1))
  return { ...state, origin: originOf(resets + 1) }
}

function originOf(resets: number): string {
  return resets === 1 ? 'demo.jieli/audit' : `demo.jieli/audit-${resets}`
}

// A database that a killed demo left running still holds its files.
async function removeDatabase(stateDir: string): Promise<void> {
  const saved = await readFile(join(stateDir, 'postgres.json'), 'utf8').catch(() => '')
  if (saved === '') return
  const cluster = await startCluster({ stateDir })
  await cluster.stop()
  // Under root and a private home the data lie elsewhere, where the database's own user can reach them.
  await rm(dirname(cluster.dataDir), { recursive: true, force: true })
}
