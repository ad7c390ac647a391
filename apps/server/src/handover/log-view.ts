import type { LogEntry } from '@jieli/contract'
import type { Logged } from '../audit/index.ts'

/** A numbered entry as pages show it. */
export function logView({ seq, at, actor, role, action, objects, result }: Logged): LogEntry {
  return { seq, at: at.toISOString(), actor, role, action, objects, result }
}
