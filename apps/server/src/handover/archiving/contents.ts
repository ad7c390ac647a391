import { find as findSet } from '../../approvals/index.ts'
import type { Inclusions } from '../../audit/index.ts'
import { groupBy } from '../../platform/collections.ts'
import type { Box } from '../../vault/index.ts'
import { placeOf } from '../acceptance/acceptance.ts'
import { signaturesOf } from '../acceptance/store.ts'
import type { Deps } from '../deps.ts'
import { reportFile } from '../report-file.ts'
import { reportPage, reportView } from '../report-page.ts'
import { itemsOf, type ItemRow } from '../store-items.ts'
import type { HandoverRow } from '../store.ts'
import { textPlace, type TextColumn } from '../tasks/text.ts'
import { tasksOf, type TaskRow } from '../tasks/store.ts'
import { checkpointName, entriesName } from './archiving.ts'
import { eventsOf } from './store.ts'
import type { Entry } from './tar.ts'

/** Everything that proves a handover, as files; texts in clear, because the archive is opened without the vault. */
export async function contentsOf(deps: Deps, row: HandoverRow, audit: Inclusions): Promise<readonly Entry[]> {
  const { db } = deps.database
  const box = await deps.vault.box(db, { kind: 'handover', id: row.id })
  const view = await reportView(deps, row.id)
  const pdf = await reportFile(deps, row.id, 'pdf')
  const xlsx = await reportFile(deps, row.id, 'xlsx')
  const events = groupBy(await eventsOf(db, row.id), ({ item }) => item)
  const items = (await itemsOf(db, row.id)).map((item) => ({
    ...itemIn(item, box),
    history: (events.get(item.id) ?? []).map(({ item: _item, ...event }) => event),
  }))
  const tasks = (await tasksOf(db, row.id)).map((task) => taskIn(task, box))
  const signatures = (await signaturesOf(db, row.id)).map(({ remark, ...signature }) => ({
    ...signature,
    remark: remark === null ? '' : box.open(placeOf(row.id, signature.successor, signature.kind), remark),
  }))
  const set = row.approval_set_id === null ? undefined : await findSet(db, row.approval_set_id)
  const approvals = { envelopeHash: row.envelope_hash, set, plan: row.plan }
  return [
    file('report.json', json(view)),
    file('report.html', (await reportPage(deps, row.id)) ?? ''),
    { path: 'report.pdf', data: Buffer.from(pdf?.base64 ?? '', 'base64') },
    { path: 'report.xlsx', data: Buffer.from(xlsx?.base64 ?? '', 'base64') },
    file('items.jsonl', lines(items)),
    file('tasks.jsonl', lines(tasks)),
    file('signatures.json', json({ signatures, review: { by: row.reviewed_by, at: row.reviewed_at } })),
    file('approvals.json', json(approvals)),
    file(
      entriesName,
      lines(
        audit.leaves.map(({ log, seq, bytes, proof }) => ({
          log,
          seq,
          leaf: bytes.toString('base64'),
          proof: proof.map((hash) => hash.toString('base64')),
        })),
      ),
    ),
    ...[...audit.checkpoints].map(([log, note]) => file(checkpointName(log), note)),
  ]
}

function itemIn({ name, notes, ...item }: ItemRow, box: Box) {
  const open = (column: 'name' | 'notes', sealed: Buffer | null) =>
    sealed === null ? null : box.open({ table: 'handover.item', column, row: item.id }, sealed)
  return { ...item, name: open('name', name), notes: open('notes', notes) }
}

function taskIn({ title, note, proof, ...task }: TaskRow, box: Box) {
  const open = (column: TextColumn, sealed: Buffer | null) =>
    sealed === null ? null : box.open(textPlace(task.id, column), sealed)
  return { ...task, title: open('title', title), note: open('note', note), proof: open('proof', proof) }
}

function file(path: string, text: string): Entry {
  return { path, data: Buffer.from(text, 'utf8') }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}
