import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildConsole } from './build-console.ts'
import { runOnce } from './demo/once.ts'
import { openInBrowser } from './demo/open.ts'
import { writeResults } from './demo/results.ts'
import { showAround } from './demo/show.ts'
import { openState } from './demo/state.ts'
import { startWorld } from './demo/world.ts'
import { tellStories } from './stories.ts'

/**
 * `npm run demo`: the company, the server, the console and the phone side by side, until Ctrl-C.
 * `npm run demo -- --once --out DIR`: one whole handover on the fast clock; the last line is its summary.
 * `npm run demo -- --once --story all --out DIR`: every trigger to its end, one line each.
 */
const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    story: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out' },
    reset: { type: 'boolean', default: false },
    open: { type: 'boolean', default: process.stdout.isTTY },
  },
})

// Shorter waits by the wall, for a company on this very machine.
const fast = { LOOK_AGAIN_MS: '500', RETRY_BASE_MS: '1000', WECOM_TIMEOUT_MS: '3000' }

const startedAt = Date.now()
const seconds = () => Number(((Date.now() - startedAt) / 1_000).toFixed(1))
const say = (line: string) => console.log(line)

if (values.once && values.story !== undefined) {
  const { story, out, verbose } = values
  process.exitCode = (await tellStories(story, { out, say, verbose })) ? 0 : 1
} else if (values.once) process.exitCode = await once(resolve(values.out))
else await stay()

async function once(out: string): Promise<number> {
  const state = await openState('once', { reset: true })
  const world = await startWorld(state, { rate: 0, env: fast })
  say(`禾木云店和接力已启动，用了 ${seconds()} 秒；结果写到 ${out}`)
  try {
    const id = await runOnce(world, say)
    const summary = await writeResults(world, state, id, out)
    say(`报告：${out}/report.html`)
    say(JSON.stringify({ ...summary, seconds: seconds() }))
    return summary.ok ? 0 : 1
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    say(JSON.stringify({ ok: false, logs: state.dir, seconds: seconds() }))
    return 1
  } finally {
    await world.stop()
  }
}

async function stay(): Promise<void> {
  const state = await openState('demo', { reset: values.reset })
  const building = buildConsole()
  const links = join(state.dir, 'phone.json')
  const world = await startWorld(state, { rate: 1, phoneLinks: links })
  if (await building) say('控制台构建好了')
  const show = await showAround(world, state, { say, links })
  say(`启动用了 ${seconds()} 秒。按 Ctrl-C 结束；下次接着这里，--reset 重新开始。`)
  if (values.open) openInBrowser(show.url)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  await show.stop()
  await world.stop()
}
