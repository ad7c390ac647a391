/** A moment, which each paper writes in its own way. */
export interface Moment {
  readonly iso: string
}

/** A share of a whole, from 0 to 1. */
export interface Ratio {
  readonly ratio: number
}

export type Cell = string | number | Moment | Ratio

export interface Column {
  readonly head: string
  /** Its share of the width of a page, beside the shares of the others. */
  readonly share: number
  /** Numbers and their head stand on the right. */
  readonly isNumber?: boolean
}

/** A part of the report: the same rows in the PDF and in the workbook. */
export interface Part {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  readonly total?: readonly Cell[]
  /** Set small: a list that is looked things up in, not read. */
  readonly isDense?: boolean
}

export const moment = (iso: string): Moment => ({ iso })

/** Rounded down to a thousandth: 1,285 of 1,286 is not yet everything. Nothing has no share of nothing. */
export const ratioOf = (part: number, whole: number): Cell =>
  whole === 0 ? '—' : { ratio: Math.floor((part / whole) * 1000) / 1000 }

/** Reports written before a time was known carry null or an empty text. */
export const momentOr = (iso: string | null, otherwise: string): Cell =>
  iso === null || iso === '' ? otherwise : moment(iso)
