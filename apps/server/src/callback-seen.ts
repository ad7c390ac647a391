import type { Database } from './platform/db.ts'
import { noteEvent, noteVerified } from './setup/index.ts'

// The page wants to know whether events come, not each of them.
const noteEveryMs = 60_000

/** Notes when WeCom asked whether our address is ours, and when it last called; what cannot be noted hinders nothing. */
export function seenIn(
  database: Database,
  onEvent: (event: string, facts: Readonly<Record<string, string>>) => void,
) {
  let noted = 0
  const lost = () => onEvent('callback not noted', {})
  return {
    verified: (at: Date, ms: number) => void noteVerified(database.db, at, ms).catch(lost),
    event: (at: Date) => {
      if (at.getTime() - noted < noteEveryMs) return
      noted = at.getTime()
      void noteEvent(database.db, at).catch(lost)
    },
  }
}
