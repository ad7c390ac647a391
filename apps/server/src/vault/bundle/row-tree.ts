import { createHash } from 'node:crypto'

/** A Merkle root over rows in their order, in memory for their logarithm only. */
export interface RowTree {
  add(row: string): void
  /** Hexadecimal; of nothing it is the hash of nothing. */
  root(): string
  readonly rows: number
}

// A leaf and a node begin differently, so that no row can pass for a node (RFC 6962).
const leaf = (row: string) => createHash('sha256').update('\0').update(row, 'utf8').digest()
const node = (left: Buffer, right: Buffer) =>
  createHash('sha256').update('\u0001').update(left).update(right).digest()

export function rowTree(): RowTree {
  const peaks: { readonly height: number; readonly hash: Buffer }[] = []
  let rows = 0
  return {
    get rows() {
      return rows
    },
    add(row) {
      rows += 1
      let one = { height: 0, hash: leaf(row) }
      for (let top = peaks.at(-1); top?.height === one.height; top = peaks.at(-1)) {
        peaks.pop()
        one = { height: top.height + 1, hash: node(top.hash, one.hash) }
      }
      peaks.push(one)
    },
    root() {
      const [first, ...rest] = peaks.toReversed()
      const whole = rest.reduce(
        (sum, { hash }) => node(hash, sum),
        first?.hash ?? createHash('sha256').digest(),
      )
      return whole.toString('hex')
    },
  }
}

/** One root for many tables: over their names, counts and roots. */
export function rootOf(
  tables: readonly { readonly table: string; readonly rows: number; readonly root: string }[],
): string {
  const tree = rowTree()
  for (const { table, rows, root } of tables) tree.add(`${table} ${rows} ${root}`)
  return tree.root()
}
