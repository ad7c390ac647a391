import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from './options.ts'
import { startSimulator } from './index.ts'

try {
  const { reset, ...options } = readOptions(process.argv.slice(2))
  if (reset && options.state !== undefined) {
    mkdirSync(options.state, { recursive: true })
    writeFileSync(join(options.state, 'reset'), '')
  }
  const { sim: _, close, port: __, ...address } = await startSimulator(options)
  process.stdout.write(`${JSON.stringify(address)}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)))
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
