/** One page of a list and the cursor of the next; undefined when the cursor was never given out. */
export function page<T>(
  all: readonly T[],
  cursor: string | undefined,
  size: number,
): { items: T[]; next: string } | undefined {
  const from = cursor === undefined || cursor === '' ? 0 : positionOf(cursor)
  if (from === undefined || from > all.length) return undefined
  const to = from + size
  return { items: all.slice(from, to), next: to < all.length ? cursorOf(to) : '' }
}

// Opaque on purpose, as WeCom's are: nobody should count with them.
function cursorOf(position: number): string {
  return Buffer.from(`page:${position}`).toString('base64url')
}

function positionOf(cursor: string): number | undefined {
  const found = /^page:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())
  return found?.[1] === undefined ? undefined : Number(found[1])
}
