import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './program.ts'

/** A file that is made from another source and kept in the repository, so that people can read it. */
export interface Generated {
  readonly name: string
  readonly file: string
  /** The whole wanted text; `now` is what the file holds at present ('' when it is missing). */
  make(now: string): Promise<string>
}

export async function present({ file }: Generated): Promise<string> {
  return readFile(join(root, file), 'utf8').catch(() => '')
}

/** What to say when the file is not what its source says, or nothing. */
export async function staleness(generated: Generated): Promise<readonly string[]> {
  const now = await present(generated)
  const wanted = await generated.make(now)
  if (now === wanted) return []
  return [`${generated.file}:${firstDifference(now, wanted)}: not up to date; run npm run generate`]
}

export async function write(generated: Generated): Promise<boolean> {
  const now = await present(generated)
  const wanted = await generated.make(now)
  if (now !== wanted) await writeFile(join(root, generated.file), wanted)
  return now !== wanted
}

function firstDifference(now: string, wanted: string): number {
  const lines = now.split('\n')
  const at = wanted.split('\n').findIndex((line, n) => line !== lines[n])
  return at === -1 ? lines.length : at + 1
}
