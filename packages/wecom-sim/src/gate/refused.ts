/** A no of the layer before the answers. */
export interface Refused {
  readonly code: number
  readonly detail?: string
}

export function refused(code: number, detail?: string): Refused {
  return detail === undefined ? { code } : { code, detail }
}
