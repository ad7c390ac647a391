// 84061 no relation; 40096 not a customer of anybody in the visible range (doc 90313).
const noRelation: ReadonlySet<unknown> = new Set([84061, 40096])

export function isNoRelation(error: unknown): boolean {
  return noRelation.has(errcodeOf(error))
}

/** The code of a refusal by WeCom, or null for any other accident. */
export function errcodeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : null
}
