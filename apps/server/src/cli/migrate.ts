import { readBootConfig } from '../config.ts'
import { migrateDatabase, withDatabases } from '../main.ts'

/** Creates or upgrades the database. */
export async function migrateCommand(): Promise<void> {
  const ran = await withDatabases(readBootConfig(), ({ owner }) => migrateDatabase(owner))
  console.log(ran.length === 0 ? '数据库已是最新 / up to date' : `已执行 / ran: ${ran.join(', ')}`)
}
