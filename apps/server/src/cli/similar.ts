import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { shippedSimilarity } from '../issues/index.ts'
import { idField, isBad, jsonLines, tellBad, textField, writeLine } from './json-lines.ts'
import { Usage } from './usage.ts'

const usage = 'similar --corpus FILE [--top N] < {"id","text"} … | similar --pairs < {"id","a","b"} …'
const standardInput = '标准输入 / standard input'
const mostMatches = 100

const entry = z.object({ id: idField, text: textField('text') })
const pair = z.object({ id: idField, a: textField('a'), b: textField('b') })

/**
 * Finds the issues of a corpus that may be the same as each line of standard input, or says how alike the two texts of
 * each line are. It proposes; nobody's issue is merged by it. Bad lines as in `classify`; a corpus with a bad line is
 * not used at all, for a match that is silently missing cannot be seen.
 */
export async function similarCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { corpus: { type: 'string' }, top: { type: 'string' }, pairs: { type: 'boolean' } },
  })
  const ways = Number(values.corpus !== undefined) + Number(values.pairs === true)
  if (positionals.length > 0 || ways !== 1) throw new Usage(usage)
  if (values.corpus === undefined) {
    if (values.top !== undefined) throw new Usage(usage)
    return scorePairs()
  }
  const top = Number(values.top ?? '5')
  if (!Number.isInteger(top) || top < 1 || top > mostMatches)
    throw new Usage(`--top 要是 1 到 ${mostMatches} 的整数 / must be a whole number from 1 to ${mostMatches}`)
  return findIn(values.corpus, top)
}

async function scorePairs(): Promise<void> {
  const { score } = shippedSimilarity()
  for await (const line of jsonLines(process.stdin, pair)) {
    if (isBad(line)) tellBad(standardInput, line)
    else await writeLine(process.stdout, { id: line.value.id, score: score(line.value.a, line.value.b) })
  }
}

async function findIn(file: string, top: number): Promise<void> {
  const corpus = shippedSimilarity().corpus()
  const ids = new Map<string | number, number>()
  let bad = 0
  for await (const line of jsonLines(createReadStream(file), entry)) {
    const before = isBad(line) ? undefined : ids.get(line.value.id)
    const fault =
      before === undefined
        ? line
        : {
            number: line.number,
            bad: `id 与第 ${before} 行相同，每条要有自己的 id / same id as line ${before}, each needs its own`,
          }
    if (isBad(fault)) {
      tellBad(file, fault)
      bad += 1
    } else {
      ids.set(fault.value.id, fault.number)
      corpus.add(fault.value)
    }
  }
  if (bad > 0) {
    console.error(
      `${file}: ${bad} 行有误，改好再来；没有给出任何结果 / lines are bad, correct them; nothing was answered`,
    )
    return
  }
  for await (const line of jsonLines(process.stdin, entry)) {
    if (isBad(line)) tellBad(standardInput, line)
    else await writeLine(process.stdout, { id: line.value.id, matches: corpus.match(line.value, top) })
  }
}
