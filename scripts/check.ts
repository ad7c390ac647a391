import { parseArgs } from 'node:util'
import { allChecks, runChecks, summary } from './checking.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } })

if (values.list) {
  for (const { name, asks } of allChecks) console.log(`${name.padEnd(14)}${asks}`)
} else {
  const wanted = values.only?.split(',').map((name) => name.trim())
  const unknown = wanted?.filter((name) => !allChecks.some((check) => check.name === name)) ?? []
  if (unknown.length > 0) {
    // A misspelt name must not look like a green check.
    console.error(
      `no such check: ${unknown.join(', ')}; there are ${allChecks.map(({ name }) => name).join(', ')}`,
    )
    process.exit(2)
  }
  const outcomes = await runChecks(allChecks.filter(({ name }) => wanted?.includes(name) ?? true))
  console.log(summary(outcomes))
  process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1
}
