import type { Wecom } from '@jieli/wecom'
import { errcodeOf } from '../gateway/index.ts'

export type Contact = 'authorized' | 'unauthorized' | 'unsaid'

// The page names no limit; this keeps each call small.
const askedAtOnce = 100
// One id of the batch is unknown or out of sight; the whole call is refused for it.
const ofOneId = new Set([40003, 50002, 60011, 60030, 60111])

/** Who has the customer-contact permission, as far as WeCom says. No permission to ask is not a no. */
export async function readContact(
  wecom: Pick<Wecom, 'call'>,
  userids: readonly string[],
): Promise<ReadonlyMap<string, Contact>> {
  const said = new Map<string, Contact>()
  const ask = async (batch: readonly string[]): Promise<void> => {
    if (batch.length === 0) return
    try {
      const { authorized, unauthorized } = await wecom.call('checkFollowUsers', { userid: [...batch] })
      for (const userid of authorized?.userid ?? []) said.set(userid.toLowerCase(), 'authorized')
      for (const userid of unauthorized?.userid ?? []) said.set(userid.toLowerCase(), 'unauthorized')
    } catch (error) {
      const code = errcodeOf(error)
      if (code === undefined) throw error
      if (!ofOneId.has(code) || batch.length === 1) return
      // Halves find the bad id among a hundred in a dozen calls.
      const half = Math.ceil(batch.length / 2)
      await ask(batch.slice(0, half))
      await ask(batch.slice(half))
    }
  }
  for (let at = 0; at < userids.length; at += askedAtOnce) await ask(userids.slice(at, at + askedAtOnce))
  return said
}
