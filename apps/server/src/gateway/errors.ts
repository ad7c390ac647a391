/** WeCom's number for a refusal; undefined when the error is none of WeCom's. */
export function errcodeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined
}

/** What may be logged of an error: its kind, and WeCom's number. Messages may quote data. */
export function kindOf(error: unknown): string {
  const code = errcodeOf(error)
  const name = error instanceof Error ? error.name : 'unknown'
  return code === undefined ? name : `${name} ${code}`
}
