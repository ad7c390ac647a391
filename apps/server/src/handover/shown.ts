import { masked } from '../access/index.ts'
import type { Box } from '../vault/index.ts'
import { notesOf } from './notes.ts'
import type { ItemRow } from './store-items.ts'

type Named = Pick<ItemRow, 'id' | 'kind' | 'name' | 'notes'>

/**
 * What an item is called to everybody who may see it: a customer by the first character of the name and the company
 * that was noted, a group by its name, in which numbers and addresses of people are hidden. '' for the account.
 */
export function shownName({ id, kind, name, notes }: Named, box: Box): string {
  if (name === null) return ''
  const clear = box.open({ table: 'handover.item', column: 'name', row: id }, name)
  if (kind !== 'customer') return masked.text(clear)
  const company = notesOf({ id, notes }, box)?.company ?? ''
  return company === '' ? masked.name(clear) : `${masked.name(clear)} · ${masked.text(company)}`
}
