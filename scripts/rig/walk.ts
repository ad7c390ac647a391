import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, handoverRoutes, type Api, type Draft, type HandoverView } from '@jieli/contract'
import type { Company } from './company.ts'
import { approveAll, decideAll } from './people.ts'

/** What a scripted company and its people do while a handover goes its way. */
export interface Walk {
  readonly company: Company
  /** In the name of the human resources and of an operator; asked anew each time, so a server may restart. */
  readonly hr: Api
  readonly operator: Api
  /** Told at every look; may do things of its own. True keeps the clock where it is. */
  readonly onLook?: (view: HandoverView, now: Date) => Promise<boolean>
  /** Picks a button of a decision card; the usual choice when it picks none. */
  readonly prefer?: (keys: readonly string[]) => string | undefined
  /** Where the clock stops on its way once more, so that `onLook` can act there. */
  readonly stopAt?: (view: HandoverView) => Date | null
  readonly withinMs: number
  readonly onStep?: (text: string) => void
}

const lookEveryMs = 60
// So long may a pressed button stay without effect before the same is said in the console: its callback was lost.
const pressedInVainMs = 2_500

/** Creates the handover and tells its id; throws the refusal. */
export async function begin({ hr }: Pick<Walk, 'hr'>, draft: Draft): Promise<string> {
  try {
    const created = await hr(handoverRoutes.create, { body: draft })
    if (!created.ok) throw new Error(`not created: ${JSON.stringify(created)}`)
    return created.value.id
  } catch (error) {
    if (!isUnreachable(error)) throw error
    // The answer was lost with the process; whoever started it looks whether it exists.
    await sleep(lookEveryMs)
    const { handovers } = await reached(() => hr(handoverRoutes.list, {}))
    const [mine] = handovers.filter(
      ({ leaver, state }) => leaver === draft.leaver && state !== 'reported' && state !== 'archived',
    )
    return mine ? mine.id : begin({ hr }, draft)
  }
}

// A killed process refuses connections until it is started again; fetch says so with a TypeError. One that has lost its
// database says 503.
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ApiError && error.status >= 500)
}

const unreachableWithinMs = 60_000

async function reached<T>(ask: () => Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const deadline = Date.now() + unreachableWithinMs
  for (;;) {
    try {
      const reply = await ask()
      if (reply.ok) return reply.value
      throw new Error(`refused: ${JSON.stringify(reply)}`)
    } catch (error) {
      if (!isUnreachable(error) || Date.now() > deadline) throw error
      await sleep(lookEveryMs)
    }
  }
}

/** Drives it to its report: submits, approves and decides by card, and moves the clock to what is due next. */
export async function walk(world: Walk, id: string): Promise<HandoverView> {
  const deadline = Date.now() + world.withinMs
  let view: HandoverView | undefined
  let before = ''
  let inVainSince: number | null = null
  for (;;) {
    if (Date.now() > deadline) throw new Error(`not reported in time: ${JSON.stringify(view)}`)
    view = await reached(() => world.hr(handoverRoutes.get, { params: { id } }))
    const shown = `${view.state} ${JSON.stringify(view.byState)} ${view.trouble?.cause ?? ''}`
    if (shown !== before) world.onStep?.(shown)
    before = shown
    if (view.state === 'reported' || view.state === 'archived' || view.state === 'cancelled') return view
    try {
      inVainSince = await act(world, view, inVainSince)
    } catch (error) {
      if (!isUnreachable(error)) throw error
    }
    await sleep(lookEveryMs)
  }
}

// Returns since when buttons are pressed without anything coming of it.
async function act(world: Walk, view: HandoverView, inVainSince: number | null): Promise<number | null> {
  const now = await world.company.now()
  const isHeld = (await world.onLook?.(view, now)) === true
  if (view.state === 'confirming') await submit(world, view)
  else if (view.state === 'approving') await approve(world, view)
  else if (view.needsDecision.length > 0) {
    const pressed = await decideAll(world.company, view.approvers.manager, world.prefer)
    const since = pressed.length > 0 ? Date.now() : inVainSince
    if (since === null || Date.now() - since < pressedInVainMs) return since
    await decideInConsole(world, view)
  } else if (!isHeld) await moveClock(world, view, now)
  return null
}

async function submit(world: Walk, { id, envelopeHash }: HandoverView): Promise<void> {
  const body = { envelopeHash: envelopeHash ?? '' }
  const submitted = await world.hr(handoverRoutes.submit, { params: { id }, body })
  if (!submitted.ok) throw new Error(`not submitted: ${JSON.stringify(submitted)}`)
}

async function approve(world: Walk, { approvers }: HandoverView): Promise<void> {
  for (const person of new Set(Object.values(approvers))) await approveAll(world.company, person)
}

// The button is grey after one press, so whoever sees that nothing came of it goes to the console.
async function decideInConsole(world: Walk, view: HandoverView): Promise<void> {
  for (const { reason, kind } of view.needsDecision) {
    for (const outcome of ['look', 'again', 'keep'] as const) {
      const body = { reason, kind, outcome }
      const decided = await world.hr(handoverRoutes.decide, { params: { id: view.id }, body })
      if (decided.ok) break
    }
  }
}

async function moveClock(world: Walk, view: HandoverView, now: Date): Promise<void> {
  const due = await world.operator(handoverRoutes.nextDue, {})
  if (!due.ok || due.value.busy || due.value.at === null) return
  const at = new Date(due.value.at)
  const stop = world.stopAt?.(view) ?? null
  await world.company.advanceTo(stop !== null && stop > now && stop < at ? stop : at)
}
