import type { BrowserContext } from 'playwright-core'
import type { Company } from '../scripts/rig/company.ts'

const agent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.36 MicroMessenger/7.0.1'

/** A browser context as the webview of a member's WeCom client has it: its name, and its bridge to the client. */
export const clientAgent = agent

export async function giveBridge(context: BrowserContext, company: Company, userid: string): Promise<void> {
  await context.exposeFunction('askClient', (page: string, name: string, params: object) =>
    company.post(`/people/${userid}/client`, { page, name, params }),
  )
  await context.addInitScript(`
    window.WeixinJSBridge = {
      on() {},
      invoke(name, params, done) { window.askClient(location.href, name, params).then(done) },
    }`)
}
