import { setTimeout as sleep } from 'node:timers/promises'
import { handoverRoutes, type Draft, type HandoverView } from '@jieli/contract'
import { approveAll } from '../scripts/rig/people.ts'
import type { Stage } from './stage.ts'

/** What people would do to get a handover to where a page is worth looking at; answers its id. */
export async function started(stage: Stage, draft: Draft): Promise<string> {
  const created = await stage.apis.sumin(handoverRoutes.create, { body: draft })
  if (!created.ok) throw new Error(`${created.why} ${JSON.stringify(created.facts)}`)
  const { id } = created.value
  await waitFor(stage, id, ({ state }) => state === 'confirming')
  return id
}

export async function submitted(stage: Stage, id: string): Promise<void> {
  const { envelopeHash } = await viewOf(stage, id)
  const body = { envelopeHash: envelopeHash ?? '' }
  const done = await stage.apis.sumin(handoverRoutes.submit, { params: { id }, body })
  if (!done.ok) throw new Error(`${done.why} ${JSON.stringify(done.facts)}`)
}

export async function approved(stage: Stage, id: string): Promise<void> {
  const people = Object.values((await viewOf(stage, id)).approvers)
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(150)) {
    for (const person of people) await approveAll(stage.company, person)
    if ((await viewOf(stage, id)).state !== 'approving') return
  }
  throw new Error('not approved in time')
}

export async function viewOf(stage: Stage, id: string): Promise<HandoverView> {
  const got = await stage.apis.sumin(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}

/** Lets business time go to the next thing due until `enough` says so. */
export async function waitFor(
  stage: Stage,
  id: string,
  enough: (view: HandoverView) => boolean,
  withinMs = 90_000,
): Promise<void> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(120)) {
    if (enough(await viewOf(stage, id))) return
    const due = await stage.apis.operator(handoverRoutes.nextDue)
    if (due.ok && !due.value.busy && due.value.at !== null)
      await stage.company.advanceTo(new Date(due.value.at))
  }
  throw new Error(`not there: ${JSON.stringify((await viewOf(stage, id)).byState)}`)
}
