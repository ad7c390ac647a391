import type { PointedKind } from '@jieli/contract'
import { inParallel } from '../platform/parallel.ts'
import type { Answer, Inventory, Wecom } from './carriers/carrier.ts'
import { errcodeOf } from './carriers/codes.ts'
import { acquisitionLinks } from './carriers/acquisition-links.ts'
import { contactCodes } from './carriers/contact-codes.ts'
import type { PointingCarrier } from './carriers/pointing.ts'
import { serviceSeats } from './carriers/service-seats.ts'
import type { Change } from './handover.ts'
import { holdingOf, type Holding } from './holding.ts'
import { afterLooking } from './outcome.ts'
import { isPointed } from './pointing.ts'
import { itemOf, type ItemRow } from './store-items.ts'
import type { HandoverRow } from './store.ts'
import { giverOf, takersOf } from './triggers.ts'

// A new kind is a file in carriers/ and a line here.
const carriers: Readonly<Record<PointedKind, PointingCarrier>> = {
  code: contactCodes,
  link: acquisitionLinks,
  seat: serviceSeats,
}

export const pointedUndo = {
  code: contactCodes.undo,
  link: acquisitionLinks.undo,
  seat: serviceSeats.undo,
} as const

export interface PointedInventory extends Inventory {
  readonly kind: PointedKind
}

/** Everything of every kind that leads to this person. */
export async function findPointed(wecom: Wecom, userid: string): Promise<readonly PointedInventory[]> {
  const found: PointedInventory[] = []
  for (const { kind, find } of Object.values(carriers)) found.push({ kind, ...(await find(wecom, userid)) })
  return found
}

/** Who holds each of these now, read from WeCom, by the item's id; items of other kinds are left out. */
export async function pointedHoldings(
  wecom: Wecom,
  row: Pick<HandoverRow, 'leaver' | 'way' | 'leg' | 'plan'>,
  items: readonly ItemRow[],
): Promise<ReadonlyMap<string, Holding>> {
  const read = await inParallel(items, 4, async (item): Promise<readonly [string, Holding][]> => {
    if (!isPointed(item.kind)) return []
    const users = await carriers[item.kind].observe(wecom, item.subject)
    // The planned one first: another may have been there all along.
    const takers = [...takersOf(row)].sort(
      (a, b) => Number(b === item.successor) - Number(a === item.successor),
    )
    const giver = giverOf(item, row).userid
    return [[item.id, holdingOf(users, { giver, takers, keepsGiver: keepsGiver(item, giver) })]]
  })
  return new Map(read.flat())
}

/** What those that wait have become. */
export async function lookAtPointed(
  wecom: Wecom,
  row: HandoverRow,
  due: readonly ItemRow[],
  now: Date,
): Promise<readonly Change[]> {
  const holdings = await pointedHoldings(wecom, row, due)
  return due.flatMap((item) => {
    const held = holdings.get(item.id)
    return held ? [afterLooking(itemOf(item), held, now)] : []
  })
}

// Only somebody who gives back can have been there before on his own account.
function keepsGiver({ giver, evidence }: ItemRow, userid: string): boolean {
  const before: unknown = evidence['users']
  if (giver === null || !Array.isArray(before)) return false
  return before.some((one) => String(one).toLowerCase() === userid.toLowerCase())
}

/** Makes the call of an attempt, which holds one item. Null: no answer. Throws what is no matter of this thing. */
export async function repointItem(
  wecom: Wecom,
  item: ItemRow,
  { giver, taker }: { readonly giver: string; readonly taker: string },
): Promise<Answer | null> {
  if (!isPointed(item.kind)) return null
  const order = { subject: item.subject, giver, taker, keepsGiver: keepsGiver(item, giver) }
  try {
    return new Map([[item.subject, await carriers[item.kind].repoint(wecom, order)]])
  } catch (error) {
    if (error instanceof Error && error.name === 'Unanswered') return null
    const code = errcodeOf(error)
    if (code !== null && isItsOwn(error)) return new Map([[item.subject, code]])
    throw error
  }
}

// One code that may not be changed holds up nothing else; a server that is busy or refuses our token is everybody's.
const everybodys: ReadonlySet<unknown> = new Set(['token', 'busy', 'rate', 'write-conflict', 'config'])

function isItsOwn(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && !everybodys.has(error.kind)
}
