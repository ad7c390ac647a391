import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { everywhere } from '../catalogue/errcodes.ts'
import { catalogue, type CallName } from '../catalogue/index.ts'
import { chargesOf } from './charges.ts'
import { RateLimited, Unanswered, WecomError } from './errors.ts'
import type { WecomOptions } from './options.ts'
import { pauseAfter, usualPatience, waitBefore, type Patience } from './patience.ts'
import { send, type Outcome } from './transport.ts'
import { verdictOn, type Tries } from './verdict.ts'

/** One call on its way. */
export interface Attempted {
  readonly name: CallName
  readonly input: Record<string, unknown>
  /** What WeCom blocks together when it is too often. */
  readonly lane: string
  /** The present token, or another one than `bad`; undefined for calls without token. */
  readonly tokenBut: ((bad: string | undefined) => Promise<string>) | undefined
  readonly signal: AbortSignal | undefined
}

/** Sends until there is an answer with code 0, or a reason to stop. Gives the answer without errcode and errmsg. */
export type Attempts = (attempted: Attempted) => Promise<Record<string, unknown>>

/** Makes the loop that sends. */
export function attemptsOf(options: WecomOptions): Attempts {
  const { corpId, agentId, quotas, wallClock } = options
  const patience: Patience = { ...usualPatience, ...options.patience }
  const sleep = options.sleep ?? ((ms) => sleepFor(ms))
  const random = options.random ?? Math.random
  const account = { corpId, agentId, accountCap: options.accountCap }

  async function once(call: Attempted, attempt: number, token: string | undefined): Promise<Outcome> {
    const begun = performance.now()
    const outcome = await send({
      baseUrl: options.baseUrl,
      row: catalogue[call.name],
      input: call.input,
      token,
      timeoutMs: options.timeoutMs ?? 10_000,
      signal: call.signal,
      fetch: options.fetch ?? fetch,
    })
    const errcode = outcome.kind === 'answer' ? outcome.errcode : 'lost'
    try {
      options.onCall?.({ call: call.name, errcode, ms: performance.now() - begun, attempt })
    } catch {
      // A fault in the metrics must not make an executed call look like a failed one.
    }
    return outcome
  }

  async function pause(lane: string, strikes: number): Promise<Date> {
    const until = new Date(wallClock().getTime() + pauseAfter(strikes, patience))
    await quotas.pause(lane, until, strikes + 1)
    return until
  }

  return async function attempts(call) {
    const { name, lane, tokenBut, signal } = call
    const row: Endpoint = catalogue[name]
    const charges = chargesOf(row, call.input, account)
    // Only budgets of days and months ask for business time, which may be another machine's to tell.
    const isBusiness = charges.some(({ clock }) => clock === 'business')
    let tries: Tries = { busy: 1, conflict: 1, lost: 1 }
    let bad: string | undefined
    let mayHaveRun = false
    for (let attempt = 1; ; attempt += 1) {
      if (signal?.aborted) throw new Unanswered(name, mayHaveRun, { cause: signal.reason })
      const token = await tokenBut?.(bad)
      const atBusiness = isBusiness ? await options.businessNow() : wallClock()
      const taken = await quotas.take({ lane, charges, atWall: wallClock(), atBusiness })
      if (!taken.ok) throw new RateLimited(name, taken.retryAt, taken.clock, undefined)
      const outcome = await once(call, attempt, token)
      const verdict = verdictOn(row, outcome, {
        tries,
        mayRefetch: token !== undefined && bad === undefined,
        patience,
      })
      if (outcome.kind === 'lost') {
        mayHaveRun ||= outcome.sent
        if (verdict.do !== 'wait') throw new Unanswered(name, mayHaveRun, { cause: outcome.cause })
      } else if (verdict.do === 'done') {
        // Strikes that stay only make the next pause longer; the call is done and must be reported so.
        if (taken.strikes > 0) await quotas.recovered(lane).catch(() => {})
        return outcome.body
      } else if (verdict.do === 'pause') {
        throw new RateLimited(name, await pause(lane, taken.strikes), 'wall', outcome.errcode)
      } else if (verdict.do === 'refuse') {
        // Wrong secrets in a row block our address for an hour (doc 90313): ask gettoken ever more seldom.
        if (name === 'getToken') await pause(lane, taken.strikes)
        throw new WecomError(name, outcome.errcode, outcome.errmsg, isInCatalogue(row, outcome.errcode))
      } else if (verdict.do === 'new-token') bad = token
      if (verdict.do === 'wait') {
        tries = { ...tries, [verdict.because]: tries[verdict.because] + 1 }
        await sleep(waitBefore(tries[verdict.because], patience, random()))
      }
    }
  }
}

function isInCatalogue(row: Endpoint, errcode: number): boolean {
  const known: readonly number[] = [...row.refuses, ...everywhere]
  return known.includes(errcode)
}
