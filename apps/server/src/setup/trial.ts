import type { Bilingual } from '@jieli/wecom'
import type { SettingName } from '@jieli/contract'
import { checks, examine, type CheckId, type Finding, type Probe } from '../doctor/index.ts'
import type { Values } from './setup.ts'

/** A value that WeCom does not take, and what to do. */
export interface Wrong {
  readonly name: SettingName
  readonly code: number | null
  readonly cause: Bilingual
  readonly remedy: Bilingual
}

// WeCom names these two of the three apart; of a wrong secret and a wrong id for it, it only says that they do not fit.
const corpIdCodes = [40013]

const settingOf: Partial<Readonly<Record<CheckId, SettingName>>> = {
  'app-secret': 'appSecret',
  app: 'agentId',
  'contacts-secret': 'contactsSecret',
}

/** Asks WeCom whether the values are right, as far as they can be tried; nothing is changed by it. */
export async function wrongIn(values: Values, probe: Probe): Promise<readonly Wrong[]> {
  const isTried = (id: CheckId) => {
    const name = settingOf[id]
    return id === 'trusted-ip' || (name !== undefined && values[name] !== undefined)
  }
  const untried: Finding = { state: 'ok', said: { zh: '', en: '' } }
  const examined = await examine(onlyThose(isTried, untried), probe)
  return examined.flatMap(({ id, finding }) => {
    const name = settingOf[id]
    if (name === undefined || finding.state !== 'bad') return []
    const { code, cause, remedy } = finding
    const isCorpId = id === 'app-secret' && code !== null && corpIdCodes.includes(code)
    return [{ name: isCorpId ? 'corpId' : name, code, cause, remedy }]
  })
}

function onlyThose(isTried: (id: CheckId) => boolean, untried: Finding): typeof checks {
  const entries = Object.entries(checks).map(([id, check]) => [
    id,
    isTried(id as CheckId) ? check : { ...check, look: () => Promise.resolve(untried) },
  ])
  // The same keys as before.
  return Object.fromEntries(entries) as typeof checks
}
