// The door of every npm script: plain JavaScript and node: modules only, because it runs before anything is installed.
// `node scripts/run.mjs <task> [arguments]` makes sure the dependencies are there, then starts the task with tsx.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What each task starts. `watch`: started again whenever a file it read changes. */
const tasks = {
  test: { file: 'scripts/test.ts' },
  check: { file: 'scripts/check.ts' },
  generate: { file: 'scripts/generate.ts' },
  plant: { file: 'scripts/plant.ts' },
  bench: { file: 'scripts/bench.ts' },
  seeds: { file: 'scripts/seeds.ts' },
  'story-seeds': { file: 'scripts/story-seeds.ts' },
  crashes: { file: 'scripts/crashes.ts' },
  'build:console': { file: 'scripts/build.ts' },
  demo: { file: 'scripts/demo.ts' },
  dev: { file: 'scripts/demo.ts', watch: true },
  sim: { file: 'packages/wecom-sim/src/main.ts' },
  jieli: { file: 'apps/server/src/cli.ts' },
}

// The same ranges as `engines` in package.json: what the tools we use say they need.
function nodeIsSupported(version) {
  const [major, minor] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24
}

function fail(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`)
  process.exit(1)
}

function start(task, args) {
  const watch = task.watch ? ['--watch', '--watch-preserve-output'] : []
  const child = spawn(process.execPath, [...watch, '--import', 'tsx', task.file, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a second one would read as "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.once('error', (error) => fail(String(error)))
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}

const [name, ...args] = process.argv.slice(2)
const task = Object.keys(tasks).includes(name) ? tasks[name] : undefined

if (!nodeIsSupported(process.versions.node)) {
  fail(
    `接力需要 Node.js 20.19+、22.12+ 或 24+，这里是 ${process.versions.node}。建议安装 22 或 24。`,
    `Jieli needs Node.js 20.19+, 22.12+ or 24+; this is ${process.versions.node}. We recommend 22 or 24.`,
  )
} else if (!task) {
  fail(`没有这个任务 / No such task: ${name ?? ''}`, `有 / There are: ${Object.keys(tasks).join(', ')}`)
} else if (!existsSync(join(root, task.file))) {
  fail(`这一版还没有 ${name}（${task.file}）。 / This version has no ${name} yet (${task.file}).`)
} else {
  // Loaded only now, so that an old Node still gets the sentence above.
  const { dependenciesReady } = await import('./dependencies.mjs')
  const failed = await dependenciesReady(root)
  if (failed) fail(...failed)
  start(task, args)
}
