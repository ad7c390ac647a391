import { consoleRoutes } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import type { Mount } from '../platform/http.ts'
import { ok, refuse } from '../platform/result.ts'
import { noteOpened } from './acceptance/store.ts'
import { approvalPageOf } from './approval-page.ts'
import type { Deps } from './deps.ts'
import { dossierOf } from './dossier.ts'
import { homeOf } from './home.ts'
import { itemDetail } from './item-detail.ts'
import { overviewOf } from './overview.ts'
import { progressOf } from './progress.ts'
import { castVote } from './submit.ts'
import { findHandover } from './store.ts'

/** What the pages of the console read, and the vote of an approver who looks at the whole plan. */
export function serveConsole({ serve }: Mount<Caller>, deps: Deps): void {
  const { db } = deps.database
  serve(consoleRoutes.home, async ({ caller }) => ok(await homeOf(deps, caller, await deps.roleProposals())))
  serve(consoleRoutes.overview, async ({ query, caller }) => ok(await overviewOf(deps, caller, query)))
  serve(consoleRoutes.progress, async ({ params: { id }, caller }) => {
    const page = await progressOf(deps, caller, id)
    return page ? ok(page) : refuse('NOT_FOUND')
  })
  serve(consoleRoutes.item, async ({ params: { id, item }, caller }) => {
    const detail = await itemDetail(deps, id, item)
    const isReceiver = detail?.successor?.toLowerCase() === caller.userid.toLowerCase()
    if (detail?.state === 'verified' && isReceiver) {
      const at = await deps.business.now()
      await deps.database.inTx((tx) => noteOpened(tx, { id, item, by: caller.userid, at }))
    }
    return detail ? ok(detail) : refuse('NOT_FOUND')
  })
  serve(consoleRoutes.dossier, async ({ params: { id, item } }) => {
    const found = await dossierOf(deps, id, item)
    return found ? ok(found) : refuse('NOT_FOUND')
  })
  serve(consoleRoutes.approval, async ({ params: { id }, caller }) => {
    const page = await approvalPageOf(deps, caller, id)
    return page ? ok(page) : refuse('NOT_FOUND')
  })
  serve(consoleRoutes.approve, async ({ params: { id }, body, caller }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const set = row.approval_set_id
    if (set === null) return refuse('NO_SUCH_SET')
    const now = await deps.business.now()
    const { decision, hash } = body
    const why = decision === 'no' ? body.why : undefined
    const cast = await deps.database.inTx(async (tx) => {
      const voted = await castVote(deps, tx, { set, person: caller.userid, decision, hash, why, now })
      // The same question stands on a card of his: it says what was decided here.
      if (voted.ok && !voted.value.rejected)
        await deps.notify.closeCards(
          tx,
          { kind: 'approval', id: set },
          { person: caller.userid, text: '已同意' },
        )
      return voted
    })
    if (!cast.ok) return cast
    const page = await approvalPageOf(deps, caller, id)
    return page ? ok(page) : refuse('NOT_FOUND')
  })
}
