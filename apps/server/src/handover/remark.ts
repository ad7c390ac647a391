/** What a member noted about a customer; it belongs to the pair, so it is lost with the old relation (doc 92115). */
export interface Notes {
  readonly remark: string
  readonly description: string
  readonly company: string
  readonly mobiles: readonly string[]
  readonly tags: readonly string[]
}

export interface Restore {
  readonly remark: {
    remark?: string
    description?: string
    remark_company?: string
    remark_mobiles?: string[]
  } | null
  readonly addTags: readonly string[]
}

/** What has to be written so that the successor has the leaver's notes; what he wrote himself stays. */
export function restoreOf(saved: Notes, now: Notes): Restore {
  const remark: NonNullable<Restore['remark']> = {}
  if (saved.remark !== '' && now.remark === '') remark.remark = saved.remark
  if (saved.description !== '' && now.description === '') remark.description = saved.description
  if (saved.company !== '' && now.company === '') remark.remark_company = saved.company
  const mobiles = [...new Set([...now.mobiles, ...saved.mobiles])]
  if (mobiles.length > now.mobiles.length) remark.remark_mobiles = mobiles
  const has = new Set(now.tags)
  return {
    remark: Object.keys(remark).length > 0 ? remark : null,
    addTags: saved.tags.filter((tag) => !has.has(tag)),
  }
}

export function isRestored(saved: Notes, now: Notes): boolean {
  const { remark, addTags } = restoreOf(saved, now)
  return remark === null && addTags.length === 0
}
