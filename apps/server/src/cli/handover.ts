import { readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  connect,
  handoverRoutes,
  handoverStateWords,
  itemKinds,
  itemStates,
  itemStateWords,
  outcomes,
  reasons,
  refusalWords,
  type Api,
  type HandoverView,
} from '@jieli/contract'
import { readClientConfig } from '../config.ts'
import { Usage } from './usage.ts'

/** The operator's side of the handover, over the same HTTP API as the console. */
export async function handoverCommand(args: readonly string[]): Promise<void> {
  const [what = '', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      state: { type: 'string' },
      reason: { type: 'string' },
      kind: { type: 'string' },
      outcome: { type: 'string' },
      owner: { type: 'string' },
      until: { type: 'string' },
      why: { type: 'string' },
      html: { type: 'string' },
    },
  })
  const { JIELI_URL, JIELI_API_KEY } = readClientConfig()
  const api = connect(JIELI_URL, JIELI_API_KEY)
  const id = positionals[0]
  if (what === 'plan') return plan(api, id)
  if (what === 'status') return status(api, id)
  if (id === undefined)
    throw new Usage(`handover ${what}: 要写交接编号 / the number of the handover is missing`)
  if (what === 'start') return startOne(api, id)
  if (what === 'items') return items(api, id, values.state)
  if (what === 'log') return log(api, id)
  if (what === 'decide') return decide(api, id, values)
  if (what === 'cancel')
    return show(unwrap(await api(handoverRoutes.cancel, { params: { id }, body: { why: values.why ?? '' } })))
  if (what === 'report') return report(api, id, values.html)
  throw new Usage(`handover ${what}: 没有这个命令 / no such command`)
}

type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string; readonly facts: Record<string, unknown> }

function unwrap<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  const words = Object.entries(refusalWords).find(([why]) => why === answer.why)?.[1]
  const facts = Object.keys(answer.facts).length > 0 ? ` ${JSON.stringify(answer.facts)}` : ''
  throw new Error(`${words?.zh ?? answer.why} / ${words?.en ?? ''} [${answer.why}]${facts}`)
}

async function plan(api: Api, file: string | undefined): Promise<void> {
  if (file === undefined) throw new Usage('handover plan FILE|-')
  const raw = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  // The server checks it against the contract and names the wrong fields.
  const body = JSON.parse(raw) as never
  const created = unwrap(await api(handoverRoutes.create, { body }))
  let view = created
  while (view.state === 'collecting' && !view.trouble) {
    await sleep(300)
    view = unwrap(await api(handoverRoutes.get, { params: { id: created.id } }))
  }
  show(view)
}

async function startOne(api: Api, id: string): Promise<void> {
  const view = unwrap(await api(handoverRoutes.get, { params: { id } }))
  const envelopeHash = view.envelopeHash ?? ''
  show(unwrap(await api(handoverRoutes.submit, { params: { id }, body: { envelopeHash } })))
}

async function status(api: Api, id: string | undefined): Promise<void> {
  if (id !== undefined) return show(unwrap(await api(handoverRoutes.get, { params: { id } })))
  for (const view of unwrap(await api(handoverRoutes.list)).handovers) show(view)
}

function show(view: HandoverView): void {
  const lines = [
    `${view.id}  ${handoverStateWords[view.state].zh}  ${view.leaver} → ${view.successors.join(', ')}`,
    ...Object.entries(view.byState).map(([state, n]) => {
      const words = itemStates.find((known) => known === state)
      return `  ${String(n).padStart(6)}  ${words ? itemStateWords[words].zh : state}`
    }),
    ...view.needsDecision.map(({ reason, kind, count }) => `  待决定 ${count} ${kind} ${reason}`),
    ...(view.trouble
      ? [`  暂停：${view.trouble.cause}`, `  ${view.trouble.remedy}（下次 ${view.trouble.nextTryAt}）`]
      : []),
    ...(view.preview && view.state === 'confirming' ? [JSON.stringify(view.preview, null, 2)] : []),
    ...(view.nextDueAt === null ? [] : [`  下一步 ${view.nextDueAt}`]),
  ]
  console.log(lines.join('\n'))
}

async function items(api: Api, id: string, wanted: string | undefined): Promise<void> {
  const state = itemStates.find((known) => known === wanted)
  if (wanted !== undefined && state === undefined) throw new Usage(`--state ${itemStates.join('|')}`)
  let after: string | undefined
  do {
    const query = {
      limit: 500,
      ...(after === undefined ? {} : { after }),
      ...(state === undefined ? {} : { state }),
    }
    const page = unwrap(await api(handoverRoutes.items, { params: { id }, query }))
    for (const item of page.items) console.log(JSON.stringify(item))
    after = page.next ?? undefined
  } while (after !== undefined)
}

async function log(api: Api, id: string): Promise<void> {
  for (const entry of unwrap(await api(handoverRoutes.log, { params: { id } })).entries) {
    const objects = Object.entries(entry.objects).map(([name, value]) => `${name}=${value}`)
    console.log(
      `#${entry.seq}  ${entry.at}  ${entry.actor}  ${entry.action}  ${entry.result}  ${objects.join(' ')}`,
    )
  }
}

async function decide(
  api: Api,
  id: string,
  given: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const reason = reasons.find((known) => known === given['reason'])
  const kind = itemKinds.find((known) => known === given['kind'])
  const outcome = outcomes.find((known) => known === given['outcome'])
  if (!reason || !kind || !outcome) {
    throw new Usage(
      `handover decide ID --reason ${reasons.join('|')} --kind ${itemKinds.join('|')} --outcome ${outcomes.join('|')}`,
    )
  }
  const { owner, until } = given
  const body = {
    reason,
    kind,
    outcome,
    ...(owner === undefined ? {} : { owner }),
    ...(until === undefined ? {} : { until }),
  }
  show(unwrap(await api(handoverRoutes.decide, { params: { id }, body })))
}

async function report(api: Api, id: string, html: string | undefined): Promise<void> {
  if (html === undefined) {
    console.log(JSON.stringify(unwrap(await api(handoverRoutes.report, { params: { id } })), null, 2))
    return
  }
  const page = unwrap(await api(handoverRoutes.reportPage, { params: { id } }))
  await writeFile(html, page.html)
  console.log(`报告已写入 / written: ${html}`)
}
