import type { Quota, QuotaName } from '../catalogue/quotas.ts'

/** A secret that has tokens. */
export type TokenSecret = 'app' | 'contacts' | 'archive'

/** A token as WeCom gave it. */
export interface FetchedToken {
  readonly token: string
  /** What WeCom promises, 7200 s; it may die earlier. */
  readonly lifeMs: number
}

/** Keeps one token per secret for all processes. */
export interface TokenStore {
  /**
   * The present token. When there is none, when it is near its end, or when it equals `bad` (the token that just
   * failed), `fetchToken` is run by one caller among all processes and everybody gets what it brought. A token newer
   * than `bad` is returned as it is: another process has already replaced it.
   */
  get(secret: TokenSecret, bad: string | undefined, fetchToken: () => Promise<FetchedToken>): Promise<string>
}

/** One use of one budget. */
export interface Charge {
  readonly quota: QuotaName
  /** The budget of this very subject, e.g. one member of one app. */
  readonly bucket: string
  readonly amount: number
  readonly limit: number
  readonly window: Quota['window']
  readonly clock: Quota['clock']
}

/** What is asked of the ledger before a request leaves. */
export interface QuotaRequest {
  /** One API of one secret: what WeCom blocks together. */
  readonly lane: string
  readonly charges: readonly Charge[]
  readonly atWall: Date
  readonly atBusiness: Date
}

/** Taken (`strikes`: pauses of this lane in a row before), or not before `retryAt` on the named clock. */
export type QuotaAnswer =
  | { readonly ok: true; readonly strikes: number }
  | { readonly ok: false; readonly retryAt: Date; readonly clock: Quota['clock']; readonly bucket: string }

/** Counts the budgets for all processes. */
export interface QuotaLedger {
  /** Takes all charges or none; refuses while the lane is paused. */
  take(request: QuotaRequest): Promise<QuotaAnswer>
  /** WeCom said "too often": nobody uses the lane before `untilWall`. */
  pause(lane: string, untilWall: Date, strikes: number): Promise<void>
  /** A call went through again: strikes are forgotten. */
  recovered(lane: string): Promise<void>
}

/** Lets only one piece of work with a key run among all processes. */
export interface Mutex {
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** What is told about one request: enough for metrics, nothing about people. */
export interface CallReport {
  readonly call: string
  /** `lost` when no readable answer came. */
  readonly errcode: number | 'lost'
  readonly ms: number
  /** 1 for the first request of a call. */
  readonly attempt: number
}
