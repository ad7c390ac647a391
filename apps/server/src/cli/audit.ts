import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { exportBundle } from '../audit/index.ts'
import { readConfig } from '../config.ts'
import { openDatabases } from '../main.ts'
import { openDatabase } from '../platform/db.ts'
import { Usage } from './usage.ts'

/** Exports a bundle as the auditor, and verifies one with the verifier that lies in it. */
export async function auditCommand(args: readonly string[]): Promise<void> {
  const [what = '', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      handover: { type: 'string' },
      signer: { type: 'string' },
      external: { type: 'string' },
    },
  })
  if (what === 'export' && values.out !== undefined) return exportTo(values.out, values.handover)
  const dir = positionals[0]
  if (what === 'verify' && dir !== undefined) return verify(dir, values)
  throw new Usage(
    'audit export --out DIR [--handover ID] | audit verify DIR [--signer FILE] [--external FILE]',
  )
}

async function exportTo(out: string, handoverId: string | undefined): Promise<void> {
  const config = readConfig()
  const databases = await openDatabases(config)
  // The auditor reads and can do nothing else; without his login the application's is enough to read.
  const database = openDatabase({ url: databases.auditor ?? databases.app })
  await exportBundle(database.db, out, {
    ...(handoverId === undefined ? {} : { handoverId }),
    ...(config.AUDIT_PUBLISH_DIR === undefined ? {} : { publishedDir: config.AUDIT_PUBLISH_DIR }),
  })
  await database.close()
  if (databases.cluster && !databases.cluster.adopted) await databases.cluster.stop()
  console.log(`核对包已写入 / written: ${resolve(out)}\nnode ${join(out, 'verify.mjs')} ${out}`)
}

async function verify(
  dir: string,
  files: { readonly signer?: string; readonly external?: string },
): Promise<void> {
  const more = Object.entries(files).flatMap(([name, file]) =>
    name === 'signer' || name === 'external' ? [`--${name}`, String(file)] : [],
  )
  const child = spawn(process.execPath, [join(dir, 'verify.mjs'), dir, ...more], { stdio: 'inherit' })
  process.exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)))
}
