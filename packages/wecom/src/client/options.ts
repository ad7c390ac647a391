import type { Patience } from './patience.ts'
import type { CallReport, Mutex, QuotaLedger, TokenSecret, TokenStore } from './ports.ts'

/** Of the app; of contacts sync and the chat archive where they are set up. */
export interface Secrets {
  readonly app: string
  readonly contacts?: string | undefined
  readonly archive?: string | undefined
}

/** Everything a client needs; the ports are shared by all processes of one installation. */
export interface WecomOptions {
  /** https://qyapi.weixin.qq.com, or a simulator. */
  readonly baseUrl: string
  readonly corpId: string
  readonly agentId: number
  readonly secrets: Secrets
  readonly tokens: TokenStore
  readonly quotas: QuotaLedger
  readonly mutex: Mutex
  readonly wallClock: () => Date
  readonly businessNow: () => Date | Promise<Date>
  readonly fetch?: typeof fetch
  readonly timeoutMs?: number
  /** 账号上限数; budgets that are multiples of it are counted only when it is given. */
  readonly accountCap?: number
  readonly patience?: Partial<Patience>
  /** Called after every request; what it throws is dropped. */
  readonly onCall?: (report: CallReport) => void
  /** Waiting and chance (in [0, 1)), replaced in tests. */
  readonly sleep?: (ms: number) => Promise<void>
  readonly random?: () => number
}

/** What may be said about one call. */
export interface CallOptions {
  /** For calls either secret may make; the app's otherwise. */
  readonly secret?: TokenSecret
  /** Another key than the row's for "not side by side", e.g. the leaver when his groups are handed over. */
  readonly exclusively?: string
  readonly signal?: AbortSignal
}
