import { accessRoutes } from '@jieli/contract'
import { ask } from '../api.ts'

/** Whether this page is open inside the WeCom client: only there can a chat be changed. */
export const isInClient = /wxwork/i.test(navigator.userAgent)

/** Why the client did not do it, as far as it says so. */
export type Missed = 'cancelled' | 'not-in-group' | 'not-allowed' | 'failed'

// One signature per address: the page asks for both parts, and an address seldom changes.
const signed = new Map<string, ReturnType<typeof signatureOf>>()
const signatureOf = (url: string) => ask(accessRoutes.pageSignature, { query: { url } })
function signatureFor(url: string) {
  const known = signed.get(url) ?? signatureOf(url)
  signed.set(url, known)
  known.catch(() => signed.delete(url))
  return known
}

/** The client's own invitation (doc 93223): whoever looks at this page has to be in that group. */
export async function inviteToGroup(chatId: string, userid: string): Promise<Missed | undefined> {
  const ww = await import('@wecom/jssdk')
  const { corpId, agentId } = await signatureFor(window.location.href.replace(/#.*$/s, ''))
  ww.register({
    corpId,
    agentId,
    jsApiList: ['updateEnterpriseChat'],
    getConfigSignature: async (url) => (await signatureFor(url)).config,
    getAgentConfigSignature: async (url) => (await signatureFor(url)).agentConfig,
  })
  try {
    await ww.updateEnterpriseChat({ chatId, userIdsToAdd: [userid] })
    return undefined
  } catch (error) {
    return missedBy(String((error as { errMsg?: unknown } | null)?.errMsg ?? error))
  }
}

function missedBy(said: string): Missed {
  if (said.includes('cancel')) return 'cancelled'
  if (said.includes('unsupported chat')) return 'not-in-group'
  return said.includes('permission') || said.includes('signature') ? 'not-allowed' : 'failed'
}
