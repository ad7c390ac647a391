import { pinyin } from 'pinyin-pro'
import type { Reader } from '../platform/db.ts'
import * as store from './store.ts'

/** How a person can be found: by name, by pinyin, by the initials of the pinyin, by user id. */
interface Entry {
  readonly userid: string
  readonly keys: readonly string[]
}

export interface Search {
  /** User ids of who matches, the best first; the deleted are not among them. */
  find(reader: Reader, q: string, limit: number): Promise<readonly string[]>
}

/**
 * Names are sealed in the database, so they are searched in the memory of this process: opened once, and again when
 * somebody joined, left or was renamed. About 200 bytes a person.
 */
export function createSearch(
  namesOf: (reader: Reader, userids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Search {
  let stamp = ''
  let entries: readonly Entry[] = []
  const refresh = async (reader: Reader) => {
    const now = await store.listingStamp(reader)
    if (now === stamp) return
    const userids = await store.presentPeople(reader)
    const names = await namesOf(reader, userids)
    entries = userids.map((userid) => ({ userid, keys: keysOf(userid, names.get(userid) ?? userid) }))
    stamp = now
  }
  return {
    async find(reader, q, limit) {
      await refresh(reader)
      const wanted = q.trim().toLowerCase().replaceAll(' ', '')
      if (wanted === '') return entries.slice(0, limit).map(({ userid }) => userid)
      return entries
        .flatMap((entry) => {
          const rank = rankOf(entry, wanted)
          return rank === undefined ? [] : [{ userid: entry.userid, rank }]
        })
        .toSorted((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .map(({ userid }) => userid)
    },
  }
}

export function keysOf(userid: string, name: string): readonly string[] {
  const sounds = pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', v: true })
  const whole = sounds.join('').toLowerCase()
  const initials = sounds
    .map((sound) => sound.slice(0, 1))
    .join('')
    .toLowerCase()
  return [name.toLowerCase(), whole, initials, userid.toLowerCase()]
}

// From the start is better than somewhere inside, the whole is best.
function rankOf({ keys }: Entry, wanted: string): number | undefined {
  if (keys.includes(wanted)) return 0
  if (keys.some((key) => key.startsWith(wanted))) return 1
  return keys.some((key) => key.includes(wanted)) ? 2 : undefined
}
