import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  BadLexicon,
  createClassifier,
  parseLexicon,
  shippedLexicon,
  shippedTexts,
  type Labelled,
  type Lexicon,
} from '../issues/index.ts'
import { idField, isBad, jsonLines, tellBad, textField, writeLine } from './json-lines.ts'
import { Usage } from './usage.ts'

const usage = 'classify [--lexicon FILE] [--labels FILE] [--model] < {"id","text"} …'

const question = z.object({ id: idField, text: textField('text') })

/**
 * Answers each line of standard input with its category. Every good line is answered, in order, the same way whatever
 * stands around it; a bad one is told on standard error and makes the exit code 2.
 */
export async function classifyCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { lexicon: { type: 'string' }, labels: { type: 'string' }, model: { type: 'boolean' } },
  })
  if (positionals.length > 0) throw new Usage(usage)
  const lexicon = await lexiconFrom(values.lexicon)
  const confirmed = lexicon && (await labelsFrom(values.labels, lexicon))
  if (!lexicon || !confirmed) return
  const texts = shippedTexts()
  const classifier = createClassifier({ lexicon, texts, confirmed })
  if (values.model) {
    const { version } = classifier
    await writeLine(process.stdout, {
      version,
      lexicon: lexicon.name,
      texts: texts.length,
      confirmed: confirmed.length,
    })
    return
  }
  for await (const line of jsonLines(process.stdin, question)) {
    if (isBad(line)) tellBad('标准输入 / standard input', line)
    else await writeLine(process.stdout, { id: line.value.id, ...classifier.classify(line.value.text) })
  }
}

async function lexiconFrom(file: string | undefined): Promise<Lexicon | undefined> {
  if (file === undefined) return shippedLexicon()
  try {
    return parseLexicon(await readFile(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof BadLexicon)) throw error
    for (const problem of error.problems) console.error(`${file}: ${problem}`)
    process.exitCode = 2
    return undefined
  }
}

// A label that names no category of the lexicon would be learnt by nobody, so it is an error, not silence.
async function labelsFrom(
  file: string | undefined,
  { categories }: Lexicon,
): Promise<readonly Labelled[] | undefined> {
  if (file === undefined) return []
  const names = categories.map(({ name }) => name)
  const label = z.object({
    text: textField('text'),
    category: z.enum(names, { error: `"category" 要是 ${names.join('、')} 之一 / must be one of these` }),
    subcategory: z.string({ error: '"subcategory" 要是文字 / must be a string' }).default(''),
  })
  const labels: Labelled[] = []
  let bad = 0
  for await (const line of jsonLines(createReadStream(file), label)) {
    if (isBad(line)) {
      tellBad(file, line)
      bad += 1
    } else labels.push(line.value)
  }
  return bad > 0 ? undefined : labels
}
