import { readGraph } from './checks/graph-reading.ts'
import type { Generated } from './generated.ts'
import { domains, packages } from './house.ts'

const begin = '<!-- graph: written by npm run generate -->'
const end = '<!-- /graph -->'

/** The graph section of docs/architecture.md, drawn from the imports that are really there. */
export const architecture: Generated = {
  name: 'architecture',
  file: 'docs/architecture.md',
  async make(now) {
    const from = now.indexOf(begin)
    const to = now.indexOf(end)
    if (from === -1 || to < from) throw new Error(`docs/architecture.md has no ${begin} … ${end}`)
    return `${now.slice(0, from + begin.length)}\n\n${await drawing()}\n\n${now.slice(to)}`
  },
}

async function drawing(): Promise<string> {
  const { modules } = await readGraph()
  const arrows = new Set<string>()
  for (const [path, edges] of modules) {
    if (path.endsWith('.test.ts') || path.includes('/test/')) continue
    for (const { to } of edges) {
      const pair = [partOf(path), partOf(to)] as const
      if (pair[0] && pair[1] && pair[0] !== pair[1]) arrows.add(`  ${pair[0]} --> ${pair[1]}`)
    }
  }
  return ['```mermaid', 'flowchart TD', ...[...arrows].sort(), '```'].join('\n')
}

// Platform is under everything, so arrows to it would say nothing.
function partOf(path: string): string | undefined {
  const [, domain] = /^apps\/server\/src\/([^/]+)\//.exec(path) ?? []
  if (domain !== undefined) return domain in domains ? domain : undefined
  return Object.keys(packages).find((folder) => folder !== 'apps/server' && path.startsWith(`${folder}/src/`))
}
