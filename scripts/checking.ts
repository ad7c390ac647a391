import type { Check, Verdict } from './checks/check.ts'
import { env, starts } from './checks/code.ts'
import { decisions } from './checks/decisions.ts'
import { architectureCheck, envExampleCheck } from './checks/generated.ts'
import { graph } from './checks/graph.ts'
import { dead, format, lint, rules, types } from './checks/tools.ts'

/** Longest first, so that two at a time end together. */
export const allChecks: readonly Check[] = [
  rules,
  dead,
  graph,
  types,
  lint,
  format,
  env,
  starts,
  envExampleCheck,
  architectureCheck,
  decisions,
]

// Two cores: a third tool would only make the other two slower.
const atOnce = 2

export interface Outcome {
  readonly name: string
  readonly ok: boolean
}

/** Asks every question, prints each answer as it comes, red ones with their findings. */
export async function runChecks(checks: readonly Check[]): Promise<readonly Outcome[]> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now()
      const { ok, output } = await answer(check)
      const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
      console.log(`${ok ? '✓' : '✗'} ${check.name} ${took}`)
      if (!ok) console.log(indented(output || check.asks))
      outcomes.push({ name: check.name, ok })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outcomes
}

// A check that breaks is red: it has not shown that all is well.
function answer(check: Check): Promise<Verdict> {
  return check.run().catch((error: unknown) => ({
    ok: false,
    output: error instanceof Error ? error.message : String(error),
  }))
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ')
}

/** `checks: 9 green, 1 red: graph`, one line. */
export function summary(outcomes: readonly Outcome[]): string {
  const red = outcomes.filter(({ ok }) => !ok).map(({ name }) => name)
  const green = outcomes.length - red.length
  return `checks: ${green} green, ${red.length} red${red.length > 0 ? `: ${red.join(', ')}` : ''}`
}
