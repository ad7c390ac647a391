import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allChecks, runChecks, summary } from './checking.ts'
import { root } from './program.ts'

// Everything CI runs: all checks, then all tests (the `rules` check is a part of them and would run twice).
const checks = await runChecks(allChecks.filter(({ name }) => name !== 'rules'))
console.log(summary(checks))
const tests = await runTests()

const redChecks = checks.filter(({ ok }) => !ok).length
const passed = tests.passed + checks.length - redChecks
const failed = tests.failed + redChecks
console.log(summary(checks))
console.log(`tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

async function runTests(): Promise<Counts> {
  const dir = await mkdtemp(join(tmpdir(), 'jieli-test-'))
  try {
    const file = join(dir, 'results.json')
    const code = await vitest(['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
    return await counted(file, code)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

// Colours are for people; a file of a build gets plain lines.
function environment(): NodeJS.ProcessEnv {
  if (process.stdout.isTTY) return process.env
  const { FORCE_COLOR: _, ...rest } = process.env
  return { ...rest, NO_COLOR: '1' }
}

function vitest(args: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const how = { cwd: root, stdio: 'inherit', env: environment() } as const
    const child = spawn(join(root, 'node_modules/.bin/vitest'), args, how)
    child.once('error', () => done(127))
    child.once('close', (code) => done(code ?? 1))
  })
}

// The runner is also red without a red test: a file that does not load, an error nobody caught, no results at all.
async function counted(file: string, code: number): Promise<Counts> {
  const report: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
  const passed = numberIn(report, 'numPassedTests')
  const failed = numberIn(report, 'numFailedTests')
  const skipped = numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests')
  return { passed, failed: code === 0 ? failed : Math.max(1, failed), skipped }
}

function numberIn(report: unknown, key: string): number {
  if (typeof report !== 'object' || report === null) return 0
  const value = new Map(Object.entries(report)).get(key)
  return typeof value === 'number' ? value : 0
}
