import { dirname, join } from 'node:path/posix'
import { defineConfig } from 'vitest/config'
import { sources, withoutComments } from './files.ts'
import { root } from './program.ts'

// The tests that need neither a database, nor a simulated company, nor a port or a process of their own, however many
// files lie between: seconds, not minutes, so `npm run check` has them.
const needsAWorld =
  /test\/database\.ts$|^@jieli\/wecom-sim$|^node:(?:child_process|http|net)$|^@hono\/node-server$/

const all = (await Promise.all(['packages', 'apps', 'scripts'].map(sources))).flat()
const imports = new Map(all.map(({ path, text }) => [path, importsOf(path, text)]))

// Imports of types vanish before anything runs.
function importsOf(path: string, text: string): readonly string[] {
  const written = withoutComments(text).matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^'"`;]*?\bfrom\s*)?['"]([^'"]+)['"]/gm,
  )
  return [...written].flatMap(([, to]) => {
    if (to === undefined) return []
    return to.startsWith('.') ? join(dirname(path), to) : to
  })
}

function reachesAWorld(path: string, seen = new Set<string>()): boolean {
  if (needsAWorld.test(path)) return true
  if (seen.has(path)) return false
  seen.add(path)
  return (imports.get(path) ?? []).some((to) => reachesAWorld(to, seen))
}

const rules = all
  .map(({ path }) => path)
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith('packages/wecom-sim/'))
  .filter((path) => !reachesAWorld(path))

export default defineConfig({
  root,
  test: { maxWorkers: 2, testTimeout: 20_000, include: rules },
})
