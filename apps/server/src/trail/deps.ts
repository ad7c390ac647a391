import type { Caller, Follower } from '../access/index.ts'
import type { Directory } from '../directory/index.ts'
import type { WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'

export interface TrailDeps {
  readonly database: Database
  readonly directory: Directory
  readonly wall: WallClock
  /** Who follows, by the session of the request; undefined: nobody. */
  readonly follower: (headers: Headers) => Promise<Follower | undefined>
  /** The handovers a caller may see; undefined: all. */
  readonly visibleTo: (caller: Pick<Caller, 'userid' | 'reach'>) => Promise<ReadonlySet<string> | undefined>
  readonly onTrouble: (error: unknown) => void
  readonly pollMs: number
  /** How often an open stream asks whether its session still holds and what it may see. */
  readonly recheckMs: number
}
