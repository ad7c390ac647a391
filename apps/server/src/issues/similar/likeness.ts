import type { Print } from './print.ts'
import type { Rarity } from './rarity.ts'

/**
 * Signs that two texts tell of the same problem, each 0 to 1. Object and symptom are read together, for the same object
 * with another symptom is another problem, and so is the same symptom of another object.
 */
export type Signs = readonly number[]

export type KindOf = (text: string) => readonly number[]

export function signsOf(a: Print, b: Print, { rarity, kind }: { rarity: Rarity; kind: number }): Signs {
  const meant = (print: Print, wanted: 'object' | 'symptom') =>
    print.concepts.filter((one) => one.kind === wanted).map(({ means }) => `=${means}`)
  const [objectsA, objectsB] = [meant(a, 'object'), meant(b, 'object')]
  const [symptomsA, symptomsB] = [meant(a, 'symptom'), meant(b, 'symptom')]
  const names = (print: Print) => print.names.map((name) => `@${name}`)
  const objects = overlap(objectsA, objectsB, rarity)
  const symptoms = overlap(symptomsA, symptomsB, rarity)
  const sharedNames = overlap(names(a), names(b), rarity)
  const apart = (some: readonly string[], more: readonly string[], shared: number) =>
    some.length > 0 && more.length > 0 && shared === 0
  const otherObject = apart(objectsA, objectsB, objects)
  const otherSymptom = apart(symptomsA, symptomsB, symptoms)
  const given = (condition: boolean, value = 1) => (condition ? value : 0)
  return [
    cosine(a.pieces, b.pieces, rarity),
    containment(a.pieces, b.pieces, rarity),
    Math.sqrt(objects * symptoms),
    sharedNames,
    kind,
    given(otherSymptom, objects),
    given(!otherSymptom && symptoms === 0, objects),
    given(otherObject, symptoms),
    given(!otherObject && objects === 0, symptoms),
    given(otherObject && otherSymptom),
    given(apart(names(a), names(b), sharedNames)),
  ]
}

const weigh = (things: Iterable<string>, rarity: Rarity): number => {
  let sum = 0
  for (const thing of things) sum += rarity(thing)
  return sum
}

const sharedBy = (a: readonly string[], b: readonly string[]): readonly string[] => {
  const inB = new Set(b)
  return a.filter((thing) => inB.has(thing))
}

// Half-way between "of the shorter" and "of both": a long text may name more things than a short one of the same problem.
// What every second issue says (失败, 报错) counts for less than 校验码.
function overlap(a: readonly string[], b: readonly string[], rarity: Rarity): number {
  if (a.length === 0 || b.length === 0) return 0
  const [shared, inA, inB] = [weigh(sharedBy(a, b), rarity), weigh(a, rarity), weigh(b, rarity)]
  const share = (shared / Math.min(inA, inB) + shared / (inA + inB - shared)) / 2
  const common = sharedBy(a, b)
  return common.length === 0 ? 0 : share * Math.sqrt(weigh(common, rarity) / common.length)
}

function cosine(a: readonly string[], b: readonly string[], rarity: Rarity): number {
  const square = (thing: string) => rarity(thing) ** 2
  const length = Math.sqrt(weigh(a, square) * weigh(b, square))
  return length === 0 ? 0 : Math.min(1, weigh(sharedBy(a, b), square) / length)
}

function containment(a: readonly string[], b: readonly string[], rarity: Rarity): number {
  const least = Math.min(weigh(a, rarity), weigh(b, rarity))
  return least === 0 ? 0 : weigh(sharedBy(a, b), rarity) / least
}
