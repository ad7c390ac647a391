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
  reading ??= cruise()
  return reading
}

async function cruise(): Promise<Graph> {
  const folders = codeFolders.filter((folder) => existsSync(join(root, folder)))
  const { output } = await runTool(
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
    { stdoutOnly: true },
  )
  const report: unknown = JSON.parse(output)
  // The shape is dependency-cruiser's documented output; a change of it shows as floors not reached.
  const { modules, summary } = report as Report
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
