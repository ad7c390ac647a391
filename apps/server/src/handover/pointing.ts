import { pointedKinds, type ItemKind, type PointedKind, type Reason, type Rule } from '@jieli/contract'
import type { Assignment } from './allocate.ts'

export function isPointed(kind: ItemKind): kind is PointedKind {
  return pointedKinds.some((one) => one === kind)
}

/** Who receives it: whoever a rule names it for, else whoever gets the rest. */
export function assignPointed(rules: readonly Rule[], subject: string): Assignment {
  const named = rules.find(({ when }) => when.by === 'item' && when.subjects.includes(subject))
  const rule = named ?? rules.at(-1)
  return rule === undefined ? null : { to: rule.to, fallbacks: rule.fallbacks }
}

/** What a refusal of the one call says about the one thing in it; a code that is not here parks it. */
export const pointedMeanings: ReadonlyMap<number, Reason> = new Map<number, Reason>([
  [40098, 'SUCCESSOR_UNREADY'],
  [41054, 'SUCCESSOR_UNREADY'],
  [60111, 'SUCCESSOR_UNREADY'],
  [84074, 'SUCCESSOR_UNREADY'],
  // Made by another app, or a mixture of members WeCom does not take (doc 92228).
  [40058, 'NOT_MOVABLE'],
  [48002, 'NOT_MOVABLE'],
  [40003, 'NOT_MOVABLE'],
  [50002, 'NOT_MOVABLE'],
  [60011, 'NOT_MOVABLE'],
  [60030, 'NOT_MOVABLE'],
])

/** How many of each kind. */
export function pointedCounts(items: readonly { readonly kind: ItemKind }[]): Record<PointedKind, number> {
  const n = (kind: PointedKind) => items.filter((item) => item.kind === kind).length
  return { code: n('code'), link: n('link'), seat: n('seat') }
}
