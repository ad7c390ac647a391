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

export const types = tool('types', 'Do the types hold?', 'tsc', ['-p', '.', '--pretty', 'false'])
export const lint = tool('lint', 'Does the linter object?', 'oxlint', ['--format=unix'])
export const format = tool('format', 'Is every file formatted?', 'oxfmt', ['--check', '.'])
export const dead = tool('dead', 'Is anything written that nothing uses?', 'knip', ['--no-progress'])
export const rules = tool('rules', 'Do the rules keep their promises?', 'vitest', [
  'run',
  '--config',
  'scripts/rules.config.ts',
  '--reporter=dot',
])
