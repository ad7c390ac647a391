import type { CallName, Endpoint } from '@jieli/wecom'
import {
  chosenItems,
  faultCode,
  itemsOf,
  refuseItems,
  repeatCursor,
  spoilList,
  withoutItems,
} from './item-faults.ts'
import { inputTrouble, rawInput, type Raw } from './input.ts'
import { lookupFailed, mayAskToken, mayLookUp, secretFailed, withinRates } from './rates.ts'
import { type Refused, refused } from './refused.ts'
import type { CallLog } from './call-log.ts'
import type { Company } from '../model/company.ts'
import type { Ctx } from '../answer.ts'
import type { Fault, Faults } from './faults.ts'
import type { SecretName } from '../model/phone-records.ts'
import { answers } from '../answers/all.ts'
import { callAt, rowOf } from './routes.ts'
import { errmsg } from './wording.ts'
import { endTokens, holder } from '../model/tokens.ts'
import { permission } from './permissions.ts'
import { settle } from '../model/settle.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly query: Raw
  readonly body: string
  readonly ip: string
}

/** What goes back over the wire; `cut` closes the connection without a word. */
export type Outcome =
  | { readonly kind: 'json'; readonly body: Raw; readonly waitMs?: number }
  | { readonly kind: 'raw'; readonly status: number; readonly text: string; readonly waitMs?: number }
  | { readonly kind: 'cut'; readonly waitMs: number }

interface Called {
  readonly call: CallName
  readonly row: Endpoint
  readonly input: Raw
  readonly ctx: Ctx
}

const patience = { delay: 2_000, slow: 2_000, timeout: 60_000 } as const

/** The layer before the answers, the same for every call: token, permission, address, rates, shape, conflicts, faults. */
export class Gate {
  readonly #company: Company
  readonly #faults: Faults
  readonly #log: CallLog
  readonly #open = new Map<string, number>()
  readonly #busyRecords = new Set<string>()

  constructor(company: Company, faults: Faults, log: CallLog) {
    this.#company = company
    this.#faults = faults
    this.#log = log
  }

  async handle(request: Request): Promise<Outcome> {
    const call = callAt(request.path)
    if (call === undefined) return { kind: 'raw', status: 404, text: 'no such API in the catalogue' }
    const open = (this.#open.get(call) ?? 0) + 1
    this.#open.set(call, open)
    try {
      return await this.#guarded(call, request, open)
    } finally {
      this.#open.set(call, (this.#open.get(call) ?? 1) - 1)
      // With the moment itself, so that business time never runs back over something that was answered.
      this.#company.clock.mark()
      this.#company.journal.commit()
    }
  }

  async #guarded(call: CallName, request: Request, open: number): Promise<Outcome> {
    const row = rowOf(call)
    const fault = this.#faults.strike(call)
    if (fault !== undefined) {
      const early = await this.#before(call, fault)
      if (early !== undefined) return early
    }
    const checked = this.#check(call, row, request, open)
    if ('code' in checked) return this.#no(call, checked, request.ip, fault)
    const busy =
      row.serial &&
      `${row.serial.key}|${row.serial.by.map((field) => String(checked.input[field])).join('|')}`
    if (busy !== undefined && this.#busyRecords.has(busy))
      return this.#no(call, refused(45035), request.ip, fault)
    if (busy !== undefined) this.#busyRecords.add(busy)
    try {
      if (row.serial !== undefined) await pause(this.#paceOf(row.serial.key))
      settle(this.#company)
      return this.#carryOut(checked, fault)
    } finally {
      if (busy !== undefined) this.#busyRecords.delete(busy)
    }
  }

  #paceOf(key: string): number {
    return key === 'relation' ? this.#company.pace.relationMs : this.#company.pace.assignMs
  }

  /** Faults that strike before anything is looked at. */
  async #before(call: CallName, fault: Fault): Promise<Outcome | undefined> {
    const not = (outcome: Outcome, errcode: number | string): Outcome => {
      this.#note(call, errcode, false, fault)
      return outcome
    }
    const raw = (status: number, text: string): Outcome => ({ kind: 'raw', status, text })
    switch (fault.kind) {
      case 'drop':
        return not({ kind: 'cut', waitMs: 0 }, 'cut')
      case 'timeout-not-executed':
        return not({ kind: 'cut', waitMs: fault.ms ?? patience.timeout }, 'timeout')
      case 'busy':
        return this.#no(call, refused(-1), '127.0.0.1', fault)
      case 'rate':
        this.#company.windows.block(`fault|${call}`, this.#company.clock.wall() + (fault.blockSeconds ?? 60))
        return this.#no(call, refused(45009), '127.0.0.1', fault)
      case 'http-500':
        return fault.executed ? undefined : not(raw(500, 'internal error'), 'http-500')
      case 'garbage':
        return fault.executed ? undefined : not(raw(200, '<html>gateway'), 'garbage')
      case 'delay':
        await pause(fault.ms ?? patience.delay)
        return undefined
      default:
        return undefined
    }
  }

  #check(call: CallName, row: Endpoint, request: Request, open: number): Called | Refused {
    const company = this.#company
    const who = row.secret === 'none' ? null : holder(company, tokenOf(request))
    if (typeof who === 'number') return refused(who)
    if (call === 'getToken' && !mayAskToken(company, request.ip)) return refused(45009)
    const forbidden = who === null ? undefined : permission(company, row, who, request.ip)
    if (forbidden !== undefined) return forbidden
    if (request.method !== row.method) return refused(40058, `use ${row.method}`)
    if (request.query['debug'] === '1' && !company.windows.hit(`debug|${call}`, 5, 60, company.clock.wall()))
      return refused(45009)
    const taken = rawInput(row, request.query, request.body)
    if ('code' in taken) return taken
    const { raw } = taken
    if (!withinRates(company, call, callerOf(company, call, request, raw, who))) return refused(45009)
    if ((call === 'findUserByEmail' || call === 'findUserByMobile') && !mayLookUp(company, call))
      return refused(45009)
    if (open > company.is('concurrencyThreshold')) return refused(45033)
    const parsed = row.input.safeParse(raw)
    if (!parsed.success) return inputTrouble(call, row, raw, parsed.error)
    return { call, row, input: parsed.data, ctx: { ip: request.ip, secret: who } }
  }

  #carryOut({ call, row, input, ctx }: Called, fault: Fault | undefined): Outcome {
    if (fault?.kind === 'token-expired') {
      if (ctx.secret !== null) endTokens(this.#company, ctx.secret)
      return this.#no(call, refused(42001), ctx.ip, fault)
    }
    if (fault !== undefined && (fault.kind === 'refuse' || fault.kind === 'unknown-code')) {
      if (fault.level === 'top' || row.refusesItem.length === 0)
        return this.#no(call, refused(faultCode(fault)), ctx.ip, fault)
      return this.#refuseSome({ call, row, input, ctx }, fault)
    }
    const reply = this.#answer(call, input, ctx)
    if ('refuse' in reply)
      return this.#no(call, refused(reply.refuse as number, reply.hint as string | undefined), ctx.ip, fault)
    this.#note(call, 0, true, fault, input)
    const done = fault === undefined ? reply : spoil(row, input, reply, fault)
    return this.#after(done, fault)
  }

  #answer(call: CallName, input: Raw, ctx: Ctx): Raw {
    // The name chose both the answer and the schema that made the input; the compiler cannot follow a union of both.
    const answer = answers[call] as (company: Company, input: Raw, ctx: Ctx) => Raw
    const reply = answer(this.#company, input, ctx)
    if (call === 'getToken' && reply['refuse'] === this.#company.is('wrongSecretCode'))
      secretFailed(this.#company, ctx.ip)
    if (reply['refuse'] === 46004) lookupFailed(this.#company, call)
    return reply
  }

  #refuseSome(called: Called, fault: Fault): Outcome {
    const { call, row, input, ctx } = called
    const order = itemsOf(row, input)
    const gone = chosenItems(fault, order)
    const rest = withoutItems(row, input, gone)
    const nothingLeft = itemsOf(row, rest).length === 0
    const empty: Raw = call.endsWith('Groups') ? { failed_chat_list: [] } : { customer: [] }
    const reply = nothingLeft ? empty : this.#answer(call, rest, ctx)
    if ('refuse' in reply) return this.#no(call, refused(reply['refuse'] as number), ctx.ip, fault)
    this.#note(call, 0, !nothingLeft, fault, input)
    return this.#after(refuseItems(call, reply, order, gone, faultCode(fault)), fault)
  }

  #after(reply: Raw, fault: Fault | undefined): Outcome {
    const body = { errcode: 0, errmsg: 'ok', ...reply }
    switch (fault?.kind) {
      case 'timeout-executed':
        return { kind: 'cut', waitMs: fault.ms ?? patience.timeout }
      case 'http-500':
        return { kind: 'raw', status: 500, text: 'internal error' }
      case 'garbage':
        return { kind: 'raw', status: 200, text: '<html>gateway' }
      case 'slow':
        return { kind: 'json', body, waitMs: fault.ms ?? patience.slow }
      default:
        return { kind: 'json', body }
    }
  }

  #no(call: CallName, { code, detail }: Refused, ip: string, fault: Fault | undefined): Outcome {
    this.#note(call, code, false, fault, detail)
    return { kind: 'json', body: { errcode: code, errmsg: errmsg(code, ip, detail) } }
  }

  #note(
    call: CallName,
    errcode: number | string,
    executed: boolean,
    fault: Fault | undefined,
    input?: unknown,
  ): void {
    if (fault !== undefined) fault[executed ? 'executedCount' : 'notExecuted'] += 1
    this.#log.add(this.#company, {
      call,
      errcode,
      executed,
      ...(fault === undefined ? {} : { fault: `${fault.id} ${fault.kind}` }),
      ...(input === undefined ? {} : { input }),
    })
  }
}

function spoil(row: Endpoint, input: Raw, reply: Raw, fault: Fault): Raw {
  if (fault.kind === 'omit-items' || fault.kind === 'duplicate-items') return spoilList(reply, fault)
  return fault.kind === 'repeat-cursor' ? repeatCursor(row, input, reply) : reply
}

function tokenOf({ query }: Request): string | undefined {
  const token = query['access_token']
  return typeof token === 'string' ? token : undefined
}

function callerOf(company: Company, call: CallName, request: Request, raw: Raw, who: SecretName | null) {
  const chat = call === 'sendAppChat' ? company.appChats.get(String(raw['chatid'])) : undefined
  return {
    ip: request.ip,
    app: who ?? 'none',
    webhookKey: String(raw['key']),
    people: chat?.users.length ?? 1,
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}
