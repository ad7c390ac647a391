import type { HandoverView } from '@jieli/contract'
import type { Company } from '../rig/company.ts'
import { chanceOf, type Chance } from '../seeds/chance.ts'
import { doubleCallbacks, loseCallbacks } from '../seeds/trouble.ts'
import type { Stage, Story } from './story.ts'

/** What one seed does to a story: calls that go wrong, people who act meanwhile, a process and a database that go. */
export interface Trouble {
  /** What happened, for the line of the result. */
  readonly struck: string[]
  onLook(view: HandoverView): Promise<void>
}

export interface Powers {
  /** Ends the server at once and starts it again. */
  readonly powerCut: () => Promise<void>
  /** Cuts every connection to the database. */
  readonly cutConnections: () => Promise<void>
}

// Longer than the server waits for an answer.
const silenceMs = 2_500

export async function troubleFor(seed: number, story: Story, stage: Stage, powers: Powers): Promise<Trouble> {
  const chance = chanceOf(seed * 7_919 + 13)
  const struck: string[] = []
  const isGone = story.id === 'gone'
  for (const fault of chance.shuffled(faults(chance, isGone)).slice(0, 6)) {
    await stage.company.post('/faults', fault)
    struck.push(fault.kind)
  }
  // One more, for what brings new customers; from a chance of its own, so that the other draws stay what they were.
  const pointing = pointingFaults[chanceOf(seed * 31 + 7).below(pointingFaults.length)]
  if (pointing) {
    await stage.company.post('/faults', pointing)
    struck.push(`${pointing.call} ${pointing.kind}`)
  }
  await doubleCallbacks(stage.company)
  const moments = {
    power: 4 + chance.below(40),
    database: 4 + chance.below(40),
    late: 8 + chance.below(10),
  }
  let looks = 0
  const done = new Set<string>()
  const once = async (what: string, work: () => Promise<unknown>) => {
    if (done.has(what)) return
    done.add(what)
    await work()
    struck.push(what)
  }
  return {
    struck,
    async onLook(view) {
      looks += 1
      // Two events of what happens from now on never come; before, people would have to press again.
      if (view.state === 'waiting') await once('events lost', () => loseCallbacks(stage.company))
      const isOut = view.leg === 'out' && view.ending === null
      if (view.state === 'confirming' && !isGone)
        await once('moved by hand', () => moveByHand(stage.company, chance, view))
      if (isOut && !isGone && view.state === 'waiting' && looks >= moments.late)
        await once('added late', () =>
          stage.company.post('/people/leaver/add-customer', { name: '新来的店长' }),
        )
      if (looks === moments.power) await once('power cut', powers.powerCut)
      if (looks === moments.database) await once('connections cut', powers.cutConnections)
    },
  }
}

interface Fault {
  readonly call: string
  readonly kind: string
  readonly count: number
  readonly after?: number
  readonly level?: 'top' | 'item'
  readonly items?: number
  readonly ms?: number
  readonly blockSeconds?: number
}

const pointingFaults: readonly Fault[] = [
  { call: 'updateContactWay', kind: 'timeout-executed', count: 1, ms: silenceMs },
  { call: 'updateContactWay', kind: 'timeout-not-executed', count: 1, after: 1, ms: silenceMs },
  { call: 'updateContactWay', kind: 'unknown-code', count: 1, level: 'top' },
  { call: 'updateAcquisitionLink', kind: 'garbage', count: 1 },
  { call: 'addServicers', kind: 'timeout-executed', count: 1, ms: silenceMs },
  { call: 'removeServicers', kind: 'timeout-not-executed', count: 1, ms: silenceMs },
  { call: 'listServicers', kind: 'http-500', count: 1 },
]

function faults(chance: Chance, isGone: boolean): readonly Fault[] {
  const send = isGone ? 'transferResignedCustomer' : 'transferCustomer'
  const groups = isGone ? 'transferResignedGroups' : 'transferGroups'
  const results = isGone ? 'transferResignedResult' : 'transferResult'
  const after = chance.below(3)
  return [
    { call: send, kind: 'timeout-executed', count: 1, after, ms: silenceMs },
    { call: send, kind: 'timeout-not-executed', count: 1, after, ms: silenceMs },
    { call: groups, kind: 'timeout-executed', count: 1, ms: silenceMs },
    { call: send, kind: 'busy', count: 2, after },
    { call: send, kind: 'http-500', count: 1, after },
    { call: groups, kind: 'garbage', count: 1 },
    { call: send, kind: 'token-expired', count: 1, after },
    { call: send, kind: 'omit-items', count: 1, after, items: 1 + chance.below(4) },
    { call: send, kind: 'duplicate-items', count: 1, after, items: 2 },
    { call: send, kind: 'unknown-code', count: 1, level: 'item', after, items: 1 + chance.below(3) },
    { call: send, kind: 'unknown-code', count: 1, level: 'top', after },
    { call: groups, kind: 'unknown-code', count: 1, level: 'item', items: 1 },
    { call: results, kind: 'rate', count: 1, after, blockSeconds: 0.3 },
    { call: results, kind: 'repeat-cursor', count: 1 },
    { call: 'listCustomers', kind: 'busy', count: 1, after },
    { call: 'getUser', kind: 'http-500', count: 1, after },
  ]
}

/** An administrator assigns two customers in WeCom's console before the product does: to anybody. */
async function moveByHand(company: Company, chance: Chance, view: HandoverView): Promise<void> {
  const { customers } = await company.get<{ customers: readonly { id: string; budgetLeft: number }[] }>(
    `/truth/customers?of=${view.leaver}`,
  )
  const free = chance.shuffled(customers.filter(({ budgetLeft }) => budgetLeft > 0)).slice(0, 2)
  const to = chance.below(2) === 0 ? 'colleague' : (view.successors[0] ?? 'colleague')
  await company.post(`/people/${view.leaver}/console-transfer`, { customers: free.map(({ id }) => id), to })
}
