/** A precise change; `find` must be there exactly once, so that a plant never passes because it changed nothing. */
export type Edit =
  | { readonly file: string; readonly find: string; readonly replace: string }
  | { readonly file: string; readonly create: string }

/** What must turn red: a named check, the tests of one file, of which `because` names one, or a program of scripts/. */
export type Alarm =
  | { readonly check: string }
  | { readonly test: string; readonly project: 'packages' | 'server' }
  | { readonly script: string; readonly args: readonly string[] }

/** A mistake somebody could make, and the alarm that must ring for it. */
export interface Fault {
  readonly name: string
  readonly says: string
  readonly edits: readonly Edit[]
  readonly alarm: Alarm
  /** Red for the right reason: what the alarm's output must say. */
  readonly because: RegExp
}

export function alarmName(alarm: Alarm): string {
  if ('script' in alarm) return [alarm.script, ...alarm.args].join(' ')
  return 'check' in alarm ? `check ${alarm.check}` : `test ${alarm.test}`
}
