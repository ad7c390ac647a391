import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { Client } from 'pg'
import { startCluster } from '../src/platform/embedded/cluster.ts'
import { migrateEngine } from '../src/platform/durable/dbos.ts'
import { migrate, readMigrations } from '../src/platform/migrate.ts'
import { stateRoot, templateName } from './database.ts'

/** One real PostgreSQL for the whole test run; each test file clones the migrated template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAway()
  const stateDir = join(runsDir, String(process.pid))
  const cluster = await startCluster({
    stateDir,
    // The tests of crashes kill our processes, not the database, so it need not wait for the disk.
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  })
  const admin = new Client({ connectionString: cluster.url('jieli_super', 'postgres') })
  await admin.connect()
  await admin.query(`create database ${templateName} owner jieli_owner`)
  await admin.end()
  const ownerUrl = cluster.url('jieli_owner', templateName)
  const migrations = await readMigrations(new URL('../../../db/migrations', import.meta.url).pathname)
  await migrate(ownerUrl, migrations, () => migrateEngine(ownerUrl))

  project.provide('clusterUrl', cluster.url('jieli_super', 'postgres'))
  project.provide('ownerUrl', cluster.url('jieli_owner'))
  project.provide('appUrl', cluster.url('jieli_app'))
  project.provide('auditorUrl', cluster.url('jieli_auditor'))
  return async () => {
    await cluster.stop()
    // Under root the data may lie elsewhere, where the server's user can reach it.
    await rm(dirname(cluster.dataDir), { recursive: true, force: true })
    await rm(stateDir, { recursive: true, force: true })
  }
}

const runsDir = join(stateRoot, 'test-runs')

// What a killed run left: its server still runs and its files are of no use to anybody.
async function clearAway(): Promise<void> {
  for (const name of await readdir(runsDir).catch(() => [])) {
    if (isRunning(Number(name))) continue
    const stateDir = join(runsDir, name)
    if (existsSync(join(stateDir, 'postgres.json'))) await (await startCluster({ stateDir })).stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
