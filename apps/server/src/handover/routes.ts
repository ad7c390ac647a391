import { handoverRoutes } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import { loggedFor } from '../audit/index.ts'
import type { Mount } from '../platform/http.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { HandoverView } from '@jieli/contract'
import { create } from './begin.ts'
import { decideGroup } from './decide.ts'
import type { Deps } from './deps.ts'
import { ledgerOf } from './ledger.ts'
import { visibleIds } from './mine.ts'
import { addKnownTransfers } from './store-attempts.ts'
import { leads } from './relations.ts'
import { reportFile } from './report-file.ts'
import { reportPage, reportView } from './report-page.ts'
import { findHandover, listHandovers, nextDue } from './store.ts'
import { cancel } from './cancel.ts'
import { giveBack } from './give-back.ts'
import { pause, resume } from './pause.ts'
import { submit } from './submit.ts'
import { itemsView, viewOf } from './view.ts'

/** Mounts the rows of the handover; every handler decides, saves, audits and replies. */
export function serveHandovers({ serve }: Mount<Caller>, deps: Deps): void {
  const { db } = deps.database

  const view = async <R extends string>(id: string): Promise<Result<HandoverView, R | 'NOT_FOUND'>> => {
    const row = await findHandover(db, id)
    return row ? ok(await viewOf(deps, db, row)) : refuse('NOT_FOUND')
  }

  serve(handoverRoutes.create, async ({ body, caller }) => {
    if (caller.reach !== 'any' && !(await leads(deps, db, { leader: caller.userid, member: body.leaver })))
      return refuse('NOT_YOUR_LINE', { leaver: body.leaver })
    const created = await create(deps, body, caller)
    if (!created.ok) return created
    const row = await findHandover(db, created.value)
    return row ? ok(await viewOf(deps, db, row)) : refuse('LEAVER_UNKNOWN')
  })
  serve(handoverRoutes.list, async ({ caller }) => {
    const visible = await visibleIds(deps, caller)
    const rows = (await listHandovers(db)).filter(({ id }) => visible?.has(id) ?? true)
    return ok({ handovers: await Promise.all(rows.map((row) => viewOf(deps, db, row))) })
  })
  serve(handoverRoutes.get, ({ params: { id } }) => view(id))
  serve(handoverRoutes.items, async ({ params: { id }, query }) => {
    const page = await itemsView(deps, id, query)
    return page ? ok(page) : refuse('NOT_FOUND')
  })
  serve(handoverRoutes.submit, async ({ params: { id }, body, caller }) => {
    const submitted = await submit(deps, { id, hash: body.envelopeHash, actor: caller })
    return submitted.ok ? view(id) : submitted
  })
  serve(handoverRoutes.decide, async ({ params: { id }, body, caller }) => {
    const now = await deps.business.now()
    const decided = await deps.database.inTx((tx) =>
      decideGroup(deps, tx, id, {
        ...body,
        until: body.until === undefined ? undefined : new Date(body.until),
        by: caller,
        now,
      }),
    )
    return decided.ok ? view(id) : decided
  })
  serve(handoverRoutes.cancel, async ({ params: { id }, body, caller }) => {
    const cancelled = await cancel(deps, { id, ...body, actor: caller })
    return cancelled.ok ? view(id) : cancelled
  })
  serve(handoverRoutes.pause, async ({ params: { id }, body, caller }) => {
    const paused = await pause(deps, { id, why: body.why, actor: caller })
    return paused.ok ? view(id) : paused
  })
  serve(handoverRoutes.resume, async ({ params: { id }, caller }) => {
    const resumed = await resume(deps, { id, actor: caller })
    return resumed.ok ? view(id) : resumed
  })
  serve(handoverRoutes.giveBack, async ({ params: { id }, caller }) => {
    const asked = await giveBack(deps, { id, actor: caller })
    return asked.ok ? view(id) : asked
  })
  serve(handoverRoutes.report, async ({ params: { id } }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const report = await reportView(deps, id)
    return report ? ok(report) : refuse('NOT_REPORTED', { state: row.state })
  })
  serve(handoverRoutes.reportPage, async ({ params: { id } }) => {
    const html = await reportPage(deps, id)
    return html === undefined ? refuse('NOT_REPORTED') : ok({ html })
  })
  serve(handoverRoutes.reportFile, async ({ params: { id }, query: { format }, caller }) => {
    const file = await reportFile(deps, id, format)
    if (!file) return refuse('NOT_REPORTED')
    const now = await deps.business.now()
    await deps.database.inTx((tx) =>
      deps.append(tx, {
        at: now,
        actor: caller.userid,
        role: caller.role,
        action: 'handover.report-taken',
        objects: { handover: id, format },
        result: 'ok',
      }),
    )
    return ok(file)
  })
  serve(handoverRoutes.nextDue, async () => {
    const { at, busy } = await nextDue(db)
    return ok({ at: at?.toISOString() ?? null, busy })
  })
  serve(handoverRoutes.log, async ({ params: { id } }) => {
    if (!(await findHandover(db, id))) return refuse('NOT_FOUND')
    const entries = await loggedFor(db, id)
    return ok({
      entries: entries.map(({ seq, at, actor, role, action, objects, result }) => ({
        seq,
        at: at.toISOString(),
        actor,
        role,
        action,
        objects,
        result,
      })),
    })
  })
  serve(handoverRoutes.ledger, async ({ params: { id } }) => {
    const row = await findHandover(db, id)
    return row ? ok(await ledgerOf(db, row)) : refuse('NOT_FOUND')
  })
  serve(handoverRoutes.importTransfers, async ({ body, caller }) => {
    const now = await deps.business.now()
    const added = await deps.database.inTx(async (tx) => {
      const transfers = body.transfers.map(({ at, ...transfer }) => ({ ...transfer, at: new Date(at) }))
      const count = await addKnownTransfers(tx, transfers, `import by ${caller.userid}`)
      await deps.append(tx, {
        at: now,
        actor: caller.userid,
        role: caller.role,
        action: 'transfers.imported',
        objects: { added: String(count), given: String(transfers.length) },
        result: 'ok',
      })
      return count
    })
    return ok({ added })
  })
}
