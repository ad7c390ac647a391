import {
  handoverRoutes,
  handoverStateWords,
  itemStates,
  itemStateWords,
  type HandoverView,
} from '@jieli/contract'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Company } from '../rig/company.ts'
import { approveAll, decideAll } from '../rig/people.ts'
import { importKnownTransfers, linxiao } from './hemu.ts'
import type { DemoWorld } from './world.ts'

const minutesAtMost = 6

/** One whole handover on the fast clock; scripted people approve and decide on their phones. Returns its id. */
export async function runOnce({ company, apis }: DemoWorld, say: (line: string) => void): Promise<string> {
  await importKnownTransfers(company, apis.operator)
  // One batch is executed but its answer never comes: settled by looking, not by sending again.
  await company.post('/faults', { call: 'transferCustomer', kind: 'timeout-executed', after: 11, count: 1 })
  const created = await apis.sumin(handoverRoutes.create, { body: linxiao })
  if (!created.ok)
    throw new Error(`the handover was refused: ${created.why} ${JSON.stringify(created.facts)}`)
  const { id } = created.value
  const deadline = Date.now() + minutesAtMost * 60_000
  let told = ''
  for (;;) {
    const view = await viewOf(apis.sumin, id)
    const line = lineOf(view)
    if (line !== told) say(`${await shanghai(company)}  ${line}`)
    told = line
    if (view.state === 'reported' || view.state === 'archived') return id
    if (Date.now() > deadline) throw new Error(`not finished within ${minutesAtMost} minutes: ${line}`)
    if (view.trouble) say(`  ${view.trouble.cause} ${view.trouble.remedy}`)
    await actOn(view, { company, apis }, say)
    await sleep(150)
  }
}

async function viewOf(api: DemoWorld['apis']['sumin'], id: string): Promise<HandoverView> {
  const got = await api(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(`no handover ${id}`)
  return got.value
}

/** What the people of the company would do now; when nobody has anything to do, time goes to the next thing due. */
async function actOn(
  view: HandoverView,
  { company, apis }: Pick<DemoWorld, 'company' | 'apis'>,
  say: (line: string) => void,
): Promise<void> {
  if (view.state === 'confirming') {
    const body = { envelopeHash: view.envelopeHash ?? '' }
    const submitted = await apis.sumin(handoverRoutes.submit, { params: { id: view.id }, body })
    if (!submitted.ok)
      throw new Error(`submit was refused: ${submitted.why} ${JSON.stringify(submitted.facts)}`)
    return
  }
  if (view.state === 'approving') {
    for (const person of Object.values(view.approvers)) {
      const pressed = await approveAll(company, person)
      if (pressed.length > 0) say(`  ${person} 在手机上点了「同意」`)
    }
    return
  }
  if (view.needsDecision.some(({ reason }) => reason === 'GROUP_FULL')) await makeRoom(company)
  if (view.needsDecision.length > 0 && view.state === 'waiting') {
    // The pass that found it has ordered a card; it is on its way to the phone.
    for (const until = Date.now() + 15_000; Date.now() < until; await sleep(200)) {
      const pressed = await decideAll(company, view.approvers.manager)
      for (const { title, key } of pressed)
        say(`  ${view.approvers.manager}：${title} → ${key.split(':').at(-1) ?? ''}`)
      if (pressed.length > 0) return
    }
  }
  const due = await apis.operator(handoverRoutes.nextDue)
  if (due.ok && !due.value.busy && due.value.at !== null) await company.advanceTo(new Date(due.value.at))
}

// 林晓 removes somebody from the full group, as she was asked to.
async function makeRoom(company: Company): Promise<void> {
  const { groups } = await company.get<{ groups: { id: string; name: string }[] }>('/groups')
  const full = groups.find(({ name }) => name === '华东店长交流 ①')
  if (full) await company.post(`/groups/${full.id}/make-room`)
}

function lineOf(view: HandoverView): string {
  const states = itemStates.flatMap((state) => {
    const n = view.byState[state] ?? 0
    return n === 0 ? [] : [`${itemStateWords[state].zh} ${n}`]
  })
  return `${view.id} ${handoverStateWords[view.state].zh}　${states.join('，')}`
}

async function shanghai(company: Company): Promise<string> {
  const now = await company.now()
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
}
