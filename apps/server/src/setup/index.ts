import { setupRoutes, type ConnectionView } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import { checkIds, checks, examine, type CheckId, type Examined } from '../doctor/index.ts'
import type { Mount } from '../platform/http.ts'
import { ok, refuse } from '../platform/result.ts'
import { makeCallbackKeys, save, takeDomainFile, tick, valuesOf } from './acts.ts'
import type { SetupDeps } from './deps.ts'
import { missingOf } from './setup.ts'
import { newestFile, savedBy, seenOf, ticksOf } from './store.ts'
import { viewOf } from './view.ts'

export { settingsTenant } from './acts.ts'
export type { SetupDeps } from './deps.ts'
export { asVariables, namedIn, type DomainFile, type Values } from './setup.ts'
export { fileAt, noteEvent, noteVerified, savedValues, stampOf } from './store.ts'

/** Mounts the rows by which a company is connected. */
export function serveSetup({ serve }: Mount<Caller>, deps: SetupDeps): void {
  const { database, wall } = deps
  const { db } = database
  let examined: readonly Examined[] = []
  const checkedAt = new Map<string, Date>()

  const look = async (isWanted: (id: CheckId) => boolean) => {
    const values = await valuesOf(deps)
    if (missingOf(values).length > 0) return
    const before = examined
    const at = wall.now()
    const found = await examine(checks, deps.probeOf(values), { known: before, isWanted })
    for (const one of found)
      if (before.find(({ id }) => id === one.id)?.finding !== one.finding) checkedAt.set(one.id, at)
    examined = found
  }
  const view = async (): Promise<ConnectionView> => {
    const values = await valuesOf(deps)
    const publicUrl = deps.publicUrl()
    const [saved, ticks, savedFile] = [await savedBy(db), await ticksOf(db), await newestFile(db)]
    const people = [...saved, ...ticks.values(), ...(savedFile ? [savedFile] : [])].map(({ by }) => by)
    return viewOf({
      mode: deps.mode,
      examined,
      checkedAt,
      named: deps.named,
      values,
      saved,
      ticks,
      seen: await seenOf(db),
      namedFile: deps.namedFile,
      savedFile,
      callbackUrl: `${publicUrl}/wecom/callback/app`,
      trustedDomain: new URL(publicUrl).host,
      hasAdmin: await deps.hasAdmin(),
      names: await deps.namesOf([...new Set(people)]),
    })
  }

  serve(setupRoutes.get, async () => {
    if (examined.length === 0) await look(() => true)
    return ok(await view())
  })
  serve(setupRoutes.check, async ({ body: { ids } }) => {
    const unknown = (ids ?? []).filter((id) => !isCheck(id))
    if (unknown.length > 0) return refuse('STEP_UNKNOWN', { steps: unknown })
    await look((id) => ids === undefined || ids.includes(id))
    return ok(await view())
  })
  serve(setupRoutes.save, ({ body: { values, evenSo }, caller }) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined)
    return save(deps, caller, { values: Object.fromEntries(given), evenSo })
  })
  serve(setupRoutes.callbackKeys, ({ caller }) => makeCallbackKeys(deps, caller))
  serve(setupRoutes.domainFile, ({ body, caller }) => takeDomainFile(deps, caller, body))
  serve(setupRoutes.tick, async ({ body: { id, done }, caller }) => {
    if (!isCheck(id)) return refuse('STEP_UNKNOWN', { steps: [id] })
    if (!byHand.includes(id)) return refuse('NOT_BY_HAND', { step: id })
    await tick(deps, caller, id, done)
    return ok(await view())
  })
  serve(setupRoutes.firstAdmin, async () => {
    if (deps.mode === 'setup') return refuse('NOT_CONNECTED')
    const path = await deps.firstAdminPath()
    return path === undefined ? refuse('HAS_ADMIN') : ok({ path })
  })
}

const byHand: readonly CheckId[] = ['web-login']

function isCheck(id: string): id is CheckId {
  return checkIds.some((one) => one === id)
}
