import type { Dossier } from '@jieli/contract'
import { errcodeOf } from '../gateway/index.ts'
import type { Reader } from '../platform/db.ts'
import type { Box } from '../vault/index.ts'
import type { Deps } from './deps.ts'
import { groupsOfCustomer, passedOn, type GroupRow } from './dossier-store.ts'
import { notesOf } from './notes.ts'
import { fieldsOf } from './reveal.ts'
import { findItem, type ItemRow } from './store-items.ts'
import { tasksOf } from './tasks/store.ts'
import { textOf } from './tasks/text.ts'

/** What a successor should know of a customer, without chat: who serves him, his groups, promises, who served him before. */
export async function dossierOf(deps: Deps, id: string, itemId: string): Promise<Dossier | undefined> {
  const { db } = deps.database
  const item = await findItem(db, id, itemId)
  if (!item || item.kind !== 'customer') return undefined
  const box = await deps.vault.box(db, { kind: 'handover', id })
  const servedBy = await servingNow(deps, item.subject)
  const groups = (await groupsOfCustomer(db, id, item.subject)).map((row) => groupView(row, box))
  const history = (await passedOn(db, item.subject)).map(({ at, ...one }) => ({
    ...one,
    at: at.toISOString(),
  }))
  const people = [
    ...(servedBy ?? []).map(({ userid }) => userid),
    ...groups.map(({ successor }) => successor),
    ...history.flatMap(({ from, to }) => [from, to]),
  ]
  return {
    servedBy,
    groups,
    promises: await promisesAbout(db, { id, item, box }),
    history,
    names: Object.fromEntries(
      await deps.directory.namesOf(db, [...new Set(people.filter((one) => one !== null))]),
    ),
    now: (await deps.business.now()).toISOString(),
  }
}

/** Read live: what was true at the inventory is not what counts now. Null where WeCom does not tell. */
async function servingNow(deps: Deps, customer: string): Promise<Dossier['servedBy']> {
  try {
    const { follow_user } = await deps.wecom.call('getCustomer', { external_userid: customer })
    return follow_user.map(({ userid, createtime }) => ({
      userid,
      since: new Date(createtime * 1_000).toISOString(),
    }))
  } catch (error) {
    // Out of the app's range, or nobody's customer any more.
    if (errcodeOf(error) === undefined) throw error
    return null
  }
}

function groupView(row: GroupRow, box: Box): Dossier['groups'][number] {
  const name =
    row.itemId !== null && row.itemName !== null
      ? box.open({ table: 'handover.item', column: 'name', row: row.itemId }, row.itemName)
      : row.taskId === null
        ? ''
        : textOf({ id: row.taskId, title: row.taskTitle, note: null, proof: null }, 'title', box)
  return { name, role: row.itemId === null ? 'member' : 'owner', successor: row.successor, state: row.state }
}

/** Promises and open matters whose words name this customer; whoever declared them wrote free text. */
async function promisesAbout(
  reader: Reader,
  { id, item, box }: { readonly id: string; readonly item: ItemRow; readonly box: Box },
): Promise<Dossier['promises']> {
  const words = namesOf(item, box)
  const about = (await tasksOf(reader, id)).filter(({ source }) => source === 'declared')
  return about.flatMap((task) => {
    const title = textOf(task, 'title', box)
    const note = textOf(task, 'note', box)
    return words.some((word) => title.includes(word) || note.includes(word))
      ? [{ title, note, state: task.state, dueAt: task.dueAt.toISOString() }]
      : []
  })
}

// One sign says nothing: 王 is in every second sentence.
function namesOf(item: ItemRow, box: Box): readonly string[] {
  const { name, remark } = fieldsOf(item, box)
  return [name, remark, notesOf(item, box)?.company ?? ''].filter((word) => word.length >= 2)
}
