import { acceptanceRoutes, type ClassToSign } from '@jieli/contract'
import { decide as decidePolicy, masked, type Caller } from '../../access/index.ts'
import type { Mount } from '../../platform/http.ts'
import { ok, refuse } from '../../platform/result.ts'
import type { Deps } from '../deps.ts'
import { relationsOf } from '../relations.ts'
import { stateCounts } from '../store-items.ts'
import { findHandover, type HandoverRow } from '../store.ts'
import { taskCounts } from '../tasks/store.ts'
import { isVerified, neededOf, placeOf, review, sign } from './acceptance.ts'
import { receivedIn, signaturesOf } from './store.ts'

export function serveAcceptance({ serve }: Mount<Caller>, deps: Deps): void {
  const { db } = deps.database
  serve(acceptanceRoutes.acceptance, async ({ params: { id }, caller }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const classes = await classesOf(deps, row)
    const tasks = await taskCounts(db, id)
    const named = [...classes.map(({ successor }) => successor), row.reviewed_by, row.plan.approvers.manager]
    const isMine = ({ successor }: ClassToSign) => successor.toLowerCase() === caller.userid.toLowerCase()
    const relations = await relationsOf(deps, row, caller.userid)
    const mayReview = await decidePolicy('handover.review', caller, () => Promise.resolve(relations))
    return ok({
      classes: [...classes],
      review:
        row.reviewed_at === null ? null : { by: row.reviewed_by ?? '', at: row.reviewed_at.toISOString() },
      exceptions: (await stateCounts(db, id)).excepted ?? 0,
      tasksLeft: tasks
        .filter(({ state }) => state === 'open' || state === 'left')
        .reduce((n, one) => n + one.n, 0),
      names: Object.fromEntries(
        await deps.directory.namesOf(db, [...new Set(named.filter((one) => one !== null))]),
      ),
      now: (await deps.business.now()).toISOString(),
      may: {
        sign: isVerified(row) && classes.some((one) => isMine(one) && one.signature === null),
        review: isVerified(row) && row.reviewed_at === null && mayReview !== undefined,
      },
    })
  })
  serve(acceptanceRoutes.sign, async ({ params: { id }, body, caller }) => {
    const signed = await sign(deps, { id, ...body, actor: caller })
    return signed.ok ? ok({ at: signed.value.toISOString() }) : signed
  })
  serve(acceptanceRoutes.review, async ({ params: { id }, caller }) => {
    const reviewed = await review(deps, { id, actor: caller })
    return reviewed.ok ? ok({ at: reviewed.value.toISOString() }) : reviewed
  })
}

/** What was received by whom, with the signature where there is one. */
export async function classesOf(deps: Deps, row: HandoverRow): Promise<readonly ClassToSign[]> {
  const { db } = deps.database
  const box = await deps.vault.box(db, { kind: 'handover', id: row.id })
  const signatures = await signaturesOf(db, row.id)
  return (await receivedIn(db, row.id)).map((one) => {
    const found = signatures.find(({ successor, kind }) => successor === one.successor && kind === one.kind)
    return {
      ...one,
      needed: neededOf(one.items),
      signature: found
        ? {
            at: found.at.toISOString(),
            remark:
              found.remark === null
                ? ''
                : masked.text(box.open(placeOf(row.id, found.successor, found.kind), found.remark)),
            opened: found.opened,
            auditEntry: found.auditEntry,
          }
        : null,
    }
  })
}
