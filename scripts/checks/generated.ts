import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { architecture } from '../architecture.ts'
import { envExample } from '../env-example.ts'
import { staleness, type Generated } from '../generated.ts'
import { root } from '../program.ts'
import { verdictOf, type Check } from './check.ts'
import { notDomains, serverFolders } from './graph.ts'

export const generated: readonly Generated[] = [envExample, architecture]

export const envExampleCheck: Check = {
  name: 'env-example',
  asks: 'Does .env.example say what config.ts reads?',
  run: async () => verdictOf(await staleness(envExample)),
}

export const architectureCheck: Check = {
  name: 'architecture',
  asks: 'Does docs/architecture.md name the domains and draw the imports that are there?',
  run: async () => verdictOf([...(await namedAndThere()), ...(await staleness(architecture))]),
}

// The rows of the document's table of domains begin with the folder: | `audit/` | …
async function namedAndThere(): Promise<readonly string[]> {
  const text = await readFile(join(root, architecture.file), 'utf8')
  const named = [...text.matchAll(/^\| `([a-z-]+)\/` \|/gm)].flatMap(([, name]) => name ?? [])
  const there = (await serverFolders()).filter((name) => !notDomains.includes(name))
  return [
    ...there
      .filter((name) => !named.includes(name))
      .map((name) => `${architecture.file} does not name the domain ${name}/`),
    ...named
      .filter((name) => !there.includes(name))
      .map((name) => `${architecture.file} names ${name}/, which is not in apps/server/src`),
  ]
}
