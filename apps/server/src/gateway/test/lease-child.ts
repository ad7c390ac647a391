import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../platform/db.ts'
import { createLeases } from '../lease.ts'

/** A process of its own: enters the named section `times` times and writes when it came and went. */
const [url = '', file = '', name = '', times = '1', ttlMs = '1000', insideMs = '5'] = process.argv.slice(2)
const database = openDatabase({ url, max: 2 })
const leases = createLeases(database.db, { ttlMs: Number(ttlMs) })

process.send?.('ready')
await Promise.all(
  Array.from({ length: Number(times) }, () =>
    leases.hold(name, async () => {
      appendFileSync(file, `in ${process.pid}\n`)
      await sleep(Number(insideMs))
      appendFileSync(file, `out ${process.pid}\n`)
    }),
  ),
)
await database.close()
