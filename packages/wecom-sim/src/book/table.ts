/** One kind of record by key. Whoever changes a record in place says so with `touch`, or a restart forgets the change. */
export class Table<V extends object> {
  readonly name: string
  readonly #rows = new Map<string, V>()
  readonly #dirty = new Set<string>()
  readonly #watch: { put?(key: string, row: V): void; drop?(key: string, row: V): void }

  constructor(
    name: string,
    watch: { put?(key: string, row: V): void; drop?(key: string, row: V): void } = {},
  ) {
    this.name = name
    this.#watch = watch
  }

  get size(): number {
    return this.#rows.size
  }

  get(key: string): V | undefined {
    return this.#rows.get(key)
  }

  has(key: string): boolean {
    return this.#rows.has(key)
  }

  values(): IterableIterator<V> {
    return this.#rows.values()
  }

  keys(): IterableIterator<string> {
    return this.#rows.keys()
  }

  entries(): IterableIterator<[string, V]> {
    return this.#rows.entries()
  }

  put(key: string, row: V): V {
    const before = this.#rows.get(key)
    if (before !== undefined) this.#watch.drop?.(key, before)
    this.#rows.set(key, row)
    this.#watch.put?.(key, row)
    this.#dirty.add(key)
    return row
  }

  touch(key: string): void {
    this.#dirty.add(key)
  }

  drop(key: string): void {
    const row = this.#rows.get(key)
    if (row === undefined) return
    this.#rows.delete(key)
    this.#watch.drop?.(key, row)
    this.#dirty.add(key)
  }

  clear(): void {
    for (const key of this.#rows.keys()) this.drop(key)
  }

  /** The changes since the last call: key and row, or null for a row that is gone. */
  takeChanges(): [string, V | null][] {
    if (this.#dirty.size === 0) return []
    const changes = [...this.#dirty].map((key): [string, V | null] => [key, this.#rows.get(key) ?? null])
    this.#dirty.clear()
    return changes
  }

  /** Puts a row back that was read from the journal, without marking it as changed. */
  restore(key: string, row: V): void {
    this.put(key, row)
    this.#dirty.delete(key)
  }
}
