import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeFolders, sources, withoutComments } from '../files.ts'
import { domains, floors, type Floor } from '../house.ts'
import { root } from '../program.ts'
import { verdictOf, type Check } from './check.ts'
import { readGraph, wayOf, type Graph, type Violation } from './graph-reading.ts'

/** Folders of apps/server/src that are no domain and therefore have no door. */
export const notDomains: readonly string[] = ['platform', 'cli']

export const graph: Check = {
  name: 'graph',
  asks: 'Do imports run downhill, through doors and without circles, and did the tool read everything?',
  async run() {
    const read = await readGraph()
    return verdictOf([
      ...read.violations.map(inWords),
      ...Object.entries(floors).flatMap(([folder, floor]) => belowFloor(read, folder, floor)),
      ...(await unread(read)),
      ...(await foldersWithoutRules()),
    ])
  },
}

function inWords(violation: Violation): string {
  return `${violation.rule}: ${wayOf(violation)}\n    ${violation.why}`
}

// Under TypeScript 7 dependency-cruiser reads nothing unless @swc/core is installed, and then every rule holds.
function belowFloor({ modules }: Graph, folder: string, floor: Floor): readonly string[] {
  const inside = [...modules].filter(([path]) => path.startsWith(`${folder}/`))
  const dependencies = inside.reduce((sum, [, edges]) => sum + edges.length, 0)
  if (inside.length >= floor.modules && dependencies >= floor.dependencies) return []
  return [
    `floor: read ${inside.length} modules and ${dependencies} imports in ${folder}, ` +
      `at least ${floor.modules} and ${floor.dependencies} are known to be there (scripts/house.json)`,
  ]
}

// Every file on disk must be in the graph, and every import of ours that the eye sees at the start of a line as well.
async function unread({ modules }: Graph): Promise<readonly string[]> {
  const files = (await Promise.all(codeFolders.map(sources))).flat()
  return files.flatMap(({ path, text }) => {
    const edges = modules.get(path)
    if (!edges) return [`unread: ${path} is not in the graph`]
    // Planted faults hold imports inside texts.
    if (path.startsWith('scripts/plants/')) return []
    const read = new Set(edges.map(({ written }) => written))
    return importsOf(text)
      .filter((written) => !read.has(written))
      .map((written) => `unread: the import of ${written} in ${path} is not in the graph`)
  })
}

function importsOf(text: string): readonly string[] {
  const code = withoutComments(text)
  const statements = code.matchAll(
    /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"](\.[^'"]*|@jieli\/[^'"]*)['"]/gm,
  )
  const calls = code.matchAll(/\bimport\(\s*['"](\.[^'"]*|@jieli\/[^'"]*)['"]/g)
  return [...statements, ...calls].flatMap(([, written]) => written ?? [])
}

// A folder the rules do not know would be free of all of them.
async function foldersWithoutRules(): Promise<readonly string[]> {
  const known = new Set([...Object.keys(domains), ...notDomains])
  return (await serverFolders())
    .filter((name) => !known.has(name))
    .map((name) => `unknown: apps/server/src/${name} has no place in scripts/house.json`)
}

export async function serverFolders(): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'apps/server/src'), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}
