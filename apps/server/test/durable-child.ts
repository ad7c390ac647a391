import { appendFileSync } from 'node:fs'
import { openDatabase } from '../src/platform/db.ts'
import { createDurable, migrateEngine } from '../src/platform/durable/dbos.ts'
import { migrate, readMigrations } from '../src/platform/migrate.ts'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A process of its own for the tests of the durable engine. Arguments: app url, owner url, file of effects, edition.
 * Edition 2 stands for an edited program: the same order of steps, other code in them.
 */
const [appUrl = '', ownerUrl = '', effects = '', edition = '1'] = process.argv.slice(2)

const migrations = await readMigrations(new URL('../../../db/migrations', import.meta.url).pathname)
await migrate(ownerUrl, migrations, () => migrateEngine(ownerUrl))
const database = openDatabase({ url: appUrl })
const durable = createDurable({
  database,
  deadAfterMs: 2_000,
  orphanAfterMs: 1_000,
  pollMs: 100,
  workflows: {
    relay: async (run, subject) => {
      for (const leg of [1, 2, 3, 4]) {
        await run.step(`leg ${leg}`, async () => {
          appendFileSync(effects, `${subject} leg ${leg} edition ${edition}\n`)
          await sleep(300)
          return leg
        })
      }
    },
  },
})
await durable.start()
process.send?.('ready')
process.on('SIGTERM', () => {
  void durable.stop().then(() => database.close())
})
