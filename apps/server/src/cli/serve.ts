import { readConfig } from '../config.ts'
import { start, type Duties } from '../main.ts'

/** Runs until it is told to end; says on standard output where it listens. */
export async function serveCommand(_args: readonly string[], duties: Duties): Promise<void> {
  const running = await start(readConfig(), duties)
  process.stdout.write(`${JSON.stringify({ url: running.url ?? null, pid: process.pid })}\n`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  await running.stop()
  process.exit(0)
}
