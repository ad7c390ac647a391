import { type CallbackSecrets, openReply, sealCallback, sealEcho, type SealedCallback } from '@jieli/wecom'
import type { Company } from '../model/company.ts'
import type { Faults } from '../gate/faults.ts'
import type { Outgoing } from '../model/phone-records.ts'
import { passiveReply } from './passive.ts'

/** Five seconds for an answer, three attempts in all (doc 90930), on the wall clock. */
const answerMs = 5_000
const attemptsInAll = 3
const retryMs = [1_000, 2_000] as const
const atOnce = 16

/** What became of the recent callbacks, for `GET /_sim/callbacks`. */
export interface Delivery {
  no: number
  to: string
  what: string
  attempts: number
  outcome: 'answered' | 'given-up' | 'dropped' | 'forged'
  status?: number
}

/** Sends events out, one after the other per address; nothing that goes wrong here ever blocks a call. */
export class Deliverer {
  readonly #company: Company
  readonly #faults: Faults
  readonly #log: Delivery[] = []
  readonly #sent: { url: string; sealed: SealedCallback }[] = []
  readonly #onItsWay = new Set<number>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #held: (() => void)[] = []
  #stopped = false

  constructor(company: Company, faults: Faults) {
    this.#company = company
    this.#faults = faults
  }

  /** Starts everything that waits and is not on its way yet. */
  pump(): void {
    for (const outgoing of this.#company.outgoing.values()) {
      // A settled day can raise thousands at once; a handful at a time, roughly in order, like the real sender.
      if (this.#stopped || this.#onItsWay.size >= atOnce) return
      if (this.#onItsWay.has(outgoing.no)) continue
      this.#onItsWay.add(outgoing.no)
      this.#begin(outgoing)
    }
  }

  get isIdle(): boolean {
    return this.#onItsWay.size === 0 && this.#company.outgoing.size === 0
  }

  log(): readonly Delivery[] {
    return this.#log
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #begin(outgoing: Outgoing): void {
    const fault = this.#faults.strikeCallback()
    switch (fault?.kind) {
      case 'callback-drop':
        return this.#end(outgoing, { outcome: 'dropped' })
      case 'callback-delay':
        return this.#later(fault.ms ?? 10_000, () => void this.#attempt(outgoing))
      case 'callback-reorder':
        // Waits until another has gone out before it, or two seconds.
        this.#held.push(() => void this.#attempt(outgoing))
        return this.#later(2_000, () => this.#release())
      case 'callback-duplicate':
        void this.#attempt(outgoing).then(() => this.#post(outgoing, {}))
        return
      case 'callback-forge':
        void this.#post(outgoing, { forged: true }).then((status) =>
          this.#end(outgoing, { outcome: 'forged', ...status }),
        )
        return
      case 'callback-replay':
        void this.#attempt(outgoing).then(() => this.replay())
        return
      default:
        void this.#attempt(outgoing).then(() => this.#release())
    }
  }

  /** Sends the very same bytes of the last delivery again. */
  async replay(): Promise<number | undefined> {
    const last = this.#sent.at(-1)
    return last === undefined ? undefined : (await post(last.url, last.sealed, answerMs)).status
  }

  async #attempt(outgoing: Outgoing): Promise<void> {
    for (let attempt = outgoing.attempts; attempt < attemptsInAll; attempt += 1) {
      if (this.#stopped) return
      outgoing.attempts = attempt + 1
      this.#company.outgoing.touch(String(outgoing.no))
      const { status } = await this.#post(outgoing, {})
      // Only 200 is an answer.
      if (status === 200) return this.#end(outgoing, { outcome: 'answered', status })
      const wait = retryMs[attempt]
      if (wait !== undefined) await new Promise<void>((done) => this.#later(wait, done))
    }
    this.#end(outgoing, { outcome: 'given-up' })
  }

  async #post(outgoing: Outgoing, { forged = false }: { forged?: boolean }): Promise<{ status?: number }> {
    const url = this.#company.corp.callbackUrls[outgoing.to]
    if (url === null) return {}
    const secrets = secretsOf(this.#company)
    const nonce = String(1e9 + outgoing.no * 7 + outgoing.attempts)
    const agentId = outgoing.to === 'app' ? String(this.#company.corp.agentId) : ''
    const sealed = sealCallback(secrets, { xml: outgoing.xml, at: new Date(), nonce, agentId })
    const sent = forged ? { ...sealed, query: { ...sealed.query, msg_signature: '0'.repeat(40) } } : sealed
    if (!forged) this.#sent.splice(0, Math.max(0, this.#sent.length - 20), { url, sealed })
    const answer = await post(url, sent, answerMs)
    if (answer.status === 200 && answer.text !== '' && !this.#stopped)
      this.#read(secrets, outgoing, answer.text)
    return answer.status === undefined ? {} : { status: answer.status }
  }

  /** A passive reply to a card event: documented, but its own page says it is ignored; a switch decides. */
  #read(secrets: CallbackSecrets, outgoing: Outgoing, text: string): void {
    if (!this.#company.is('passiveReplyToCardHonoured')) return
    const opened = openReply(secrets, text)
    if (!opened.ok) return
    passiveReply(this.#company, outgoing.xml, opened.value)
    this.#company.journal.commit()
  }

  #end(outgoing: Outgoing, how: Pick<Delivery, 'outcome' | 'status'>): void {
    if (this.#stopped) return
    this.#onItsWay.delete(outgoing.no)
    this.#company.outgoing.drop(String(outgoing.no))
    this.#company.journal.commit()
    this.#log.push({
      no: outgoing.no,
      to: outgoing.to,
      what: outgoing.what,
      attempts: outgoing.attempts,
      ...how,
    })
    if (this.#log.length > 1_000) this.#log.splice(0, 500)
    this.pump()
  }

  #release(): void {
    const held = this.#held
    this.#held = []
    for (const go of held) go()
  }

  #later(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      then()
    }, ms)
    this.#timers.add(timer)
  }
}

export function secretsOf(company: Company): CallbackSecrets {
  const { callback, id } = company.corp
  return { token: callback.token, encodingAesKey: callback.aesKey, receiveId: id }
}

/** Verifies a callback address as the console does when it is saved: the bare text back within a second. */
export async function verifyUrl(company: Company, url: string): Promise<string | undefined> {
  const plain = String(company.count('echo') + 4_000_000_000)
  const query = sealEcho(secretsOf(company), { plain, at: new Date(), nonce: plain })
  try {
    const answer = await fetch(withQuery(url, query), { signal: AbortSignal.timeout(1_000) })
    const text = await answer.text()
    if (answer.status !== 200) return `answered HTTP ${answer.status}`
    return text === plain ? undefined : 'did not answer the bare decrypted text'
  } catch (error) {
    return error instanceof Error ? error.message : 'unreachable'
  }
}

async function post(
  url: string,
  sealed: SealedCallback,
  ms: number,
): Promise<{ status?: number; text: string }> {
  try {
    const answer = await fetch(withQuery(url, sealed.query), {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: sealed.body,
      signal: AbortSignal.timeout(ms),
    })
    return { status: answer.status, text: await answer.text() }
  } catch {
    // Refused, cut or too late: all of them are "no answer", and are tried again.
    return { text: '' }
  }
}

function withQuery(url: string, query: Record<string, string>): string {
  const full = new URL(url)
  for (const [name, value] of Object.entries(query)) full.searchParams.set(name, value)
  return full.href
}
