import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { Bug } from '../platform/result.ts'
import { checkAct, commitTo, sealable, type Act, type EntryId } from './audit.ts'

/** Encrypts the payload of one entry; given by composition, because the log knows no vault. */
export type Seal = (tx: Tx, entryId: EntryId, plaintext: Buffer) => Promise<{ readonly sealed: Buffer }>

/** Writes the entry of an act in the act's own transaction. */
export type Append = (tx: Tx, act: Act) => Promise<EntryId>
export type AppendAll = (tx: Tx, acts: readonly Act[]) => Promise<readonly EntryId[]>

// PostgreSQL takes 65 535 parameters a statement; an entry has 12.
const perStatement = 4_000

export interface Audit {
  readonly append: Append
  /** One statement for many acts. */
  readonly appendAll: AppendAll
}

export function createAudit({ seal }: { readonly seal?: Seal }): Audit {
  const rowOf = async (tx: Tx, act: Act) => {
    checkAct(act)
    const entryId = newId<'audit entry'>()
    const { commitment, sealed } = await hidden(tx, entryId, act)
    const values = sql`(${entryId}, ${act.at}, ${act.actor}, ${act.role}, ${act.session ?? null}, ${act.action},
      ${JSON.stringify(act.objects)}::jsonb, ${[...(act.approvals ?? [])]}::text[], ${act.policyVersion ?? null},
      ${act.result}, ${commitment}, ${sealed}, ${act.urgent ?? false})`
    return { entryId, values }
  }

  const hidden = async (tx: Tx, entryId: EntryId, act: Act) => {
    if (act.payload === undefined) return { commitment: null, sealed: null }
    if (seal === undefined) throw new Bug(`${act.action}: a payload needs a vault to seal it`)
    const salt = randomBytes(32)
    const { sealed } = await seal(tx, entryId, sealable(act.payload, salt))
    return { commitment: commitTo(act.payload, salt), sealed }
  }

  const appendAll: AppendAll = async (tx, acts) => {
    const ids: EntryId[] = []
    for (let from = 0; from < acts.length; from += perStatement) {
      const rows = []
      for (const act of acts.slice(from, from + perStatement)) rows.push(await rowOf(tx, act))
      await sql`
        insert into audit.entry (entry_id, at, actor, role, session, action, objects, approvals, policy_version,
          result, commitment, sealed, urgent)
        values ${sql.join(rows.map(({ values }) => values))}`.execute(tx)
      ids.push(...rows.map(({ entryId }) => entryId))
    }
    return ids
  }

  return {
    appendAll,
    async append(tx, act) {
      const [id] = await appendAll(tx, [act])
      if (id === undefined) throw new Bug('an entry was not written')
      return id
    },
  }
}
