import { parseArgs } from 'node:util'
import { readBootConfig, secretsOf } from '../config.ts'
import { checks, createProbe, examine, isFit, type Examined, type Finding } from '../doctor/index.ts'
import { configFor } from '../main.ts'
import { Usage } from './usage.ts'

const usage = 'doctor [--callback https://…/wecom/callback/app] [--json]'

/** Looks at everything WeCom has to allow, says what it means and what to click; exit 1 when the main job cannot run. */
export async function doctorCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { callback: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  if (values.callback !== undefined && !URL.canParse(values.callback))
    throw new Usage(`--callback: ${values.callback} 不是网址 / is no address\n${usage}`)
  const config = await configFor(readBootConfig())
  const probe = createProbe({
    baseUrl: config.WECOM_BASE_URL,
    corpId: config.WECOM_CORP_ID,
    agentId: config.WECOM_AGENT_ID,
    secrets: secretsOf(config),
    callback: {
      url: values.callback ?? `http://${config.HOST}:${config.PORT}/wecom/callback/app`,
      token: config.WECOM_CALLBACK_TOKEN,
      encodingAesKey: config.WECOM_CALLBACK_AES_KEY,
    },
    hasSignerApart: config.AUDIT_SIGNER_URL !== undefined,
    timeoutMs: config.WECOM_TIMEOUT_MS,
  })
  const examined = await examine(checks, probe)
  if (values.json) console.log(JSON.stringify({ fit: isFit(examined), checks: examined }, null, 2))
  else console.log([...examined.map(linesOf), summaryOf(examined)].join('\n'))
  process.exitCode = isFit(examined) ? 0 : 1
}

const marks: Readonly<Record<Finding['state'], string>> = {
  ok: '✓',
  warn: '△',
  bad: '⊗',
  look: '☐',
  skipped: '·',
}

function linesOf({ what, means, finding }: Examined, _at: number, all: readonly Examined[]): string {
  const head = `${marks[finding.state]} ${what.zh} / ${what.en}`
  if (finding.state === 'ok') return `${head}：${finding.said.zh} / ${finding.said.en}`
  if (finding.state === 'look') return `${head}：${finding.remedy.zh}\n    ${finding.remedy.en}`
  if (finding.state === 'skipped') {
    const ground = all.find(({ id }) => id === finding.waitsFor)
    return `${head}：先解决“${ground?.what.zh}” / first mend “${ground?.what.en}”`
  }
  const code = finding.code === null ? '' : ` [${finding.code}]`
  return [
    head,
    `    ${finding.cause.zh} / ${finding.cause.en}${code}`,
    `    影响 / means: ${means.zh} / ${means.en}`,
    `    怎么办 / do: ${finding.remedy.zh}`,
    `                 ${finding.remedy.en}`,
  ].join('\n')
}

function summaryOf(examined: readonly Examined[]): string {
  const count = (state: Finding['state']) => examined.filter(({ finding }) => finding.state === state).length
  const [ok, warn, bad, skipped] = [count('ok'), count('warn'), count('bad'), count('skipped')]
  const look = count('look')
  return `${ok} 项正常，${warn} 项提醒，${bad} 项不通，${skipped} 项等前面的解决，${look} 项要人看一眼 / ${ok} ok, ${warn} warnings, ${bad} bad, ${skipped} waiting, ${look} to be looked at`
}
