import { defineConfig } from 'vitest/config'
import { sources } from './files.ts'
import { root } from './program.ts'

// The tests that need neither a database nor a simulated company: seconds, not minutes, so `npm run check` has them.
const needsAWorld = /test\/database\.ts|@jieli\/wecom-sim|node:child_process/

const all = (await Promise.all(['packages', 'apps/server', 'scripts'].map(sources))).flat()
const rules = all.filter(
  ({ path, text }) =>
    path.endsWith('.test.ts') && !path.startsWith('packages/wecom-sim/') && !needsAWorld.test(text),
)

export default defineConfig({
  root,
  test: { maxWorkers: 2, testTimeout: 20_000, include: rules.map(({ path }) => path) },
})
