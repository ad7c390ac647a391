import { Table } from '../book/table.ts'
import type { Letter } from './phone-records.ts'

/** Everything that was ever put into somebody's inbox or a group, delivered or not. */
export class Letters {
  readonly #byBox = new Map<string, Letter[]>()
  readonly table = new Table<Letter>('letters', {
    put: (_, row) => {
      const box = this.#byBox.get(row.box) ?? []
      box.push(row)
      this.#byBox.set(row.box, box)
    },
    drop: (_, row) => {
      const box = this.#byBox.get(row.box) ?? []
      this.#byBox.set(
        row.box,
        box.filter((letter) => letter !== row),
      )
    },
  })

  add(row: Letter): void {
    this.table.put(String(row.no), row)
  }

  touch(row: Letter): void {
    this.table.touch(String(row.no))
  }

  in(box: string): readonly Letter[] {
    return this.#byBox.get(box) ?? []
  }
}
