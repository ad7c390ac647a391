import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readBootConfig, secretsOf } from '../config.ts'
import { openLab, run, trials, type Row } from '../conformance/index.ts'
import { configFor } from '../main.ts'
import { Usage } from './usage.ts'

const usage = 'conformance [--to USERID] [--yes] [--json] [--out FILE] [--force]'

/** On a company for tests: tries what WeCom's documents leave open, as far as that is safe, and writes down what it saw. */
export async function conformanceCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  })
  if (positionals.length > 0) throw new Usage(usage)
  const config = await configFor(readBootConfig())
  const { lab, takeEvidence } = openLab({
    baseUrl: config.WECOM_BASE_URL,
    corpId: config.WECOM_CORP_ID,
    agentId: config.WECOM_AGENT_ID,
    secrets: secretsOf(config),
    timeoutMs: config.WECOM_TIMEOUT_MS,
    ...(values.to === undefined ? {} : { person: values.to }),
  })
  try {
    await lab.wecom.call('getCallbackIps', {})
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(
      `进不了企业微信（${name}），什么也没试。先运行 jieli doctor / cannot reach WeCom (${name}), nothing was tried; run jieli doctor first`,
    )
    process.exitCode = 1
    return
  }
  takeEvidence()
  const rows = await run(trials, {
    lab,
    takeEvidence,
    mayAct: values.yes,
    hasPerson: values.to !== undefined,
  })
  const report = { at: new Date().toISOString(), corpId: config.WECOM_CORP_ID, switches: rows }
  if (values.json) console.log(JSON.stringify(report, null, 2))
  else console.log([...rows.map(linesOf), summaryOf(rows)].join('\n'))
  if (values.out !== undefined) await keep(values.out, report, values.force)
}

async function keep(file: string, report: unknown, force: boolean): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`, { flag: force ? 'w' : 'wx' })
    console.error(`报告写在 ${file} / the report is in ${file}`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const remedy =
      code === 'EEXIST'
        ? '文件已存在，加 --force 才覆盖 / the file exists; --force overwrites it'
        : '换一个能写的位置，或腾出磁盘空间；结果在上面 / choose a place that can be written, or free the disk; the result stands above'
    console.error(`--out ${file}: 没有写成（${code}）。${remedy}`)
    process.exitCode = 1
  }
}

const marks: Readonly<Record<Row['outcome'], string>> = {
  'as-assumed': '✓',
  differs: '≠',
  unknown: '?',
  'would-do': '·',
  'not-tried': '–',
}

function linesOf({ name, outcome, assumed, observed, words, doc, question }: Row): string {
  const value =
    observed === null
      ? `假定 ${assumed} / assumed`
      : outcome === 'differs'
        ? `看到 ${observed}，假定的是 ${assumed} / seen, assumed ${assumed}`
        : `看到 ${observed} / seen`
  return [
    `${marks[outcome]} ${name}（${doc}）：${value}`,
    `    ${question}`,
    `    ${words.zh} / ${words.en}`,
  ].join('\n')
}

function summaryOf(rows: readonly Row[]): string {
  const count = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const [same, other, unknown] = [count('as-assumed'), count('differs'), count('unknown')]
  const [would, not] = [count('would-do'), count('not-tried')]
  const zh = `${rows.length} 个未证实的开关：${same} 个与假定一致，${other} 个不同，${unknown} 个看不出，${would} 个要同意才试，${not} 个不能安全地试`
  const en = `${rows.length} switches: ${same} as assumed, ${other} differ, ${unknown} cannot be seen, ${would} need a yes, ${not} have no safe trial`
  const note =
    other > 0
      ? '\n不同的不用设置：产品两种都能做；请把报告发给维护者 / nothing to set where they differ: the product works either way; send the report to the maintainers'
      : ''
  return `${zh} / ${en}${note}`
}
