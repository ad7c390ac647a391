import type { Reader } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import type { HandoverRow } from './store.ts'

const placeOf = (id: string) => ({ table: 'handover.handover', column: 'message', row: id })

/** What the customers will be told; free text of people, so it is kept sealed like their names. */
export async function sealMessage(
  deps: Pick<Deps, 'vault'>,
  reader: Reader,
  { id, text }: { readonly id: string; readonly text: string | undefined },
): Promise<Buffer | null> {
  if (text === undefined) return null
  return (await deps.vault.box(reader, { kind: 'handover', id })).seal(placeOf(id), text)
}

export async function openMessage(
  deps: Pick<Deps, 'vault' | 'database'>,
  row: HandoverRow,
): Promise<string | null> {
  if (row.message === null) return null
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id: row.id })
  return box.open(placeOf(row.id), row.message)
}
