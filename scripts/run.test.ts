import { appendFile, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root, runProgram, type Ended } from './program.ts'

let home: string

// Stands for npm in a checkout of its own: notes each call, takes a while, leaves what npm would leave.
const npm = `
import { appendFileSync, cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n')
await new Promise((done) => setTimeout(done, 300))
if (existsSync('broken')) { console.error('registry on fire'); process.exit(7) }
mkdirSync('node_modules', { recursive: true })
if (!existsSync('node_modules/tsx')) symlinkSync(process.env.REAL_MODULES + '/tsx', 'node_modules/tsx')
cpSync('package-lock.json', 'node_modules/.package-lock.json')
`

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'jieli-run-')))
  await mkdir(join(home, 'scripts'))
  for (const file of ['run.mjs', 'dependencies.mjs'])
    await cp(join(root, 'scripts', file), join(home, 'scripts', file))
  await writeFile(join(home, 'package.json'), '{ "type": "module" }')
  await writeFile(join(home, 'package-lock.json'), lockFile('1.0.0'))
  await writeFile(join(home, 'npm-cli.js'), npm)
  await writeFile(
    join(home, 'scripts/check.ts'),
    'console.log("ran", ...process.argv.slice(2) as string[])\n',
  )
})

afterEach(() => rm(home, { recursive: true, force: true }))

function lockFile(version: string): string {
  return JSON.stringify({ packages: { '': {}, 'node_modules/a': { version, integrity: `sha-${version}` } } })
}

function start(...args: readonly string[]): Promise<Ended> {
  const env = { npm_execpath: join(home, 'npm-cli.js'), REAL_MODULES: join(root, 'node_modules') }
  return runProgram(process.execPath, ['scripts/run.mjs', ...args], { cwd: home, env })
}

async function calls(): Promise<number> {
  const text = await readFile(join(home, 'calls'), 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean).length
}

test('installs once, says so in one line, hands the arguments on, and is silent afterwards', async () => {
  const first = await start('check', '--only', 'env')
  expect(first.code).toBe(0)
  expect(first.output.split('\n')).toEqual([expect.stringContaining('Installing'), 'ran --only env', ''])
  const second = await start('check')
  expect(second.output).toBe('ran\n')
  expect(await calls()).toBe(1)
})

test('two starts at once install once', async () => {
  const both = await Promise.all([start('check'), start('check')])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(await calls()).toBe(1)
})

test('installs again when the lock file has changed, not when somebody already ran npm by hand', async () => {
  await start('check')
  await writeFile(join(home, 'package-lock.json'), lockFile('1.0.1'))
  await start('check')
  expect(await calls()).toBe(2)
  await writeFile(join(home, 'package-lock.json'), lockFile('1.0.2'))
  await writeFile(join(home, 'node_modules/.package-lock.json'), lockFile('1.0.2'))
  await start('check')
  expect(await calls()).toBe(2)
})

test('a package that is not in the lock file is no clean install', async () => {
  await mkdir(join(home, 'node_modules'))
  const extra = lockFile('1.0.0').replace(
    '{"packages":{',
    '{"packages":{"node_modules/b":{"version":"1.0.0"},',
  )
  await writeFile(join(home, 'node_modules/.package-lock.json'), extra)
  await start('check')
  expect(await calls()).toBe(1)
})

test('shows what npm said when it fails, and the next start tries again', async () => {
  await writeFile(join(home, 'broken'), '')
  const failed = await start('check')
  expect(failed.code).not.toBe(0)
  expect(failed.output).toContain('registry on fire')
  expect(failed.output).not.toContain('ran')
  await rm(join(home, 'broken'))
  expect((await start('check')).code).toBe(0)
})

test('the lock of a dead process does not stop anybody', async () => {
  await mkdir(join(home, '.jieli'))
  // No process has this number: Linux ends at 4 194 304.
  await writeFile(join(home, '.jieli/install.lock'), JSON.stringify({ host: hostname(), pid: 4_999_999 }))
  expect((await start('check')).code).toBe(0)
})

test('an exit code and an unknown task are passed on', async () => {
  await appendFile(join(home, 'scripts/check.ts'), 'process.exit(3)\n')
  expect((await start('check')).code).toBe(3)
  expect(await start('chek')).toMatchObject({ code: 1, output: expect.stringContaining('chek') })
})
