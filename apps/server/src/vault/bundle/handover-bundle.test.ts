import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.ts'
import { systemWall } from '../../platform/clock.ts'
import { createVault } from '../index.ts'
import { newKey } from '../wrap.ts'
import { createBackups } from './backups.ts'
import { readIdentity } from './identity.ts'
import { linesIn, verifyBackup } from './read.ts'
import { restoreBackup } from './restore.ts'

test('the backup of one handover, alone with the root key, gives its sealed texts back in an empty database', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'handover-'))
  const database = await freshDatabase()
  const target = await freshDatabase()
  const rootKey = newKey()
  const at = { table: 'handover.handover', column: 'message', row: 'H1' }
  const vault = createVault({ database, rootKey, tenant: 'ww1' })
  await vault.box(database.db, { kind: 'handover', id: 'H2' })
  const sealed = (await vault.box(database.db, { kind: 'handover', id: 'H1' })).seal(at, '李店长')
  await vault.settle()
  for (const [id, message] of [
    ['H1', sealed],
    ['H2', null],
  ])
    await database.pool.query(
      `insert into handover.handover
      (id, trigger, leaver, initiator, state, plan, message, created_at, transfer_start_at, freeze_at)
      values ($1, 'resign', $1, 'hr', 'executing', '{}', $2, now(), now(), now())`,
      [id, message],
    )
  const backups = createBackups({
    database,
    databaseUrl: database.urls.app,
    scratchUrl: database.urls.owner,
    wall: systemWall,
    settings: { dir, keyFile: join(dir, 'backup.key'), recipients: [] },
    onTrouble: () => {},
  })
  const { file } = await backups.prove('H1')
  const identity = await readIdentity(join(dir, 'backup.key'))
  const lines: string[] = []
  for await (const line of linesIn(file, identity)) if ('row' in line) lines.push(line.row)
  expect(lines.join('\n')).not.toContain('H2')
  expect((await verifyBackup(file, identity)).manifest.tables.length).toBeGreaterThan(5)

  await restoreBackup({ file, identity, ownerUrl: target.urls.owner })
  const client = new Client({ connectionString: target.urls.owner })
  await client.connect()
  const { rows } = await client.query<{ message: Buffer }>('select message from handover.handover')
  await client.end()
  const box = await createVault({ database: target, rootKey, tenant: 'ww1' }).box(target.db, {
    kind: 'handover',
    id: 'H1',
  })
  expect(rows.map(({ message }) => box.open(at, message))).toEqual(['李店长'])
  await database.close()
  await target.close()
  await rm(dir, { recursive: true, force: true })
})
