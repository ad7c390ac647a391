import type { ItemDetail } from '@jieli/contract'
import { masked } from '../access/index.ts'
import { budgetFrom } from './collect.ts'
import type { Deps } from './deps.ts'
import { notesOf } from './notes.ts'
import { fieldsOf } from './reveal.ts'
import { shownName } from './shown.ts'
import { findItem, itemEvents } from './store-items.ts'

const hiddenText = '****'

/** One item with its history; what is personal is masked here, not in the browser. */
export async function itemDetail(deps: Deps, id: string, itemId: string): Promise<ItemDetail | undefined> {
  const { db } = deps.database
  const row = await findItem(db, id, itemId)
  if (!row) return undefined
  const box = await deps.vault.box(db, { kind: 'handover', id })
  const { remark, description, phone } = fieldsOf(row, box)
  const events = await itemEvents(db, itemId)
  const budget = row.kind === 'customer' ? budgetFrom(row.budget) : null
  const people = [
    row.successor,
    row.owner,
    ...row.fallbacks,
    ...events.flatMap(({ by, successor }) => [by, successor]),
  ]
  return {
    id: row.id,
    kind: row.kind,
    fields: {
      name: shownName(row, box),
      remark: remark === '' ? '' : hiddenText,
      description: description === '' ? '' : hiddenText,
      phone: phone === '' ? '' : phone.split('、').map(masked.phone).join('、'),
    },
    successor: row.successor,
    fallbacks: row.fallbacks,
    state: row.state,
    reason: row.reason,
    code: row.code,
    owner: row.owner,
    decision: row.decision,
    dueAt: row.due_at?.toISOString() ?? null,
    sends: row.sends,
    budget: budget?.known ?? null,
    freeAgainAt: budget?.known === 'spent' ? budget.freeAt.toISOString() : null,
    tags: notesOf(row, box)?.tags.length ?? 0,
    history: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
    names: Object.fromEntries(
      await deps.directory.namesOf(db, [...new Set(people.filter((one) => one !== null))]),
    ),
  }
}
