import type { CallName } from '../catalogue/index.ts'
import { errcodes, isKnownCode } from '../catalogue/errcodes.ts'
import type { Bilingual, CodeKind } from '../catalogue/errcodes/code.ts'
import type { TokenSecret } from './ports.ts'
import type { Quota } from '../catalogue/quotas.ts'

/** WeCom answered with a code that is not 0. The text they sent is for people only and stays out of logs. */
export class WecomError extends Error {
  override readonly name = 'WecomError'
  readonly kind: CodeKind | 'unknown'
  readonly remedy: Bilingual | undefined
  /** The address WeCom saw us come from, told with 60020: the one to enter as trusted IP. */
  readonly fromIp: string | undefined
  // Private, so that no serialiser prints it.
  readonly #errmsg: string

  readonly call: CallName
  readonly errcode: number
  /** Is the code among those this call is known to answer? */
  readonly inCatalogue: boolean

  constructor(call: CallName, errcode: number, errmsg: string, inCatalogue: boolean) {
    super(`${call} was refused with ${errcode}`)
    this.call = call
    this.errcode = errcode
    this.inCatalogue = inCatalogue
    const known = isKnownCode(errcode) ? errcodes[errcode] : undefined
    this.kind = known?.kind ?? 'unknown'
    this.remedy = known?.remedy
    this.fromIp = errcode === 60020 ? /from ip: ?([0-9a-fA-F.:]+)/.exec(errmsg)?.[1] : undefined
    this.#errmsg = errmsg
  }

  /** Their text, for the eyes of an operator; it may hold ids and addresses, so never log it. */
  whatTheySaid(): string {
    return this.#errmsg
  }
}

/** Too often: by WeCom's answer, or by our own count before asking. Nothing was executed. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited'

  readonly call: CallName
  readonly retryAt: Date
  readonly clock: Quota['clock']
  /** The code WeCom gave; undefined when our own ledger said no. */
  readonly errcode: number | undefined

  constructor(call: CallName, retryAt: Date, clock: Quota['clock'], errcode: number | undefined) {
    super(`${call} is paused until ${retryAt.toISOString()} (${clock} time)`)
    this.call = call
    this.retryAt = retryAt
    this.clock = clock
    this.errcode = errcode
  }
}

/** No readable answer came. With `mayHaveRun` the call may have been executed: look before doing it again. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'

  readonly call: CallName
  readonly mayHaveRun: boolean

  constructor(call: CallName, mayHaveRun: boolean, options: ErrorOptions) {
    super(`${call} was not answered${mayHaveRun ? ' and may have been executed' : ''}`, options)
    this.call = call
    this.mayHaveRun = mayHaveRun
  }
}

/** The input does not fit the row; nothing was sent. */
export class BadInput extends Error {
  override readonly name = 'BadInput'

  readonly call: CallName
  /** Paths of the wrong fields, never their values. */
  readonly fields: readonly string[]

  constructor(call: CallName, fields: readonly string[]) {
    super(`${call}: wrong or too long: ${fields.join(', ')}`)
    this.call = call
    this.fields = fields
  }
}

/** A readable answer whose fields are not those of the row: WeCom changed, or the row is wrong. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer'

  readonly call: CallName
  /** Paths of the fields that do not fit, never their values. */
  readonly fields: readonly string[]

  constructor(call: CallName, fields: readonly string[]) {
    super(`${call} answered with unexpected ${fields.join(', ')}`)
    this.call = call
    this.fields = fields
  }
}

/** A page named a next page that was read already; going on would never end. */
export class CursorRepeats extends Error {
  override readonly name = 'CursorRepeats'

  readonly call: CallName
  readonly page: number

  constructor(call: CallName, page: number) {
    super(`${call}: page ${page} leads back to a page already read`)
    this.call = call
    this.page = page
  }
}

/** The call needs a secret that is not configured. */
export class NoSecret extends Error {
  override readonly name = 'NoSecret'

  readonly call: CallName
  readonly secret: TokenSecret

  constructor(call: CallName, secret: TokenSecret) {
    super(`${call} needs the ${secret} secret, which is not configured`)
    this.call = call
    this.secret = secret
  }
}
