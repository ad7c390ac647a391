import { Usage } from './cli/usage.ts'

const usage = `jieli <命令>

  serve                    HTTP 和后台工作在一个进程 / HTTP and work in one process
  worker                   只做后台工作 / work only
  signer                   审计日志的签名进程 / the signer of the audit log
  migrate                  建立或升级数据库 / create or upgrade the database
  doctor [--callback URL] [--json]        接入体检：逐项说原因和怎么办 / what WeCom still has to allow, and what to click
  conformance [--to USERID] [--yes] [--json] [--out FILE]   在测试企业上实测文档没写明的行为 / try on a test company what the documents leave open
  key create --as USERID --role ROLE      发一把 API key / issue an API key
  access give USERID ROLE                 给一个人角色（没有管理员能办时）/ give a person a role
  handover plan FILE|-     从 JSON 草稿清点并给出预览 / inventory and preview from a draft
  handover start ID        提交审批；四人同意后自动开始 / ask the approvers; starts by itself
  handover status [ID]     进展 / progress
  handover items ID [--state S]           逐项 / item by item
  handover log ID          这个交接的审计记录 / its audit entries
  handover decide ID --reason R --kind K --outcome again|keep|look [--owner U] [--until ISO]
  handover cancel ID --why TEXT
  handover report ID [--html FILE]        报告 / the report
  backup create --out FILE                加密备份整个库 / an encrypted backup of everything
  backup verify FILE [--identity FILE]    逐行重读，核对行数和根 / read every line again
  backup restore FILE --to URL [--identity FILE] [--shredded NEWER]   恢复到空库并核对 / into an empty database
  backup drill FILE... [--identity FILE]  恢复演练，打印用时 / restore for practice, print the time
  archive create ID        现在就存档（否则报告七天后）/ archive a reported handover now
  archive list             存档、保存到哪天、日志公钥 / archives, until when, keys of the log
  archive hold|release ID --why TEXT      设、解法律保留 / stop shredding, allow it again
  archive verify FILE --log-key VKEY|FILE [--identity FILE]   离线核对一份存档 / check an archive offline
  audit export --out DIR   导出离线核对包 / export a bundle for offline verification
  audit verify [DIR] [--signer FILE] [--external FILE]   核对一个包，或正在用的库 / verify a bundle, or the live log
  audit new-origin --as USERID   恢复丢了记录之后，开始新的一段日志 / after a restore that lost entries
  classify [--lexicon FILE] [--labels FILE] [--model] < JSONL   给问题分类 / what kind of issue each line is
  similar --corpus FILE [--top N] < JSONL   找相似的问题，附理由 / like issues, with reasons
  similar --pairs < JSONL                   两段文字有多像 / how alike two texts are

serve、worker、migrate、key、doctor 的设置见 .env.example；handover 用 JIELI_URL 和 JIELI_API_KEY；classify、similar 不用设置。`

type Command = (args: readonly string[]) => Promise<void>

// Each command brings its own imports: what needs no database does not wait for one to be loaded.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => {
    const { serveCommand } = await import('./cli/serve.ts')
    return (args) => serveCommand(args, { http: true, work: true })
  },
  worker: async () => {
    const { serveCommand } = await import('./cli/serve.ts')
    return (args) => serveCommand(args, { http: false, work: true })
  },
  signer: async () => (await import('./cli/signer.ts')).signerCommand,
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand,
  key: async () => (await import('./cli/key.ts')).keyCommand,
  access: async () => (await import('./cli/access.ts')).accessCommand,
  handover: async () => (await import('./cli/handover.ts')).handoverCommand,
  archive: async () => (await import('./cli/archive.ts')).archiveCommand,
  audit: async () => (await import('./cli/audit.ts')).auditCommand,
  backup: async () => (await import('./cli/backup.ts')).backupCommand,
  doctor: async () => (await import('./cli/doctor.ts')).doctorCommand,
  conformance: async () => (await import('./cli/conformance.ts')).conformanceCommand,
  classify: async () => (await import('./cli/classify.ts')).classifyCommand,
  similar: async () => (await import('./cli/similar.ts')).similarCommand,
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) {
  console.error(usage)
  process.exitCode = name === '' || name === 'help' || name === '--help' ? 0 : 2
} else {
  try {
    await (
      await command()
    )(args)
  } catch (error) {
    if (error instanceof Usage) console.error(`${error.message}\n\n${usage}`)
    else if (error instanceof Error && error.name === 'BadConfig') console.error(error.message)
    else console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    process.exitCode = error instanceof Usage ? 2 : 1
  }
}
