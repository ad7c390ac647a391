import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { codeFolders } from '../files.ts'
import { root, runTool } from '../program.ts'

export interface Edge {
  /** As written in the import. */
  readonly written: string
  /** The file it leads to. */
  readonly to: string
}

export interface Violation {
  readonly rule: string
  readonly why: string
  readonly from: string
  readonly to: string
  readonly cycle: readonly string[]
}

export interface Graph {
  readonly modules: ReadonlyMap<string, readonly Edge[]>
  readonly violations: readonly Violation[]
}

let reading: Promise<Graph> | undefined

/** The import graph as dependency-cruiser read it; read once per process. */
export function readGraph(): Promise<Graph> {
  reading ??= Promise.all([cruise('swc'), cruise('transpiled')]).then(joined)
  return reading
}

// Neither reading sees everything; .dependency-cruiser.cjs says which misses what.
function joined(readings: readonly Graph[]): Graph {
  const modules = new Map<string, readonly Edge[]>()
  for (const [path, edges] of readings.flatMap((graph) => [...graph.modules])) {
    const both = [...(modules.get(path) ?? []), ...edges]
    modules.set(path, [...new Map(both.map((edge) => [edge.written, edge])).values()])
  }
  const violations = readings.flatMap((graph) => graph.violations)
  const inOrder = new Map(violations.map((violation) => [`${violation.rule} ${wayOf(violation)}`, violation]))
  return { modules, violations: [...inOrder.values()] }
}

/** How a forbidden import runs, for people; a circle from whichever file is first in the alphabet. */
export function wayOf({ from, to, cycle }: Violation): string {
  if (cycle.length === 0) return `${from} → ${to}`
  const first = cycle.indexOf([...cycle].sort()[0] ?? '')
  const turned = [...cycle.slice(first), ...cycle.slice(0, first + 1)]
  return turned.join(' → ')
}

async function cruise(parser: 'swc' | 'transpiled'): Promise<Graph> {
  const folders = codeFolders.filter((folder) => existsSync(join(root, folder)))
  const { stdout, output } = await runTool(
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
    { env: { JIELI_GRAPH_READING: parser } },
  )
  // The shape is dependency-cruiser's documented output; a change of it shows as floors not reached.
  const { modules, summary } = parsed(stdout, output) as Report
  const why = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment ?? '']))
  return {
    modules: new Map(
      modules.map(({ source, dependencies }) => [
        source,
        dependencies.map(({ module, resolved }) => ({ written: module, to: resolved })),
      ]),
    ),
    violations: summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      why: why.get(rule.name) ?? '',
      from,
      to,
      cycle: (cycle ?? []).map(({ name }) => name),
    })),
  }
}

function parsed(answer: string, said: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    // A file it cannot parse makes it say so instead of answering.
    throw new Error(`dependency-cruiser did not answer:\n${said.trim().slice(0, 2_000)}`)
  }
}

interface Report {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { readonly module: string; readonly resolved: string }[]
  }[]
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
      readonly cycle?: readonly { readonly name: string }[]
    }[]
    readonly ruleSetUsed: {
      readonly forbidden: readonly { readonly name: string; readonly comment?: string }[]
    }
  }
}
