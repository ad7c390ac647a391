import { createWecom, type Secrets, type Wecom } from '@jieli/wecom'
import type { Evidence } from './conformance.ts'

export interface LabSettings {
  readonly baseUrl: string
  readonly corpId: string
  readonly agentId: number
  readonly secrets: Secrets
  readonly timeoutMs: number
  /** Who agreed to get a message. */
  readonly person?: string
}

/** What the trials work with. */
export interface Lab {
  readonly wecom: Wecom
  readonly agentId: number
  readonly person: string
  readonly hasContacts: boolean
  /** Fetches two tokens one after the other; whether they are the same. */
  sameTokenTwice(): Promise<boolean>
  /** A client that knows a wrong secret and nothing else. */
  readonly stranger: Wecom
}

export interface OpenLab {
  readonly lab: Lab
  takeEvidence(): readonly Evidence[]
}

/** A client of its own beside the server: one token per secret for its one run, budgets uncounted. */
export function openLab({ baseUrl, corpId, agentId, secrets, timeoutMs, person }: LabSettings): OpenLab {
  let evidence: Evidence[] = []
  const tokens = new Map<string, string>()
  let twice: { wanted: boolean; same: boolean } = { wanted: false, same: false }
  const clientWith = (known: Secrets, keeps: boolean) =>
    createWecom({
      baseUrl,
      corpId,
      agentId,
      secrets: known,
      timeoutMs,
      tokens: {
        async get(secret, bad, fetchToken) {
          const held = keeps ? tokens.get(secret) : undefined
          if (held !== undefined && held !== bad && !twice.wanted) return held
          const { token } = await fetchToken()
          if (twice.wanted) {
            const again = await fetchToken()
            twice = { wanted: false, same: again.token === token }
          }
          if (keeps) tokens.set(secret, token)
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
      // A person waits for it.
      patience: { waitMs: 200 },
      onCall: ({ call, errcode, ms }) => evidence.push({ call, code: errcode, ms: Math.round(ms) }),
    })
  const wecom = clientWith(secrets, true)
  return {
    lab: {
      wecom,
      agentId,
      person: person ?? '',
      hasContacts: secrets.contacts !== undefined,
      async sameTokenTwice() {
        twice = { wanted: true, same: false }
        await wecom.call('getCallbackIps', {})
        return twice.same
      },
      stranger: clientWith({ app: 'jieli-conformance-wrong-secret' }, false),
    },
    takeEvidence() {
      const taken = evidence
      evidence = []
      return taken
    },
  }
}
