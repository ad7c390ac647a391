import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root, runTool } from './program.ts'

// A test runner sets its own NODE_ENV, and what it builds stays for whoever starts the server next.
const shipped = { env: { NODE_ENV: 'production' } }

/** Builds the page of all parts, which tests photograph and which never ships; answers where it lies. */
export async function buildGallery(): Promise<string> {
  const { code, output } = await runTool(
    'vite',
    ['build', 'apps/console', '--mode', 'gallery', '--logLevel', 'warn'],
    shipped,
  )
  if (code !== 0) throw new Error(`the gallery was not built:\n${output}`)
  return join(root, 'apps/console/dist-gallery')
}

/** Builds the console into apps/console/dist when a source is newer than what was built. True when it had to. */
export async function buildConsole(): Promise<boolean> {
  const built = await changedAt(join(root, 'apps/console/dist/index.html'))
  const sources = await Promise.all(['apps/console/src', 'packages/contract/src'].map(filesBelow))
  const others = ['apps/console/index.html', 'apps/console/vite.config.ts', 'package-lock.json']
  const files = [...sources.flat(), ...others.map((file) => join(root, file))]
  const newest = Math.max(...(await Promise.all(files.map(changedAt))))
  if (built > newest) return false
  const { code, output } = await runTool('vite', ['build', 'apps/console', '--logLevel', 'warn'], shipped)
  if (code !== 0) throw new Error(`the console was not built:\n${output}`)
  return true
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

function changedAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
