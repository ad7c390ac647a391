import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root, runScript } from './program.ts'

// One file per claim of speed: bench/NAME.ts prints one JSON line per figure. This checks their shape and shows them.
const [name] = process.argv.slice(2)
const entries = await readdir(join(root, 'bench')).catch(() => [])
const names = entries
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))

if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(', ') || '(none yet)'}`)
  process.exitCode = name === undefined ? 0 : 2
} else {
  process.exitCode = await run(name)
}

async function run(bench: string): Promise<number> {
  const { code, output } = await runScript(`bench/${bench}.ts`, process.argv.slice(3))
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const figures = lines.filter((line) => isFigure(line))
  for (const line of lines) {
    if (figures.includes(line)) console.log(line)
    else console.error(line)
  }
  if (code === 0 && figures.length > 0) return 0
  console.error(`bench ${bench} ended with ${code} after ${figures.length} figures`)
  return code === 0 ? 1 : code
}

/** `{name, value, unit, baseline, ratio}`; `baseline` and `ratio` are null where there is nothing to compare with. */
function isFigure(line: string): boolean {
  if (!line.startsWith('{')) return false
  const parsed = new Map(Object.entries(readObject(line)))
  const isNumber = (key: string) => Number.isFinite(parsed.get(key))
  const isNumberOrNull = (key: string) => parsed.get(key) === null || isNumber(key)
  return (
    typeof parsed.get('name') === 'string' &&
    typeof parsed.get('unit') === 'string' &&
    isNumber('value') &&
    isNumberOrNull('baseline') &&
    isNumberOrNull('ratio')
  )
}

function readObject(line: string): object {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
