import { parseArgs } from 'node:util'
import { roles } from '@jieli/contract'
import { createKey } from '../access/index.ts'
import { readBootConfig } from '../config.ts'
import { withDatabases } from '../main.ts'
import { openDatabase } from '../platform/db.ts'
import { Usage } from './usage.ts'

/** Issues an API key; it is shown once and only its hash is kept. */
export async function keyCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, role: { type: 'string' } },
  })
  const role = roles.find((known) => known === values.role)
  if (positionals[0] !== 'create' || values.as === undefined || role === undefined) {
    throw new Usage(`key create --as USERID --role ${roles.join('|')}`)
  }
  const userid = values.as
  await withDatabases(readBootConfig(), async ({ app }) => {
    const database = openDatabase({ url: app })
    console.log(await database.inTx((tx) => createKey(tx, { userid, role }, new Date())))
    await database.close()
  })
}
