import { isAction, type Relation } from '@jieli/contract'
import type { Reader } from '../platform/db.ts'
import type { Edge } from '../platform/http.ts'
import { Bug } from '../platform/result.ts'
import { decide, type Caller } from './decide.ts'
import { holderOf } from './keys.ts'

export interface GateDeps {
  readonly reader: Reader
  /** How a person stands to a handover; an unknown handover makes everybody a stranger. */
  readonly relationsTo: (about: string, id: string, userid: string) => Promise<readonly Relation[]>
}

/** Decides on every request to a row of the contract: who asks, and whether the policy table grants it. */
export function createGate({ reader, relationsTo }: GateDeps): Edge<Caller>['admit'] {
  return async ({ headers }, { action, about }, params) => {
    if (!isAction(action)) throw new Bug(`a row names the unknown action ${action}`)
    const [scheme, key] = (headers.get('authorization') ?? '').split(' ')
    const holder = scheme === 'Bearer' && key ? await holderOf(reader, key) : undefined
    if (!holder)
      return {
        ok: false,
        status: 401,
        why: 'NO_KEY',
        message: '需要有效的 API key / a valid API key is needed',
      }
    const who = await decide(
      action,
      { userid: holder.userid, roles: [holder.role] },
      about === undefined ? undefined : (userid) => relationsTo(about, params['id'] ?? '', userid),
    )
    if (who) return { ok: true, who }
    const message = '你的角色不能做这件事 / your role may not do this'
    return { ok: false, status: 403, why: 'NO_PERMISSION', message }
  }
}
