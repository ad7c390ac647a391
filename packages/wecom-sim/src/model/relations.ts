import { Table } from '../book/table.ts'
import type { Relation } from './records.ts'

const keyOf = (userid: string, customer: string) => `${userid}|${customer}`

/** Who serves whom, found by either side. */
export class Relations {
  readonly #byMember = new Map<string, Map<string, Relation>>()
  readonly #byCustomer = new Map<string, Map<string, Relation>>()
  readonly table = new Table<Relation>('relations', {
    put: (_, row) => {
      within(this.#byMember, row.userid).set(row.customer, row)
      within(this.#byCustomer, row.customer).set(row.userid, row)
    },
    drop: (_, row) => {
      within(this.#byMember, row.userid).delete(row.customer)
      within(this.#byCustomer, row.customer).delete(row.userid)
    },
  })
  /** Pairs that once were: the difference between "never" (40131) and "no longer" (84061). */
  readonly past = new Table<{ at: number; why: string }>('past-relations')

  get(userid: string, customer: string): Relation | undefined {
    return this.#byMember.get(userid)?.get(customer)
  }

  /** Present customers of a member, oldest first as they were added. */
  of(userid: string): Relation[] {
    return [...(this.#byMember.get(userid)?.values() ?? [])]
  }

  count(userid: string): number {
    return this.#byMember.get(userid)?.size ?? 0
  }

  followers(customer: string): Relation[] {
    return [...(this.#byCustomer.get(customer)?.values() ?? [])]
  }

  put(row: Relation): Relation {
    return this.table.put(keyOf(row.userid, row.customer), row)
  }

  touch(row: Relation): void {
    this.table.touch(keyOf(row.userid, row.customer))
  }

  end(row: Relation, at: number, why: string): void {
    this.table.drop(keyOf(row.userid, row.customer))
    this.past.put(keyOf(row.userid, row.customer), { at, why })
  }

  wasOnce(userid: string, customer: string): boolean {
    return this.past.has(keyOf(userid, customer))
  }
}

function within<V>(index: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const found = index.get(key)
  if (found !== undefined) return found
  const made = new Map<string, V>()
  index.set(key, made)
  return made
}
