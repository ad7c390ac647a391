import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** A child process that says one JSON line on standard output when it is ready. */
export interface Child {
  readonly process: ChildProcess
  readonly ready: Readonly<Record<string, unknown>>
  /** Ends it in an orderly way; after ten seconds by force. */
  stop(): Promise<void>
  kill(): void
  /** Resolves when it has ended, with its code or signal. */
  readonly ended: Promise<string>
}

export interface Starting {
  readonly file: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Where its standard error goes; dropped when absent. */
  readonly logFile?: string
}

const root = new URL('../..', import.meta.url).pathname

export async function startChild({ file, args = [], env = {}, logFile }: Starting): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (data: Buffer) => {
    errors = (errors + data.toString()).slice(-4_000)
  })
  if (logFile !== undefined) child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }))
  const ended = new Promise<string>((done) =>
    child.once('exit', (code, signal) => done(signal ?? String(code))),
  )
  const line = await new Promise<string>((resolve, reject) => {
    // Other lines may come first; the ready line is the first JSON object.
    createInterface({ input: child.stdout }).on('line', (text) => {
      if (text.startsWith('{')) resolve(text)
    })
    child.once('error', reject)
    void ended.then((how) => reject(new Error(`${file} ended (${how}) before it was ready: ${errors}`)))
  })
  // The program's own ready line.
  const ready = JSON.parse(line) as Record<string, unknown>
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(force)
  }
  return { process: child, ready, stop, kill: () => child.kill('SIGKILL'), ended }
}
