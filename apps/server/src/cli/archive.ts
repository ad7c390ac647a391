import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { archiveRoutes, connect, refusalWords, type Api, type Archive } from '@jieli/contract'
import { backupSettings } from '../backup-settings.ts'
import { readBootConfig, readClientConfig } from '../config.ts'
import { verifyArchive } from '../handover/index.ts'
import { BackupError, openSafe, readIdentity } from '../vault/index.ts'
import { Usage } from './usage.ts'

const usage =
  'archive create ID | archive list | archive hold|release ID --why TEXT | archive verify FILE --log-key VKEY|FILE [--identity FILE]'

/** What is kept of handovers that are over. `verify` asks nobody: the file, its key and the log's public key are enough. */
export async function archiveCommand(args: readonly string[]): Promise<void> {
  const [what = '', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      why: { type: 'string' },
      identity: { type: 'string' },
      'log-key': { type: 'string', multiple: true },
    },
  })
  const [one] = positionals
  if (what === 'verify' && one !== undefined) return verify(one, values['log-key'] ?? [], values.identity)
  if (what === 'list') return list(client())
  if (one === undefined) throw new Usage(usage)
  if (what === 'create') return show(unwrap(await client()(archiveRoutes.make, { params: { id: one } })))
  if (what !== 'hold' && what !== 'release') throw new Usage(usage)
  const body = { isHeld: what === 'hold', why: values.why ?? '' }
  show(unwrap(await client()(archiveRoutes.hold, { params: { id: one }, body })))
}

function client(): Api {
  const { JIELI_URL, JIELI_API_KEY } = readClientConfig()
  return connect(JIELI_URL, JIELI_API_KEY)
}

async function list(api: Api): Promise<void> {
  let before: string | undefined
  do {
    const query = before === undefined ? {} : { before }
    const page = unwrap(await api(archiveRoutes.list, { query }))
    if (before === undefined)
      for (const key of page.logKeys) console.log(`日志公钥，请抄到别处 / log key, note it elsewhere: ${key}`)
    page.archives.forEach(show)
    before = page.next ?? undefined
  } while (before !== undefined)
}

function show(one: Archive): void {
  const until = one.keepUntil.slice(0, 10)
  const fate =
    one.shreddedAt !== null
      ? `已粉碎 / shredded ${one.shreddedAt}`
      : one.hold
        ? `法律保留，不粉碎 / held by ${one.hold.by} since ${one.hold.at}`
        : `保存到 ${until}，之后粉碎 / kept until then, then shredded`
  console.log(`${one.handover}  ${one.file}  ${one.bytes} B  ${one.files} 个文件 / files  ${fate}`)
}

async function verify(file: string, given: readonly string[], identityFile?: string): Promise<void> {
  if (given.length === 0)
    throw new Usage('archive verify: 要用 --log-key 给出日志的公钥 / the public key of the log is missing')
  const keys = (await Promise.all(given.map(keysIn))).flat()
  const identity = await readIdentity(resolve(identityFile ?? backupSettings(readBootConfig()).keyFile))
  const sealed = await readFile(file).catch(() => {
    throw new BackupError('UNREADABLE', `读不到存档 ${file} / cannot read the archive`)
  })
  const { findings, manifest, entries } = verifyArchive(await openSafe(sealed, identity, file), keys)
  if (manifest)
    console.log(
      `${manifest.handover}  ${manifest.files.length} 个文件 / files  ${entries} 条审计记录有证明 / log entries proved  保存到 ${manifest.keepUntil.slice(0, 10)}`,
    )
  for (const { zh, en } of findings) console.log(`✗ ${zh} / ${en}`)
  console.log(findings.length === 0 ? `OK ${resolve(file)}` : `BROKEN ${findings.length}`)
  process.exitCode = findings.length === 0 ? 0 : 1
}

// A key itself, or a file with one a line.
async function keysIn(given: string): Promise<readonly string[]> {
  if (/^\S+\+[0-9a-f]{8}\+\S+$/.test(given)) return [given]
  const text = await readFile(given, 'utf8').catch(() => {
    throw new Usage(`--log-key ${given}: 既不是公钥也不是文件 / is neither a key nor a file`)
  })
  return text.split('\n').flatMap((line) => /\S+\+[0-9a-f]{8}\+\S+/.exec(line)?.[0] ?? [])
}

function unwrap<T>(
  answer:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly why: string; readonly facts: Record<string, unknown> },
): T {
  if (answer.ok) return answer.value
  const words = Object.entries(refusalWords).find(([why]) => why === answer.why)?.[1]
  throw new Error(
    `${words?.zh ?? answer.why} / ${words?.en ?? ''} [${answer.why}] ${JSON.stringify(answer.facts)}`,
  )
}
