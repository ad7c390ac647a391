import { setImmediate as breathe } from 'node:timers/promises'
import { pinyin } from 'pinyin-pro'
import type { Reader } from '../platform/db.ts'
import * as store from './store.ts'

/** How a person can be found: by name, by pinyin, by the initials of the pinyin, by user id. */
interface Entry {
  readonly userid: string
  readonly keys: readonly string[]
  readonly departments: readonly number[]
  /** What the name was read from: the same bytes need not be opened again. */
  readonly sealed: Buffer | null
}

export interface Search {
  /** User ids of who matches, the best first; the deleted are not among them. */
  find(reader: Reader, q: string, limit: number): Promise<readonly string[]>
}

type NamesOf = (reader: Reader, userids: readonly string[]) => Promise<ReadonlyMap<string, string>>

interface Index {
  readonly stamp: string
  readonly people: ReadonlyMap<string, Entry>
  readonly departments: readonly { readonly id: number; readonly name: string }[]
}

// Opening names holds the process; others get a turn after so many.
const openedAtOnce = 500

/**
 * Names are sealed in the database, so they are searched in the memory of this process: opened once, and those of who
 * joined or was renamed again. About 300 bytes a person. Who asks while the index is made waits for the same one.
 */
export function createSearch(namesOf: NamesOf): Search {
  let index: Index = { stamp: '', people: new Map(), departments: [] }
  let making: Promise<Index> | undefined
  const fresh = async (reader: Reader): Promise<Index> => {
    const stamp = await store.listingStamp(reader)
    if (stamp === index.stamp) return index
    making ??= indexed(reader, { stamp, before: index.people, namesOf }).finally(() => {
      making = undefined
    })
    index = await making
    return index
  }
  return {
    async find(reader, q, limit) {
      const { people, departments } = await fresh(reader)
      const wanted = tight(q)
      if (wanted === '') return [...people.keys()].slice(0, limit)
      const named = new Set(
        departments.filter(({ name }) => tight(name).includes(wanted)).map(({ id }) => id),
      )
      return [...people.values()]
        .flatMap((entry) => {
          const rank = rankOf(entry, wanted, named)
          return rank === undefined ? [] : [{ userid: entry.userid, rank }]
        })
        .toSorted((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .map(({ userid }) => userid)
    },
  }
}

interface Making {
  readonly stamp: string
  readonly before: ReadonlyMap<string, Entry>
  readonly namesOf: NamesOf
}

async function indexed(reader: Reader, { stamp, before, namesOf }: Making): Promise<Index> {
  const present = await store.presentPeople(reader)
  const isKnown = ({ userid, sealed }: store.Present) => {
    const entry = before.get(userid)
    return entry !== undefined && isSame(entry.sealed, sealed)
  }
  const unknown = present.filter((person) => !isKnown(person)).map(({ userid }) => userid)
  const keys = new Map<string, readonly string[]>()
  for (let at = 0; at < unknown.length; at += openedAtOnce) {
    const part = unknown.slice(at, at + openedAtOnce)
    const names = await namesOf(reader, part)
    for (const userid of part) keys.set(userid, keysOf(userid, names.get(userid) ?? userid))
    await breathe()
  }
  const people = present.map(({ userid, sealed, departments }): [string, Entry] => [
    userid,
    { userid, sealed, departments, keys: keys.get(userid) ?? before.get(userid)?.keys ?? [] },
  ])
  return { stamp, people: new Map(people), departments: await store.namedDepartments(reader) }
}

function isSame(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other)
}

export function keysOf(userid: string, name: string): readonly string[] {
  const sounds = pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', v: true })
  const initials = sounds.map((sound) => sound.slice(0, 1)).join('')
  return [name, sounds.join(''), initials, userid].map(tight)
}

function tight(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, '')
}

// The whole is best, from the start is better than somewhere inside, and the department comes last.
function rankOf(
  { keys, departments }: Entry,
  wanted: string,
  named: ReadonlySet<number>,
): number | undefined {
  if (keys.includes(wanted)) return 0
  if (keys.some((key) => key.startsWith(wanted))) return 1
  if (keys.some((key) => key.includes(wanted))) return 2
  return departments.some((id) => named.has(id)) ? 3 : undefined
}
