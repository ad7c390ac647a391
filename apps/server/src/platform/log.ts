import { pino, type Logger } from 'pino'

export type { Logger } from 'pino'

/** Structured lines; callers give event names, ids and counts, never texts of people. */
export function createLog(level: string): Logger {
  // To standard error: standard output belongs to what a command prints for other programs.
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

/** What may be said of an accident in a log: its kind and where, not its message, which can hold data. */
export function aboutError(error: unknown): { readonly error: string; readonly at?: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  const code = 'code' in error && typeof error.code === 'string' ? `/${error.code}` : ''
  return { error: `${error.name}${code}`, ...(place === undefined ? {} : { at: place.trim() }) }
}
