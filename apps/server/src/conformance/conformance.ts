import {
  RateLimited,
  unverified,
  WecomError,
  type Bilingual,
  type SwitchName,
  type Switches,
} from '@jieli/wecom'

/** One call that was made to see something: no ids, no texts. */
export interface Evidence {
  readonly call: string
  readonly code: number | 'lost'
  readonly ms: number
}

/** What a trial saw, or why it saw nothing. */
export type Seen<K extends SwitchName> = { readonly seen: Switches[K] } | { readonly notSeen: Bilingual }

/** How a switch is seen. `effect`: what it does meanwhile and undoes again; asked for before. */
export interface Trial<Lab, K extends SwitchName> {
  readonly how: Bilingual
  readonly effect?: Bilingual
  /** Needs somebody who agreed to get a message. */
  readonly needsPerson?: boolean
  look(lab: Lab): Promise<Seen<K>>
}

export interface NotTried {
  readonly notTried: Bilingual
}

export type Table<Lab> = { readonly [K in SwitchName]: Trial<Lab, K> | NotTried }

export interface Row {
  readonly name: SwitchName
  readonly question: string
  readonly doc: string
  /** What the product holds most likely. */
  readonly assumed: boolean | number | string
  readonly outcome: 'as-assumed' | 'differs' | 'unknown' | 'would-do' | 'not-tried'
  readonly observed: boolean | number | string | null
  readonly words: Bilingual
  readonly evidence: readonly Evidence[]
}

export interface RunOptions<Lab> {
  readonly lab: Lab
  /** The calls since the last asking. */
  readonly takeEvidence: () => readonly Evidence[]
  /** Effects that undo themselves were agreed to. */
  readonly mayAct: boolean
  readonly hasPerson: boolean
}

/** Tries every switch that can be tried, one after the other. */
export async function run<Lab>(table: Table<Lab>, options: RunOptions<Lab>): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const name of Object.keys(unverified) as SwitchName[]) rows.push(await rowOf(name, table, options))
  return rows
}

async function rowOf<Lab>(name: SwitchName, table: Table<Lab>, options: RunOptions<Lab>): Promise<Row> {
  const { question, doc, default: assumed } = unverified[name]
  const row = { name, question, doc, assumed, observed: null, evidence: [] }
  // Each row looks for its own switch; here only its name is known.
  const entry = table[name] as Trial<Lab, SwitchName> | NotTried
  if ('notTried' in entry) return { ...row, outcome: 'not-tried', words: entry.notTried }
  const { effect } = entry
  if (entry.needsPerson && !options.hasPerson)
    return { ...row, outcome: 'would-do', words: withPerson(effect ?? entry.how) }
  if (effect !== undefined && !options.mayAct) return { ...row, outcome: 'would-do', words: agreed(effect) }
  try {
    const seen = await entry.look(options.lab)
    const evidence = options.takeEvidence()
    if ('notSeen' in seen) return { ...row, outcome: 'unknown', words: seen.notSeen, evidence }
    const isSame = seen.seen === assumed
    return {
      ...row,
      outcome: isSame ? 'as-assumed' : 'differs',
      observed: seen.seen,
      words: entry.how,
      evidence,
    }
  } catch (error) {
    return { ...row, outcome: 'unknown', words: troubleOf(error), evidence: options.takeEvidence() }
  }
}

const withPerson = (what: Bilingual): Bilingual => ({
  zh: `加上 --to USERID 和 --yes 才试：${what.zh}`,
  en: `tried only with --to USERID and --yes: ${what.en}`,
})
const agreed = (what: Bilingual): Bilingual => ({
  zh: `加上 --yes 才试：${what.zh}`,
  en: `tried only with --yes: ${what.en}`,
})

/** What was left behind, in words of what to remove by hand. */
export class LeftBehind extends Error {
  override name = 'LeftBehind'
  readonly words: Bilingual
  constructor(words: Bilingual) {
    super(words.en)
    this.words = words
  }
}

function troubleOf(error: unknown): Bilingual {
  if (error instanceof LeftBehind) return error.words
  if (error instanceof WecomError || error instanceof RateLimited) {
    const code = error.errcode ?? ''
    return {
      zh: `企业微信没有照办（${code}），不能当作结论`,
      en: `WeCom refused (${code}); this tells nothing`,
    }
  }
  const name = error instanceof Error ? error.name : 'unknown'
  return { zh: `没有得到能读懂的答复（${name}）`, en: `no readable answer (${name})` }
}
