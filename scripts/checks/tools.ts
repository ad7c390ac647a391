import { runTool } from '../program.ts'
import type { Check } from './check.ts'

function tool(name: string, asks: string, command: string, args: readonly string[]): Check {
  return {
    name,
    asks,
    async run() {
      const { code, output } = await runTool(command, args)
      return { ok: code === 0, output: output.trim() }
    },
  }
}

/** The server's side and the browser's side know different globals, so each is checked with its own. */
export const types: Check = {
  name: 'types',
  asks: 'Do the types hold?',
  async run() {
    const runs = ['.', 'apps/console'].map((project) =>
      runTool('tsc', ['-p', project, '--noEmit', '--pretty', 'false']),
    )
    const ended = await Promise.all(runs)
    return {
      ok: ended.every(({ code }) => code === 0),
      output: ended
        .map(({ output }) => output.trim())
        .join('\n')
        .trim(),
    }
  },
}

export const lint = tool('lint', 'Does the linter object?', 'oxlint', ['--format=unix'])
export const format = tool('format', 'Is every file formatted?', 'oxfmt', ['--check', '.'])
export const dead = tool('dead', 'Is anything written that nothing uses?', 'knip', ['--no-progress'])
export const rules = tool('rules', 'Do the rules keep their promises?', 'vitest', [
  'run',
  '--config',
  'scripts/rules.config.ts',
  '--reporter=dot',
])
