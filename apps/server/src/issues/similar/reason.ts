import type { Meant } from './concepts.ts'
import type { Print } from './print.ts'
import type { Rarity } from './rarity.ts'

/** Why two texts are offered as one problem, in words of the texts themselves. */
export function reasonOf(a: Print, b: Print, rarity: Rarity): string {
  if (a.text === b.text) return '文字相同'
  const names = a.names.filter((name) => b.names.includes(name))
  const shared = a.concepts.flatMap((one) => {
    const other = b.concepts.find(({ means }) => means === one.means)
    return other ? { one, other } : []
  })
  const of = (kind: Meant['kind']) =>
    shared.filter(({ one }) => one.kind === kind).map(({ one, other }) => meantBy(one, other))
  const parts = [
    ...(names.length > 0 ? [`都提到 ${names.slice(0, 3).join('、')}`] : []),
    ...(of('object').length > 0 ? [`同一对象：${of('object').slice(0, 3).join('、')}`] : []),
    ...(of('symptom').length > 0 ? [`同一现象：${of('symptom').slice(0, 3).join('、')}`] : []),
  ]
  return parts.length > 0 ? parts.join('；') : `用词相近：${commonWords(a, b, rarity).join('、')}`
}

const meantBy = (one: Meant, other: Meant): string =>
  one.words === other.words ? one.words : `${one.words}≈${other.words}`

function commonWords(a: Print, b: Print, rarity: Rarity): readonly string[] {
  const inB = new Set(b.pieces)
  return a.pieces
    .filter((piece) => inB.has(piece))
    .sort((one, other) => rarity(other) - rarity(one))
    .slice(0, 3)
}
