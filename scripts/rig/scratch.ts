import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'

/** A directory of its own for one run; whoever asks removes it. Readable, as the database's own user works below it. */
export function scratch(name: string): string {
  const root = join(new URL('../..', import.meta.url).pathname, '.jieli')
  mkdirSync(root, { recursive: true, mode: 0o755 })
  return mkdtempSync(join(root, `${name}-`))
}
