import type { Charge, QuotaAnswer, QuotaLedger, QuotaRequest } from '@jieli/wecom'
import { seconds } from '../platform/clock.ts'

// Below this a budget is taken unit by unit: every unit matters, and so few cannot make a row busy.
const bigLimit = 1_000
// The share of a budget that one idle process may leave unused, at most.
const mostShare = 200
// So long may another process's pause go unnoticed.
const creditMs = seconds(1)

// One entry per member who had his fill: some hundred kilobytes.
const mostRemembered = 5_000

interface Credit {
  left: number
  readonly chunk: number
  readonly until: number
}

/**
 * Takes the big budgets of minute and hour in growing chunks and spends those in memory, so that a busy company does
 * not ask the database for every call. What is taken and not spent within a second is lost, never overspent.
 */
export function withCredit(ledger: QuotaLedger): QuotaLedger {
  const credits = new Map<string, Credit>()
  // Budgets of which a chunk is on its way: whoever comes meanwhile takes what he needs, or ten callers would take ten
  // chunks and most of it would be counted and never used.
  const taking = new Set<string>()
  // Lanes the database said were open a moment ago.
  const open = new Map<string, number>()
  // What was spent stays spent until the oldest use leaves the window, whatever others do meanwhile.
  const spent = new Map<
    string,
    { readonly amount: number; readonly answer: QuotaAnswer & { readonly ok: false } }
  >()

  const spend = ({ bucket, amount }: Charge, now: number): boolean => {
    const credit = credits.get(bucket)
    if (!credit || credit.until <= now || credit.left < amount) return false
    credit.left -= amount
    return true
  }

  const giveBack = (charges: readonly Charge[]) => {
    for (const { bucket, amount } of charges) {
      const credit = credits.get(bucket)
      if (credit) credit.left += amount
    }
  }

  const chunkFor = (charge: Charge, now: number): number => {
    if (charge.limit < bigLimit || charge.clock !== 'wall' || taking.has(charge.bucket)) return 0
    const before = credits.get(charge.bucket)
    if (!before || before.until <= now) return 1
    return Math.min(before.chunk * 2, Math.floor(charge.limit / mostShare))
  }

  const knownNo = (request: QuotaRequest): QuotaAnswer | undefined => {
    for (const { bucket, amount } of request.charges) {
      const no = spent.get(bucket)
      if (!no || amount < no.amount) continue
      const now = no.answer.clock === 'wall' ? request.atWall : request.atBusiness
      if (now < no.answer.retryAt) return no.answer
      spent.delete(bucket)
    }
    return undefined
  }

  const remember = (request: QuotaRequest, answer: QuotaAnswer & { readonly ok: false }) => {
    const charge = request.charges.find(({ bucket }) => bucket === answer.bucket)
    if (!charge) return
    if (spent.size >= mostRemembered) spent.clear()
    spent.set(charge.bucket, { amount: charge.amount, answer })
  }

  return {
    async take(request) {
      const no = knownNo(request)
      if (no) return no
      const now = request.atWall.getTime()
      const covered = request.charges.filter((charge) => spend(charge, now))
      const rest = request.charges.filter((charge) => !covered.includes(charge))
      if (rest.length === 0 && (open.get(request.lane) ?? 0) > now) return { ok: true, strikes: 0 }
      const chunks = rest.map((charge) => chunkFor(charge, now))
      const greedy = rest.map((charge, i) => ({ ...charge, amount: charge.amount + (chunks[i] ?? 0) }))
      const begun = rest.flatMap(({ bucket }, i) => ((chunks[i] ?? 0) > 0 ? [bucket] : []))
      for (const bucket of begun) taking.add(bucket)
      let answer: QuotaAnswer
      try {
        answer = await ledger.take({ ...request, charges: greedy })
      } finally {
        for (const bucket of begun) taking.delete(bucket)
      }
      if (answer.ok) {
        if (answer.strikes === 0) open.set(request.lane, now + creditMs)
        for (const [i, { bucket }] of rest.entries()) {
          const chunk = chunks[i] ?? 0
          if (chunk > 0) credits.set(bucket, { left: chunk, chunk, until: now + creditMs })
        }
        return answer
      }
      // Near the end of a budget there is no room for a chunk, but perhaps for what is needed.
      if (chunks.some((chunk) => chunk > 0)) answer = await ledger.take({ ...request, charges: rest })
      if (!answer.ok) {
        giveBack(covered)
        remember(request, answer)
      }
      return answer
    },
    async pause(lane, untilWall, strikes) {
      open.delete(lane)
      await ledger.pause(lane, untilWall, strikes)
    },
    recovered: (lane) => ledger.recovered(lane),
  }
}
