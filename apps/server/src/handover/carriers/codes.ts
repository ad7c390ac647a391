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

/** What the work gives, or null where WeCom refuses it with one of these codes: it is not there, or not allowed. */
export async function nullOn<T>(codes: ReadonlySet<number>, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    const code = errcodeOf(error)
    if (code !== null && codes.has(code)) return null
    throw error
  }
}

/** The app may not read this (doc 90313). The inventory says so, and such things stay a matter of people's word. */
export const notAllowed: ReadonlySet<number> = new Set([48002])
/** An id that WeCom gave out itself and now calls wrong: deleted since. */
export const deletedSince: ReadonlySet<number> = new Set([40058])
