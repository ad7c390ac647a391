import { join } from 'node:path'
import { sql } from 'kysely'
import type { WallClock } from '../../platform/clock.ts'
import { days, hours, later } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { identityIn, recipientOf } from './identity.ts'
import { verifyBackup } from './read.ts'
import { restoreToScratch } from './scratch.ts'
import { BackupError } from './trouble.ts'
import { writeBackup, type Choose } from './write.ts'

export interface BackupSettings {
  readonly dir: string
  readonly keyFile: string
  /** Further age recipients who can open them: the organisation's own. */
  readonly recipients: readonly string[]
}

/** What shows that a backup can be restored. */
export interface Proof {
  readonly file: string
  readonly rows: number
  /** Over all its rows; what was restored has the same. */
  readonly root: string
  /** How long restoring took. */
  readonly seconds: number
}

export interface Backups {
  /** Backs up everything of a handover, restores it into scratch tables and compares. */
  prove(handoverId: string): Promise<Proof>
  /** Reads bundles again whose turn it is, and restores one for practice each week. Returns how many were looked at. */
  checkDue(): Promise<number>
}

interface Parts {
  readonly database: Database
  readonly databaseUrl: string
  /** May make temporary tables. */
  readonly scratchUrl: string
  readonly wall: WallClock
  readonly settings: BackupSettings
  /** A bundle that no longer can be used. */
  readonly onTrouble: (facts: { readonly about: string; readonly file: string; readonly why: string }) => void
}

// Each is read again within a week, and one is restored.
const againMs = days(7)
const perTurn = 20

export function createBackups({
  database,
  databaseUrl,
  scratchUrl,
  wall,
  settings,
  onTrouble,
}: Parts): Backups {
  const identity = () => identityIn(settings.keyFile)

  const restored = async (file: string) => {
    const found = await restoreToScratch(file, await identity(), scratchUrl)
    if (found.differs.length > 0)
      throw new BackupError(
        'CHANGED',
        `备份恢复后和原来不符：${found.differs.join('、')} / differs once restored`,
      )
    return found
  }

  return {
    async prove(handoverId) {
      const now = wall.now()
      const file = join(
        settings.dir,
        `${handoverId}-${now.toISOString().slice(0, 19).replaceAll(':', '')}.age`,
      )
      const own = await recipientOf(await identity())
      const about = `handover ${handoverId}`
      const manifest = await writeBackup({
        databaseUrl,
        out: file,
        recipients: [own, ...settings.recipients],
        about,
        now,
        choose: rowsOfHandover(handoverId),
      })
      const { rows, seconds } = await restored(file)
      await sql`insert into vault.bundle
        (id, about, file, root, rows, made_at, checked_at, drilled_at, drill_seconds)
        values (${newId<'bundle'>()}, ${about}, ${file}, ${manifest.root}, ${rows}, ${now}, ${now}, ${now}, ${seconds})`.execute(
        database.db,
      )
      return { file, rows, root: manifest.root, seconds }
    },
    async checkDue() {
      const now = wall.now()
      const { rows } = await sql<Bundle>`
        select id, about, file, root from vault.bundle
        where checked_at <= ${later(now, -againMs)} and trouble is null order by checked_at limit ${perTurn}`.execute(
        database.db,
      )
      for (const [at, bundle] of rows.entries()) await look(bundle, at === 0)
      return rows.length
    },
  }

  async function look({ id, about, file, root }: Bundle, isDrill: boolean): Promise<void> {
    const now = wall.now()
    try {
      const { manifest } = await verifyBackup(file, await identity())
      if (manifest.root !== root)
        throw new BackupError('CHANGED', `${file} 不是当时写下的那一份 / is not the one written then`)
      const seconds = isDrill ? (await restored(file)).seconds : null
      await sql`update vault.bundle set checked_at = ${now},
        drilled_at = case when ${isDrill} then ${now} else drilled_at end,
        drill_seconds = coalesce(${seconds}, drill_seconds) where id = ${id}`.execute(database.db)
    } catch (error) {
      if (!(error instanceof BackupError)) throw error
      await sql`update vault.bundle set checked_at = ${now}, trouble = ${error.message} where id = ${id}`.execute(
        database.db,
      )
      onTrouble({ about, file, why: error.message })
    }
  }
}

interface Bundle {
  readonly id: string
  readonly about: string
  readonly file: string
  readonly root: string
}

const keyOfHandover = `scope_kind = 'handover' and scope_id = $1`
const tenantKeys: ReadonlySet<string> = new Set(['vault.tenant_key', 'vault.tenant_key_wrap'])

/**
 * Everything about one handover: its rows, what was agreed to under which policy, and the wrapped keys of its scope up
 * to the root key, so that it can be read with nothing else left.
 */
function rowsOfHandover(id: string): Choose {
  return ({ table, columns }) => {
    if (table === 'vault.shredded' || table === 'approvals.policy') return 'all'
    if (table === 'vault.data_key') return { text: keyOfHandover, values: [id] }
    if (tenantKeys.has(table))
      return { text: `tenant in (select tenant from vault.data_key where ${keyOfHandover})`, values: [id] }
    if (table === 'handover.handover') return { text: 'id = $1', values: [id] }
    if (table === 'handover.attempt_item')
      return {
        text: 'attempt_id in (select a.id from handover.attempt a where a.handover_id = $1)',
        values: [id],
      }
    const isOf = /^(handover|approvals)\./.test(table) && columns.includes('handover_id')
    return isOf ? { text: 'handover_id = $1', values: [id] } : undefined
  }
}

/** How often due bundles are looked for. */
export const checkEveryMs = hours(1)
