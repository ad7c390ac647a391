import { createWecom, type CallbackSecrets, type Secrets, type Wecom } from '@jieli/wecom'

/** What the checks look with. It asks WeCom beside the running server, so it needs no database. */
export interface Probe {
  readonly wecom: Wecom
  readonly agentId: number
  readonly hasContactsSecret: boolean
  readonly hasArchiveSecret: boolean
  readonly hasSignerApart: boolean
  readonly callback: { readonly url: string; readonly secrets: CallbackSecrets }
  readonly now: () => Date
}

export interface Settings {
  readonly baseUrl: string
  readonly corpId: string
  readonly agentId: number
  readonly secrets: Secrets
  readonly callback: { readonly url: string; readonly token: string; readonly encodingAesKey: string }
  readonly hasSignerApart: boolean
  readonly timeoutMs: number
}

/** A probe of its own: one token per secret for its one run, budgets uncounted, a handful of calls in all. */
export function createProbe(settings: Settings): Probe {
  const { baseUrl, corpId, agentId, secrets, callback, hasSignerApart, timeoutMs } = settings
  const tokens = new Map<string, string>()
  const wecom = createWecom({
    baseUrl,
    corpId,
    agentId,
    secrets,
    timeoutMs,
    tokens: {
      async get(secret, bad, fetchToken) {
        const held = tokens.get(secret)
        if (held !== undefined && held !== bad) return held
        const { token } = await fetchToken()
        tokens.set(secret, token)
        return token
      },
    },
    quotas: {
      take: () => Promise.resolve({ ok: true, strikes: 0 }),
      pause: () => Promise.resolve(),
      recovered: () => Promise.resolve(),
    },
    mutex: { exclusively: (_key, work) => work() },
    wallClock: () => new Date(),
    businessNow: () => new Date(),
    // A person waits for it: three short tries of a busy WeCom, no minutes.
    patience: { waitMs: 200 },
  })
  const { url, token, encodingAesKey } = callback
  return {
    wecom,
    agentId,
    hasContactsSecret: secrets.contacts !== undefined,
    hasArchiveSecret: secrets.archive !== undefined,
    hasSignerApart,
    callback: { url, secrets: { token, encodingAesKey, receiveId: corpId } },
    now: () => new Date(),
  }
}
