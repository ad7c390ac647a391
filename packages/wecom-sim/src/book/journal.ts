import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Table } from './table.ts'

type Change = [table: string, key: string, row: object | null]
// Table's rows differ in type; the journal only moves them to and from JSON.
type AnyTable = Pick<Table<object>, 'name' | 'takeChanges' | 'restore' | 'entries'>

const fileName = 'company.jsonl'
const rowsPerLine = 500

/**
 * Keeps every change on disk: one line per commit, written before the answer leaves, so `kill -9` loses nothing that was
 * answered. The file system's cache is enough for that; a power cut of the machine is not what this guards against.
 */
export class Journal {
  readonly #tables: readonly AnyTable[]
  readonly #file: string | undefined
  #handle: number | undefined

  constructor(tables: readonly AnyTable[], directory: string | undefined) {
    this.#tables = tables
    if (directory === undefined) return
    mkdirSync(directory, { recursive: true })
    this.#file = join(directory, fileName)
    const resetFlag = join(directory, 'reset')
    if (existsSync(resetFlag)) {
      rmSync(this.#file, { force: true })
      rmSync(resetFlag)
    }
  }

  /** Reads what an earlier run left; false when there is nothing. */
  load(): boolean {
    if (this.#file === undefined || !existsSync(this.#file)) return false
    // Only the last state of each row reaches the tables, so that every index sees it once, in its old order.
    const rows = new Map(this.#tables.map((table) => [table.name, new Map<string, object>()]))
    const lines = readFileSync(this.#file, 'utf8').split('\n')
    for (const [at, line] of lines.entries()) {
      if (line === '') continue
      for (const [table, key, row] of readLine(line, at === lines.length - 1)) {
        if (row === null) rows.get(table)?.delete(key)
        else rows.get(table)?.set(key, row)
      }
    }
    for (const table of this.#tables)
      for (const [key, row] of rows.get(table.name) ?? []) table.restore(key, row)
    return true
  }

  /** Rewrites the file as the present state alone, then goes on appending to it. */
  compact(): void {
    for (const table of this.#tables) table.takeChanges()
    if (this.#file === undefined) return
    this.close()
    const fresh = `${this.#file}.new`
    const handle = openSync(fresh, 'w')
    for (const table of this.#tables) {
      let rows: Change[] = []
      for (const [key, row] of table.entries()) {
        rows.push([table.name, key, row])
        if (rows.length < rowsPerLine) continue
        writeSync(handle, `${JSON.stringify(rows)}\n`)
        rows = []
      }
      if (rows.length > 0) writeSync(handle, `${JSON.stringify(rows)}\n`)
    }
    closeSync(handle)
    renameSync(fresh, this.#file)
    this.#handle = openSync(this.#file, 'a')
  }

  commit(): void {
    const changes: Change[] = []
    for (const table of this.#tables) {
      for (const [key, row] of table.takeChanges()) changes.push([table.name, key, row])
    }
    if (changes.length > 0 && this.#handle !== undefined)
      writeSync(this.#handle, `${JSON.stringify(changes)}\n`)
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle)
    this.#handle = undefined
  }
}

function readLine(line: string, isLast: boolean): Change[] {
  try {
    // Our own file: written by `commit` above.
    return JSON.parse(line) as Change[]
  } catch (cause) {
    // Killed in the middle of a write: that commit was never answered.
    if (isLast) return []
    throw new Error('company.jsonl is damaged; put a file named "reset" beside it to start over', { cause })
  }
}
