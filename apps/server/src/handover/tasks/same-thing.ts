import type { TaskKind } from '@jieli/contract'
import type { Tx } from '../../platform/db.ts'
import type { Box } from '../../vault/index.ts'
import { isPointed } from '../pointing.ts'
import { itemsOf, type ItemRow } from '../store-items.ts'

/** The item that a person means with his words, when it was found already: one with that very name. */
export async function foundAlready(
  tx: Tx,
  handoverId: string,
  { kind, title, box }: { readonly kind: TaskKind; readonly title: string; readonly box: Box },
): Promise<ItemRow | undefined> {
  if (kind !== 'code') return undefined
  const meant = plain(title)
  const pointed = (await itemsOf(tx, handoverId)).filter((item) => isPointed(item.kind) && item.name !== null)
  return pointed.find(({ id, subject, name }) => {
    const called =
      name === null ? '' : plain(box.open({ table: 'handover.item', column: 'name', row: id }, name))
    return meant === plain(subject) || (called !== '' && called === meant)
  })
}

// People put names in quotes and add what it is.
function plain(text: string): string {
  return text.replaceAll(/[\s「」“”"'《》]|联系我|获客链接|二维码/g, '').toLowerCase()
}
