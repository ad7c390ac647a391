/** Who holds a customer or a group now, read from WeCom independently of what we did. */
export interface Holding {
  readonly byLeaver: boolean
  /** Members of this handover's successors who hold it; for a group its owner. */
  readonly bySuccessors: readonly string[]
  /** For a group: its owner when he is neither. */
  readonly byOther: string | null
}

/** Whose place of a thing that leads customers to members it is. */
export interface Sides {
  readonly giver: string
  /** The planned one first. */
  readonly takers: readonly string[]
  readonly keepsGiver: boolean
}

/** Who holds it by whom it leads to: as long as the giver is in it, it is his. */
export function holdingOf(users: readonly string[] | null, { giver, takers, keepsGiver }: Sides): Holding {
  const has = (userid: string) => (users ?? []).some((one) => one.toLowerCase() === userid.toLowerCase())
  const bySuccessors = takers.filter(has)
  // One who was in it all along goes on; what shows that it is back is the taker.
  const byLeaver = keepsGiver ? bySuccessors.length === 0 && has(giver) : has(giver)
  if (byLeaver) return { byLeaver, bySuccessors: [], byOther: null }
  return { byLeaver, bySuccessors, byOther: bySuccessors.length > 0 ? null : (users?.[0] ?? null) }
}
