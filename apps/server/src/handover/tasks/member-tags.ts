import type { Wecom } from '../carriers/carrier.ts'
import { errcodeOf } from '../carriers/codes.ts'

// Not allowed to read tags: nothing is claimed about them.
const mayNot = new Set<number | null>([48002, 60011])

/** The tags of members (标签) a person carries, as far as the app may see. */
export async function memberTagsOf(
  wecom: Wecom,
  userid: string,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  try {
    const { taglist } = await wecom.call('listTags', {})
    const mine: { id: number; name: string }[] = []
    for (const { tagid, tagname } of taglist)
      if (await carries(wecom, tagid, userid)) mine.push({ id: tagid, name: tagname })
    return mine
  } catch (error) {
    if (mayNot.has(errcodeOf(error))) return []
    throw error
  }
}

export async function carries(wecom: Wecom, tagid: number, userid: string): Promise<boolean> {
  const { userlist } = await wecom.call('getTag', { tagid })
  return userlist.some((one) => one.userid.toLowerCase() === userid.toLowerCase())
}
