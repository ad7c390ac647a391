import { revealFields, type RevealField } from '@jieli/contract'
import type { OpenField } from '../access/index.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Box } from '../vault/index.ts'
import type { Reader } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import { notesOf } from './notes.ts'
import { findItem, type ItemRow } from './store-items.ts'

/** Opens exactly one field of one item; who may see it was decided before. */
export function openField({ vault }: Pick<Deps, 'vault'>): OpenField {
  return async (reader, { handover, item, field }) => {
    const row = await findItem(reader, handover, item)
    if (!row) return refuse('NOT_FOUND')
    const box = await vault.box(reader, { kind: 'handover', id: handover })
    const value = isField(field) ? fieldsOf(row, box)[field] : ''
    return value === '' ? refuse('NO_VALUE') : ok(value)
  }
}

export function fieldsOf(row: ItemRow, box: Box): Record<RevealField, string> {
  const name =
    row.name === null ? '' : box.open({ table: 'handover.item', column: 'name', row: row.id }, row.name)
  const notes = notesOf(row, box)
  return {
    name,
    remark: notes?.remark ?? '',
    description: notes?.description ?? '',
    phone: notes?.mobiles.join('、') ?? '',
  }
}

/** Whether the person gives this item or is to receive it. */
export async function isOwnItem(
  reader: Reader,
  { handover, item, userid }: { readonly handover: string; readonly item: string; readonly userid: string },
  leaver: string,
): Promise<boolean> {
  const row = await findItem(reader, handover, item)
  const person = userid.toLowerCase()
  return row !== undefined && (row.successor?.toLowerCase() === person || leaver.toLowerCase() === person)
}

function isField(text: string): text is RevealField {
  return revealFields.some((field) => field === text)
}
