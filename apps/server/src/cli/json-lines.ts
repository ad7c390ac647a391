import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'

export interface Read<T> {
  readonly number: number
  readonly value: T
}

/** A line that cannot be used. The message names the input, the line and the remedy. */
export interface BadLine {
  readonly number: number
  readonly bad: string
}

const longestLine = 1_000_000

/** A number is kept a number: what came in as an id goes out as the same id. */
export const idField = z.union(
  [
    z
      .string()
      .min(1, 'id 不能为空 / must not be empty')
      .max(200, 'id 最多 200 个字符 / at most 200 characters'),
    z.number(),
  ],
  { error: '要有 "id"，文字或数字 / "id" is needed, a string or a number' },
)

export const textField = (name: string) =>
  z.string({
    error: `要有 "${name}"，文字，可以为空 / "${name}" is needed, a string, may be empty`,
  })

/** One JSON object a line, UTF-8; blank lines are skipped; holds one line at a time, however long the input. */
export async function* jsonLines<T>(
  input: Readable,
  shape: z.ZodType<T>,
): AsyncGenerator<Read<T> | BadLine, void> {
  let number = 0
  for await (const text of lines(input)) {
    number += 1
    const line = number === 1 ? text.replace(/^\uFEFF/, '') : text
    if (line.trim() === '') continue
    yield { number, ...readLine(line, shape) }
  }
}

export const isBad = <T>(line: Read<T> | BadLine): line is BadLine => 'bad' in line

function readLine<T>(line: string, shape: z.ZodType<T>): { readonly value: T } | { readonly bad: string } {
  if (line.length > longestLine)
    return { bad: `长过 ${longestLine} 个字符，请拆开 / longer than that many characters, split it` }
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return {
      bad: '不是 JSON；一行一个 {"id":…,"text":…} / not JSON; one object a line',
    }
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { bad: '要是一个 JSON 对象 {…} / must be a JSON object {…}' }
  const read = shape.safeParse(parsed)
  if (read.success) return { value: read.data }
  return { bad: [...new Set(read.error.issues.map(({ message }) => message))].join('；') }
}

// Not node:readline: it also ends a line at U+2028, which stands unescaped in good JSON.
async function* lines(input: Readable): AsyncGenerator<string, void> {
  input.setEncoding('utf8')
  let rest = ''
  for await (const chunk of input) {
    const parts = (rest + String(chunk)).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest !== '') yield rest
}

const watched = new WeakSet<Writable>()

/** Writes a line and waits while the reader is slow; a reader that has gone (`| head`) ends the program quietly. */
export async function writeLine(output: Writable, value: unknown): Promise<void> {
  if (!watched.has(output)) {
    watched.add(output)
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
      throw error
    })
  }
  if (!output.write(`${JSON.stringify(value)}\n`)) await once(output, 'drain')
}

/** Says what is wrong with a line, on standard error; the exit code will be 2. */
export function tellBad(input: string, { number, bad }: BadLine): void {
  console.error(`${input} 第 ${number} 行 / line ${number}: ${bad}`)
  process.exitCode = 2
}
