import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startProgram } from '../audit/index.ts'
import { Usage } from './usage.ts'

/** Starts the signer apart from the server, so that it can run under another user or on another machine. */
export async function signerCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      state: { type: 'string' },
      origin: { type: 'string', default: 'jieli.local/audit' },
      port: { type: 'string', default: '0' },
      token: { type: 'string' },
    },
  })
  if (values.state === undefined) throw new Usage('signer: --state DIR 是必需的 / is needed')
  const token = values.token ?? randomBytes(32).toString('hex')
  const program = await startProgram('signer', {
    args: ['--state', join(values.state), '--origin', values.origin, '--port', values.port],
    token,
    onLog: (line) => process.stderr.write(`${line}\n`),
  })
  process.stdout.write(`${JSON.stringify({ url: program.url, token, pid: program.pid })}\n`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  await program.stop()
}
