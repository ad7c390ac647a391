import { randomUUID } from 'node:crypto'
import { RateLimited, Unanswered, WecomError, BadInput, NoSecret, type Wecom } from '@jieli/wecom'
import { kindOf, type OnEvent } from '../gateway/index.ts'
import { later, seconds, type BusinessClock, type WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import { Bug } from '../platform/result.ts'
import * as lanes from './lane-store.ts'
import { duplicateSeconds, restMs, verdictOf } from './notify.ts'
import { cardOf, openBody, openBox, place, type Body, type Sealing } from './seal.ts'
import { lockCardByTask } from './store.ts'
import { closing, type Writer } from './write.ts'

export interface OutboxDeps extends Sealing {
  readonly database: Database
  readonly wecom: Pick<Wecom, 'call' | 'agentId'>
  readonly wall: WallClock
  readonly business: BusinessClock
  /** By our name of the group: the webhook's address as WeCom shows it, or its key alone; secrets. */
  readonly webhooks: Readonly<Record<string, string>>
  readonly onEvent?: OnEvent
}

export interface Pumped {
  readonly sent: number
  /** Held back or refused for now; still due. */
  readonly waiting: number
  readonly failed: number
}

interface Answer {
  readonly msgid?: string
  readonly code?: string
}

// A lane is worked for less than half of its lease, so that its holder is never surprised while sending.
const leaseMs = seconds(60)
const workMs = seconds(25)
const lanesAtOnce = 16
// Codes that say "this code was used or is too old": with an attempt in doubt, our own attempt used it.
const codeGone = new Set([60140, 42016])
const taskIdTaken = 42014

export function createOutbox(deps: OutboxDeps, writer: Writer) {
  const { database, wecom, wall, onEvent } = deps
  const { db } = database

  const request = async (body: Body, seq: number): Promise<Answer> => {
    if (body.kind === 'send') {
      const reply = await wecom.call('sendMessage', {
        ...body.request,
        enable_duplicate_check: 1,
        duplicate_check_interval: duplicateSeconds(seq),
      })
      const nobody = reply.invaliduser || reply.unlicenseduser
      if (nobody) throw new WecomError('sendMessage', 81013, '', true)
      return { msgid: reply.msgid, ...(reply.response_code ? { code: reply.response_code } : {}) }
    }
    if (body.kind === 'update') {
      await wecom.call('updateTemplateCard', {
        userids: [body.userid],
        agentid: wecom.agentId,
        response_code: body.responseCode,
        template_card: body.card,
      })
      return {}
    }
    const key = keyOf(deps.webhooks[body.group] ?? '')
    if (!key) throw new NoWebhook(body.group)
    const mention = body.mention.length > 0 ? { mentioned_list: [...body.mention] } : {}
    await wecom.call('sendWebhook', { key, msgtype: 'text', text: { content: body.text, ...mention } })
    return {}
  }

  const sent = (message: lanes.DueMessage, body: Body, answer: Answer) =>
    database.inTx(async (tx) => {
      const box = await openBox(deps, tx)
      const { id } = message
      const code = answer.code && box.seal(place('response_code_sealed', id), answer.code)
      const at = wall.now()
      const state = await lanes.endTry(tx, id, { at, msgid: answer.msgid, code: code || undefined })
      const card = cardOf(body)
      if (state !== 'superseded' || !card || !answer.code || !message.to_userid) return
      // It was closed while it was on its way.
      const row = await lockCardByTask(tx, id)
      const text = row?.closed_text_sealed
        ? box.open(place('closed_text_sealed', id), row.closed_text_sealed)
        : '已失效'
      await writer.update(tx, id, closing(card, message.to_userid, answer.code, text))
    })

  const giveUp = (message: lanes.DueMessage, body: Body, error: unknown) =>
    database.inTx(async (tx) => {
      const dueAt = wall.now()
      const unsent = {
        error: kindOf(error),
        inDoubt: message.in_doubt,
        countsAsTry: true,
        dueAt,
        failed: true,
      }
      await lanes.failTry(tx, message.id, unsent)
      onEvent?.('message failed', { id: message.id, kind: message.kind, error: kindOf(error) })
      // The card cannot be changed, so the person is told in words.
      if (body.kind === 'update') await writer.text(tx, { to: body.userid, text: body.otherwise })
    })

  /** How long to rest, or undefined to go on with the next message. */
  const refused = async (
    message: lanes.DueMessage,
    body: Body,
    error: unknown,
  ): Promise<Date | undefined> => {
    const { id, in_doubt: inDoubt } = message
    const tries = message.tries + 1
    const wait = async (dueAt: Date, over: { inDoubt: boolean; countsAsTry: boolean }) => {
      await lanes.failTry(db, id, { error: kindOf(error), dueAt, failed: false, ...over })
      return dueAt
    }
    if (error instanceof RateLimited) {
      return wait(await freeAgain(error), { inDoubt, countsAsTry: false })
    }
    if (error instanceof Unanswered) {
      return wait(later(wall.now(), restMs('again', tries)), {
        inDoubt: inDoubt || error.mayHaveRun,
        countsAsTry: true,
      })
    }
    if (error instanceof WecomError && inDoubt && isDoneAlready(body, error.errcode)) {
      await sent(message, body, {})
      return undefined
    }
    const verdict =
      error instanceof WecomError
        ? verdictOf(error.kind, error.errcode, tries)
        : error instanceof BadInput || error instanceof Bug
          ? 'never'
          : error instanceof NoSecret || error instanceof NoWebhook
            ? 'later'
            : 'again'
    if (verdict === 'never') {
      await giveUp(message, body, error)
      return undefined
    }
    onEvent?.('message waits', { id, kind: message.kind, error: kindOf(error), tries })
    // An accident that is none of WeCom's may have happened after the request left.
    const doubt =
      inDoubt || !(error instanceof WecomError || error instanceof NoSecret || error instanceof NoWebhook)
    return wait(later(wall.now(), restMs(verdict, tries)), { inDoubt: doubt, countsAsTry: true })
  }

  const freeAgain = async ({ retryAt, clock }: RateLimited): Promise<Date> => {
    if (clock === 'wall') return retryAt
    // Business time may run faster than ours, so look again at least every minute.
    const waitMs = retryAt.getTime() - (await deps.business.now()).getTime()
    return later(wall.now(), Math.min(Math.max(waitMs, seconds(1)), seconds(60)))
  }

  const workLane = async (lane: string, holder: string): Promise<Pumped> => {
    const stopAt = later(wall.now(), workMs)
    const counts = { sent: 0, waiting: 0, failed: 0 }
    let rest: Date | undefined
    try {
      while (rest === undefined && wall.now() < stopAt) {
        const message = await lanes.nextDue(db, lane, wall.now())
        if (!message || !(await lanes.beginTry(db, message.id, { lane, holder, now: wall.now() }))) break
        const body = openBody(await openBox(deps, db), message.id, message.body_sealed)
        try {
          const answer = await request(body, message.seq)
          await sent(message, body, answer)
          counts.sent += 1
        } catch (error) {
          rest = await refused(message, body, error)
          counts[rest === undefined ? 'failed' : 'waiting'] += 1
        }
      }
    } finally {
      await lanes.freeLane(db, lane, holder, rest)
    }
    return counts
  }

  /** Sends what is due, once around; many processes may do so at once. */
  return async function pump(): Promise<Pumped> {
    const holder = randomUUID()
    const now = wall.now()
    const claim = { holder, now, until: later(now, leaseMs), limit: lanesAtOnce }
    const mine = await lanes.claimLanes(db, claim)
    const all = await Promise.all(mine.map((lane) => workLane(lane, holder)))
    return all.reduce(
      (sum, one) => ({
        sent: sum.sent + one.sent,
        waiting: sum.waiting + one.waiting,
        failed: sum.failed + one.failed,
      }),
      { sent: 0, waiting: 0, failed: 0 },
    )
  }
}

function keyOf(webhook: string): string {
  return URL.canParse(webhook) ? (new URL(webhook).searchParams.get('key') ?? '') : webhook
}

/** The attempt in doubt did arrive: its task id or its code is used up. */
function isDoneAlready(body: Body, errcode: number): boolean {
  if (body.kind === 'update') return codeGone.has(errcode)
  return cardOf(body)?.task_id !== undefined && errcode === taskIdTaken
}

class NoWebhook extends Error {
  override name = 'NoWebhook'

  constructor(group: string) {
    super(`no webhook is configured for the group ${group}`)
  }
}
