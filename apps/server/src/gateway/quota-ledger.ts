import type { Charge, QuotaAnswer, QuotaLedger, QuotaRequest } from '@jieli/wecom'
import { sql } from 'kysely'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import { later } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { freeAt, slotOf } from './gateway.ts'

interface Row {
  readonly answer: 'taken' | 'spent' | 'paused'
  readonly bucket: string | null
  readonly paused_until: Date | null
  readonly oldest: Date | null
  readonly strikes: number
}

/** Counts the budgets of WeCom in PostgreSQL: one round trip per request, all charges or none. */
export function createQuotaLedger(db: Db): QuotaLedger {
  return {
    async take(request) {
      const { charges } = request
      const slots = charges.map((charge) => slotOf(charge.window, nowOf(request, charge)))
      const { rows } = await sql<Row>`select * from gateway.take(
        ${request.lane}, ${request.atWall}::timestamptz, ${charges.map(({ bucket }) => bucket)}::text[],
        ${charges.map(({ amount }) => amount)}::integer[], ${charges.map(({ limit }) => limit)}::bigint[],
        ${slots.map(({ slot }) => slot)}::timestamptz[], ${slots.map(({ since }) => since)}::timestamptz[],
        ${slots.map(({ dropAt }) => dropAt)}::timestamptz[], ${charges.map(({ clock }) => clock)}::text[])`.execute(
        db,
      )
      return answerOf(request, rows)
    },
    async pause(lane, untilWall, strikes) {
      // Answers of several calls may meet here; the longest pause stays.
      await sql`insert into gateway.quota_pause as p (lane, until_at, strikes)
        values (${lane}, ${untilWall}, ${strikes})
        on conflict (lane) do update set until_at = greatest(p.until_at, excluded.until_at),
          strikes = greatest(p.strikes, excluded.strikes)`.execute(db)
    },
    async recovered(lane) {
      await sql`delete from gateway.quota_pause where lane = ${lane}`.execute(db)
    },
  }
}

/** Forgets what counts in no window any more; answers how many rows went. */
export async function tidyQuotas(db: Db, wall: WallClock, business: BusinessClock): Promise<number> {
  const gone = await sql`delete from gateway.quota_use where (clock = 'wall' and drop_at < ${wall.now()})
    or (clock = 'business' and drop_at < ${await business.now()})`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}

function nowOf(request: QuotaRequest, { clock }: Charge): Date {
  return clock === 'wall' ? request.atWall : request.atBusiness
}

// Several budgets may refuse at once; the one that frees last says when asking again makes sense.
function answerOf(request: QuotaRequest, rows: readonly Row[]): QuotaAnswer {
  let answer: QuotaAnswer = { ok: true, strikes: rows[0]?.strikes ?? 0 }
  let longest = -1
  for (const row of rows) {
    if (row.answer === 'taken') continue
    const no = refusalOf(request, row)
    const waitMs =
      no.retryAt.getTime() - (no.clock === 'wall' ? request.atWall : request.atBusiness).getTime()
    if (waitMs > longest) [answer, longest] = [no, waitMs]
  }
  return answer
}

function refusalOf(request: QuotaRequest, row: Row): QuotaAnswer & { readonly ok: false } {
  const bucket = row.bucket ?? ''
  const charge = request.charges.find((one) => one.bucket === bucket)
  if (row.paused_until || !charge) {
    return { ok: false, bucket, retryAt: row.paused_until ?? request.atWall, clock: 'wall' }
  }
  // Nothing is counted and it is still too much: it never fits, so the answer is a whole window.
  const oldest = row.oldest ?? nowOf(request, charge)
  return { ok: false, bucket, retryAt: later(freeAt(charge.window, oldest), 1), clock: charge.clock }
}
