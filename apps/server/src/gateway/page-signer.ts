import { randomBytes } from 'node:crypto'
import { signPage, type PageSignature, type Wecom } from '@jieli/wecom'
import { createKept, type KeptDeps } from './kept.ts'

export interface PageSignerDeps extends KeptDeps {
  readonly wecom: Pick<Wecom, 'call'>
  readonly agentId: number
}

/** What a page of ours needs for ww.register inside the WeCom client. */
export interface SignedPage {
  readonly corpId: string
  readonly agentId: number
  /** As the company. */
  readonly config: PageSignature
  /** As the app; what changes a chat wants this one. */
  readonly agentConfig: PageSignature
}

export type SignPageFor = (url: string) => Promise<SignedPage>

/** Signs pages with the two tickets (doc 90506, 94313), which are kept: WeCom gives an app a hundred an hour. */
export function createPageSigner(deps: PageSignerDeps): SignPageFor {
  const { wecom, wall, corpId, agentId } = deps
  const kept = createKept<'jsapi' | 'agent_config'>(deps, (ticket) => `${corpId}:ticket:${ticket}:${agentId}`)
  const lifeOf = ({ ticket, expires_in }: { ticket: string; expires_in: number }) => ({
    token: ticket,
    lifeMs: expires_in * 1_000,
  })
  return async (url) => {
    const [config, agentConfig] = await Promise.all([
      kept.get('jsapi', undefined, async () => lifeOf(await wecom.call('getJsapiTicket', {}))),
      kept.get('agent_config', undefined, async () =>
        lifeOf(await wecom.call('getAgentTicket', { type: 'agent_config' })),
      ),
    ])
    const sign = (ticket: string) =>
      signPage({ ticket, url, nonceStr: randomBytes(12).toString('hex'), at: wall.now() })
    return { corpId, agentId, config: sign(config), agentConfig: sign(agentConfig) }
  }
}
