import { randomBytes, randomInt } from 'node:crypto'
import type { SettingName } from '@jieli/contract'
import type { Tx } from '../platform/db.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { tenantsOf } from '../vault/index.ts'
import type { SetupDeps } from './deps.ts'
import { missingOf, type Values } from './setup.ts'
import { savedValues, saveFile, saveTick, saveValues } from './store.ts'
import { wrongIn } from './trial.ts'

/** Whose keys seal the settings themselves. */
export const settingsTenant = 'setup'

export interface Actor {
  readonly userid: string
  readonly role: string
  readonly session?: string
}

type SaveRefusal = 'FROM_ENVIRONMENT' | 'NOTHING_TO_SAVE' | 'VALUE_REFUSED' | 'ANOTHER_COMPANY'

/** What is set now, wherever it comes from. */
export async function valuesOf({ database, vault, named }: SetupDeps): Promise<Values> {
  return { ...(await savedValues(database.db, vault)), ...named }
}

/** Tries values with WeCom and keeps them; with the company known, the callback's keys are made where there are none. */
export async function save(
  deps: SetupDeps,
  actor: Actor,
  { values, evenSo }: { readonly values: Values; readonly evenSo: boolean },
): Promise<Result<{ saved: SettingName[]; missing: SettingName[] }, SaveRefusal>> {
  const saved = Object.keys(values) as SettingName[]
  if (saved.length === 0) return refuse('NOTHING_TO_SAVE')
  const fixed = saved.filter((name) => deps.named[name] !== undefined)
  if (fixed.length > 0) return refuse('FROM_ENVIRONMENT', { settings: fixed })
  const candidate = { ...(await valuesOf(deps)), ...values }
  const tenants = await tenantsOf(deps.database.db)
  const others = tenants.filter((one) => one !== settingsTenant && one !== candidate.corpId)
  if (values.corpId !== undefined && others.length > 0) return refuse('ANOTHER_COMPANY')
  if (!evenSo && missingOf(candidate).length === 0) {
    const wrong = (await wrongIn(candidate, deps.probeOf(candidate))).filter(
      ({ name }) => values[name] !== undefined || name === 'appSecret',
    )
    if (wrong.length > 0)
      return refuse('VALUE_REFUSED', {
        settings: wrong.map(({ name }) => name),
        zh: wrong.map(({ cause, remedy }) => `${cause.zh}。${remedy.zh}`),
        en: wrong.map(({ cause, remedy }) => `${cause.en}. ${remedy.en}`),
      })
  }
  await deps.database.inTx((tx) => keep(deps, tx, actor, withCallbackKeys(candidate, values)))
  deps.onSaved()
  return ok({ saved, missing: [...missingOf(candidate)] })
}

// WeCom's console asks for both together, so they are made together.
function withCallbackKeys(candidate: Values, values: Values): Values {
  const isSet = candidate.callbackToken !== undefined || candidate.callbackAesKey !== undefined
  return isSet ? values : { ...values, ...newCallbackKeys() }
}

function newCallbackKeys() {
  return { callbackToken: randomBytes(16).toString('hex'), callbackAesKey: lettersAndDigits(43) }
}

/** New keys of the callback, shown this once for pasting. */
export async function makeCallbackKeys(
  deps: SetupDeps,
  actor: Actor,
): Promise<Result<{ url: string; token: string; encodingAesKey: string }, 'FROM_ENVIRONMENT'>> {
  const { named, database, publicUrl } = deps
  if (named.callbackToken !== undefined || named.callbackAesKey !== undefined)
    return refuse('FROM_ENVIRONMENT', { settings: ['callbackToken', 'callbackAesKey'] })
  const keys = newCallbackKeys()
  await database.inTx((tx) => keep(deps, tx, actor, keys))
  deps.onSaved()
  const url = `${publicUrl()}/wecom/callback/app`
  return ok({ url, token: keys.callbackToken, encodingAesKey: keys.callbackAesKey })
}

export async function takeDomainFile(
  deps: SetupDeps,
  actor: Actor,
  { filename, content }: { readonly filename: string; readonly content: string },
): Promise<Result<{ path: string }, 'FROM_ENVIRONMENT'>> {
  if (deps.namedFile !== undefined) return refuse('FROM_ENVIRONMENT', { settings: ['WECOM_DOMAIN_FILE'] })
  const path = `/${filename}`
  await deps.database.inTx(async (tx) => {
    await saveFile(tx, { path, content, by: actor.userid, at: deps.wall.now() })
    await log(deps, tx, actor, { action: 'setup.domain-file', objects: { file: filename } })
  })
  return ok({ path })
}

export async function tick(deps: SetupDeps, actor: Actor, step: string, done: boolean): Promise<void> {
  await deps.database.inTx(async (tx) => {
    await saveTick(tx, step, done ? { by: actor.userid, at: deps.wall.now() } : undefined)
    await log(deps, tx, actor, { action: 'setup.ticked', objects: { step, done: done ? 'yes' : 'no' } })
  })
}

async function keep(deps: SetupDeps, tx: Tx, actor: Actor, values: Values): Promise<void> {
  await saveValues(tx, deps.vault, { values, by: actor.userid, at: deps.wall.now() })
  await log(deps, tx, actor, { action: 'setup.saved', objects: { settings: Object.keys(values).join(' ') } })
}

async function log(
  { append, business }: SetupDeps,
  tx: Tx,
  actor: Actor,
  { action, objects }: { readonly action: string; readonly objects: Readonly<Record<string, string>> },
): Promise<void> {
  const at = await business.now()
  await append(tx, {
    at,
    actor: actor.userid,
    role: actor.role,
    session: actor.session,
    action,
    objects,
    result: 'ok',
    urgent: true,
  })
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function lettersAndDigits(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
