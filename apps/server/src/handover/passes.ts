import { sql } from 'kysely'
import { later, seconds } from '../platform/clock.ts'
import type { Run } from '../platform/durable/durable.ts'
import { collect } from './collect.ts'
import { finish, freeze, keepTheRest } from './close.ts'
import { workflowName, type Deps } from './deps.ts'
import { lookAtWaiting } from './look.ts'
import { openAttempt, sendAttempt } from './move.ts'
import { backUp } from './gate.ts'
import { turnBack } from './give-back.ts'
import { closesAt } from './triggers.ts'
import { restoreNotes } from './restore.ts'
import { isBeforeStart, rest } from './rest.ts'
import { runPass, type Phase, type Steps } from './saga.ts'
import { settle } from './settle.ts'
import {
  dueHandovers,
  findHandover,
  lockHandover,
  patchHandover,
  runningHandovers,
  type HandoverRow,
} from './store.ts'
import type { Trouble } from './tables.ts'
import { retryDelayMs, troubleOf } from './trouble.ts'
import { verify } from './verify.ts'

/** The workflow of one pass, to be registered with the durable engine. */
export function passWorkflow(deps: () => Deps): (run: Run, id: string) => Promise<void> {
  return (run, id) => runPass(run, stepsOf(deps()), id)
}

function stepsOf(deps: Deps): Steps {
  const guarded = <T>(id: string, work: () => Promise<T>, say: (value: T) => string) =>
    withTrouble(deps, id, async () => say(await work()))
  return {
    begin: (id) => withTrouble(deps, id, () => begin(deps, id)),
    collect: (id) =>
      guarded(
        id,
        () => collect(deps, id),
        () => 'done',
      ),
    settle: (id) =>
      guarded(
        id,
        () => settle(deps, id),
        (settled) => settled,
      ),
    backUp: (id) =>
      guarded(
        id,
        () => backUp(deps, id),
        (done) => done,
      ),
    look: (id) => guarded(id, () => lookAtWaiting(deps, id), String),
    open: (id, key) =>
      guarded(
        id,
        () => openAttempt(deps, id, key),
        (attempt) => attempt,
      ),
    send: (id, attempt) =>
      guarded(
        id,
        () => sendAttempt(deps, id, attempt),
        (sent) => sent,
      ),
    restore: (id) => guarded(id, () => restoreNotes(deps, id), String),
    keepTheRest: (id) => guarded(id, () => keepTheRest(deps, id), String),
    verify: (id) =>
      guarded(
        id,
        () => verify(deps, id),
        (verified) => verified,
      ),
    freeze: (id, key) =>
      guarded(
        id,
        () => freeze(deps, id, key),
        (done) => (done ? 'frozen' : 'not frozen'),
      ),
    report: (id) => guarded(id, () => finish(deps, id), String),
    turnBack: (id) => guarded(id, () => turnBack(deps, id), String),
    async rest(id, run) {
      const rested = await withTrouble(deps, id, () => rest(deps, id, run))
      if (rested === 'stopped') await letGo(deps, id, run)
      return rested
    },
  }
}

async function begin(deps: Deps, id: string): Promise<Phase> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return 'none'
  const now = await deps.business.now()
  // A decision can wake it before the agreed start; nothing leaves before.
  return isBeforeStart(row, now) ? 'none' : phaseOf(row, now)
}

export type Phased = Pick<HandoverRow, 'state' | 'freeze_at' | 'leg' | 'ending' | 'return_at'>

export function phaseOf(row: Phased, now: Date): Phase {
  const closing = closesAt(row)
  switch (row.state) {
    case 'collecting':
      return 'collect'
    case 'executing':
    case 'waiting':
      return 'move'
    case 'verifying':
      return 'verify'
    case 'closing':
      return closing === null || now >= closing ? 'close' : 'none'
    case 'lent':
      return row.return_at !== null && now >= row.return_at ? 'turn back' : 'none'
    default:
      return 'none'
  }
}

/** Trouble outside ends the pass, tells cause and remedy, and sets when the next try is due. Nothing is lost. */
async function withTrouble<T extends string>(
  deps: Deps,
  id: string,
  work: () => Promise<T>,
): Promise<T | 'stopped'> {
  try {
    return await work()
  } catch (error) {
    const cause = troubleOf(error)
    if (!cause) throw error
    const wallNow = deps.wall.now()
    const business = await deps.business.now().catch(() => wallNow)
    await deps.database.inTx(async (tx) => {
      const row = await lockHandover(tx, id)
      if (!row) return
      const tries = row.trouble?.tries ?? 0
      const usual = later(wallNow, retryDelayMs(deps.settings.retryBaseMs, tries))
      const retryAt = cause.notBefore && cause.notBefore > usual ? cause.notBefore : usual
      const trouble: Trouble = {
        code: cause.code,
        cause: cause.cause,
        remedy: cause.remedy,
        since: row.trouble?.since ?? business.toISOString(),
        nextTryAt: retryAt.toISOString(),
        tries: tries + 1,
      }
      await patchHandover(tx, id, { trouble, retry_at: retryAt })
      // Told once, when it begins: to who can mend it.
      if (!row.trouble) {
        const text = `交接 ${id} 暂停：${cause.cause}。${cause.remedy}`
        await deps.notify.sendText(tx, {
          to: row.plan.approvers.admin,
          about: { kind: 'handover-trouble', id },
          text,
        })
        await deps.append(tx, {
          at: business,
          actor: 'system',
          role: 'executor',
          action: 'handover.trouble',
          objects: { handover: id },
          result: cause.code === null ? 'no-answer' : String(cause.code),
        })
      }
    })
    return 'stopped'
  }
}

// Even the end of the pass met trouble: the next one begins where this one could not look.
async function letGo(deps: Deps, id: string, run: string): Promise<void> {
  await deps.database.inTx((tx) =>
    sql`update handover.handover set running = null, wake = true where id = ${id} and running = ${run}`.execute(
      tx,
    ),
  )
}

/** Starts a pass for every handover that has something due. Any number of processes may call it at once. */
export async function startDuePasses(deps: Deps): Promise<number> {
  await forgetLostRuns(deps)
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const due = await dueHandovers(tx, now, deps.wall.now())
    for (const row of due) {
      const run = `${row.id}/pass/${row.run_no + 1}`
      await patchHandover(tx, row.id, { running: run, run_no: row.run_no + 1, wake: false })
      await deps.durable.enqueue(tx, workflowName, run, row.id)
    }
    return due.length
  })
}

// A run that ended in an error of ours leaves its name in the row; the next try waits a while and the row says why.
async function forgetLostRuns(deps: Deps): Promise<void> {
  const running = await runningHandovers(deps.database.db)
  if (running.length === 0) return
  await deps.database.inTx(async (tx) => {
    const lost = new Set(
      await deps.durable.lost(
        tx,
        running.flatMap(({ running: run }) => (run === null ? [] : [run])),
      ),
    )
    for (const row of running) {
      if (row.running === null || !lost.has(row.running)) continue
      const retryAt = later(deps.wall.now(), seconds(30))
      await sql`update handover.handover set running = null, wake = true, retry_at = ${retryAt},
        trouble = ${JSON.stringify(ownFault(row, retryAt))}::jsonb
        where id = ${row.id} and running = ${row.running}`.execute(tx)
    }
  })
}

function ownFault(row: HandoverRow, retryAt: Date): Trouble {
  return {
    code: null,
    cause: `接力自己出错了（运行 ${row.running ?? ''}）`,
    remedy: '会自动再试，进度没有丢。若反复出现，请把运行编号告诉维护人员',
    since: row.trouble?.since ?? retryAt.toISOString(),
    nextTryAt: retryAt.toISOString(),
    tries: (row.trouble?.tries ?? 0) + 1,
  }
}
