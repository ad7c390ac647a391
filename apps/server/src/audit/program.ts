import { spawn } from 'node:child_process'
import type { Server } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The two separate programs: they read their token from standard input and say on standard output where they listen. */
export async function announce(serve: (token: string) => Server, port: number, ready: object): Promise<void> {
  const input = createInterface({ input: process.stdin })
  const token = await new Promise<string>((resolve) => {
    input.once('line', resolve)
  })
  if (token.length < 32) throw new Error('the token on standard input is too short')
  const server = serve(token)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  process.stdout.write(`${JSON.stringify({ ...ready, url, pid: process.pid })}\n`)
  // Input that ends says that whoever started this program is gone; a service of the system runs with `--stay`.
  if (!process.argv.includes('--stay')) input.once('close', () => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0))
}

export interface Program {
  readonly url: string
  readonly pid: number
  /** The line it said when it was ready. */
  readonly ready: Readonly<Record<string, unknown>>
  /** Runs under another system user than the one who started it. */
  readonly isSeparated: boolean
  stop(): Promise<void>
}

export interface ProgramOptions {
  readonly args: readonly string[]
  readonly token: string
  /** The system user to run as, where this process may choose one. */
  readonly runAs?: { readonly uid: number; readonly gid: number }
  readonly onLog?: (line: string) => void
}

/** Starts one of the audit programs and waits until it listens. */
export async function startProgram(name: 'signer' | 'witness', options: ProgramOptions): Promise<Program> {
  // Under the source tree the file is TypeScript; in a build it stands beside this one as JavaScript.
  const isSource = import.meta.url.endsWith('.ts')
  const file = fileURLToPath(new URL(`./${name}-main.${isSource ? 'ts' : 'js'}`, import.meta.url))
  const loader = isSource ? ['--import', import.meta.resolve('tsx')] : []
  const child = spawn(process.execPath, [...loader, file, ...options.args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    ...options.runAs,
  })
  child.stdin.on('error', () => {})
  child.stdin.write(`${options.token}\n`)
  let errors = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    errors = `${errors}${line}\n`.slice(-2_000)
    options.onLog?.(line)
  })
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the ${name} ended with ${code}: ${errors}`)))
  })
  // The program's own first line, written by `announce`.
  const ready = JSON.parse(line) as Record<string, unknown>
  return {
    url: String(ready['url']),
    pid: child.pid ?? 0,
    ready,
    isSeparated: options.runAs !== undefined && options.runAs.uid !== process.getuid?.(),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
