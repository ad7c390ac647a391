import { z } from 'zod'

// A cue is what people write. `…` stands for up to eight characters of the same clause, `(a|b)` for either, `{set}` for
// any word of a set.
const cue = z.string().min(1).max(120)
const cues = z.object({
  strong: z.array(cue).default([]),
  plain: z.array(cue).default([]),
  weak: z.array(cue).default([]),
})
const name = z.string().trim().min(1).max(20)
const weight = z.number().min(0).max(10)

const format = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1).max(60),
  weights: z.strictObject({ strong: weight, plain: weight, weak: weight }),
  /** Words that say nothing alone; being longest, they also hide the cues inside them. */
  neutral: z.array(cue).default([]),
  /** Words that change what a clause counts: effects and denials less, causes more. */
  frames: z
    .array(z.strictObject({ words: z.array(z.string().min(1)).min(1), factor: z.number().min(0).max(2) }))
    .default([]),
  sets: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  categories: z
    .array(
      z.strictObject({
        name,
        subcategories: z.array(z.strictObject({ name, cues })).min(1),
      }),
    )
    .min(2)
    .max(20),
})

export type Lexicon = z.infer<typeof format>

/** A lexicon that cannot be used; each line names the place, what is wrong and what would be right. */
export class BadLexicon extends Error {
  override name = 'BadLexicon'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Reads the text of a lexicon file. Throws BadLexicon with every mistake at once. */
export function parseLexicon(text: string): Lexicon {
  const read = format.safeParse(asJson(text))
  if (!read.success)
    throw new BadLexicon(read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`))
  const problems = [...repeated(read.data), ...unreadable(read.data)]
  if (problems.length > 0) throw new BadLexicon(problems)
  return read.data
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new BadLexicon([`不是 JSON / not JSON: ${why}`])
  }
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '(文件 / file)' : path.map(String).join('.')

function repeated({ categories }: Lexicon): readonly string[] {
  const twice = (names: readonly string[]) => names.filter((one, index) => names.indexOf(one) !== index)
  return [
    ...twice(categories.map(({ name }) => name)).map(
      (name) => `categories: 「${name}」出现两次，请合并 / appears twice, merge them`,
    ),
    ...categories.flatMap(({ name, subcategories }) => [
      ...twice(subcategories.map((sub) => sub.name)).map(
        (sub) => `categories.${name}: 子类「${sub}」出现两次，请合并 / appears twice, merge them`,
      ),
      ...subcategories.flatMap((sub) =>
        twice([...sub.cues.strong, ...sub.cues.plain, ...sub.cues.weak]).map(
          (cue) =>
            `categories.${name}.${sub.name}: 线索「${cue}」写了两次，只留一处 / cue written twice, keep one`,
        ),
      ),
    ]),
  ]
}

function unreadable({ categories, neutral, sets }: Lexicon): readonly string[] {
  const all = [
    ...neutral.map((cue) => ({ cue, at: 'neutral' })),
    ...categories.flatMap(({ name, subcategories }) =>
      subcategories.flatMap((sub) =>
        Object.values(sub.cues).flatMap((list) => list.map((cue) => ({ cue, at: `${name}.${sub.name}` }))),
      ),
    ),
  ]
  return all.flatMap(({ cue, at }) => faultsOf(cue, sets).map((fault) => `${at}: 「${cue}」${fault}`))
}

function faultsOf(cue: string, sets: Lexicon['sets']): readonly string[] {
  const open = cue.split('(').length - 1
  const close = cue.split(')').length - 1
  const unknown = [...cue.matchAll(/\{([^}]*)\}/g)].flatMap(([, set = '']) =>
    Object.hasOwn(sets, set) ? [] : set,
  )
  return [
    ...(cue.trim() === '' ? ['是空白 / is blank'] : []),
    ...(open !== close || /\([^)]*\(/.test(cue) ? ['括号不成对或嵌套 / brackets not paired or nested'] : []),
    ...(/^…|…$|……/.test(cue)
      ? ['「…」只能在两个词之间，且不能相连 / … stands between two words, not twice in a row']
      : []),
    ...(/\(\||\|\||\|\)|\(\)/.test(cue) ? ['有空的选项 / has an empty choice'] : []),
    ...unknown.map((set) => `用了没有的词组 {${set}}，请写在 sets 里 / uses an unknown set, add it to sets`),
  ]
}
