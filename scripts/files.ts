import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './program.ts'

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.jieli', 'out'])

/** Every folder of the repository that holds code. */
export const codeFolders = ['apps', 'packages', 'scripts', 'bench', 'e2e'] as const

export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
}

/** The code files below a folder; none when the folder is not there. */
export async function codeFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  const found = await Promise.all(
    entries
      .filter((entry) => !notOurs.has(entry.name))
      .map((entry) => {
        const path = `${folder}/${entry.name}`
        if (entry.isDirectory()) return codeFiles(path)
        return /\.(ts|tsx|mjs|cjs)$/.test(entry.name) ? [path] : []
      }),
  )
  return found.flat().sort()
}

export async function sources(folder: string): Promise<readonly Source[]> {
  const paths = await codeFiles(folder)
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })))
}

/** The same text with comments blanked, so that line numbers stay and prose is not taken for code. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
}

/** `path:line: the line`, for each line of code that matches. */
export function findInCode({ path, text }: Source, pattern: RegExp): readonly string[] {
  const original = text.split('\n')
  return withoutComments(text)
    .split('\n')
    .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${original[at]?.trim()}`] : []))
}
