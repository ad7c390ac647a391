import type { Edge } from '../platform/http.ts'
import { decide, type Caller, type Identity } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { identityOf } from './people.ts'
import { holderOfOpen } from './sessions.ts'

/** Who follows live updates, and whether he still may. */
export interface Follower {
  readonly caller: Caller
  /** What the browser has to be told beside the stream: the next key of its session. */
  readonly headers: Readonly<Record<string, string>>
  /** Who he is by now; undefined: his session is over. Asking is no use of the session, so it may end by idleness. */
  still(): Promise<Caller | undefined>
}

/**
 * A stream outlives the key it was opened with, because the key of a session changes while it is used. So it is asked
 * about by the session itself: asking with the key would change the key, and nobody would tell the browser the new one.
 */
export async function followerOf(
  deps: AccessDeps,
  admit: Edge<Caller>['admit'],
  headers: Headers,
): Promise<Follower | undefined> {
  const enter = () => admit({ method: 'GET', headers }, { action: 'live.follow' }, {})
  const entered = await enter()
  if (!entered.ok) return undefined
  const caller = await reader(entered.who)
  const { session } = entered.who
  return (
    caller && {
      caller,
      headers: entered.headers ?? {},
      async still() {
        if (session === undefined) {
          const again = await enter()
          return again.ok ? reader(again.who) : undefined
        }
        const { db } = deps.database
        const userid = await holderOfOpen(db, session, deps.wall.now())
        const identity = userid === undefined ? undefined : await identityOf(deps, db, { userid, session })
        return identity && reader(identity)
      },
    }
  )
}

// What may be followed is what may be read.
function reader({ userid, roles }: Identity): Promise<Caller | undefined> {
  return decide('handover.read', { userid, roles })
}
