import { findInCode, sources, type Source } from '../files.ts'
import { domains } from '../house.ts'
import { verdictOf, type Check } from './check.ts'

// Both spellings, and the module that offers it under another name.
const readsEnvironment =
  /\bprocess\s*(?:\??\.\s*env\b|(?:\?\.)?\[\s*['"`]env)|from\s+['"](?:node:)?process['"]/
const endsProcess = /\bprocess\s*\??\.\s*(?:exit|abort|reallyExit)\b/
// A server that is only made, not opened, is a value like any other.
const listens = /\.listen\s*\(|\bserve\s*\(\s*\{/

const isTest = (path: string) => /\.test\.tsx?$|\/test\//.test(path)
// main.ts and cli.ts; NAME-main.ts for a process of its own (signer, witness), with the program.ts they share.
const isMain = (path: string) => /\/(?:[a-z-]+-)?(?:main|cli|program)\.tsx?$|\/src\/cli\//.test(path)

async function shippedSources(): Promise<readonly Source[]> {
  const all = await Promise.all(['apps', 'packages'].map(sources))
  return all.flat().filter(({ path }) => path.includes('/src/') && !isTest(path))
}

export const env: Check = {
  name: 'env',
  asks: 'Is the environment read in config.ts only?',
  async run() {
    const found = (await shippedSources())
      .filter(({ path }) => path !== 'apps/server/src/config.ts')
      .flatMap((source) => findInCode(source, readsEnvironment))
    return verdictOf(found.map((line) => `${line}\n    only apps/server/src/config.ts reads the environment`))
  },
}

export const starts: Check = {
  name: 'starts',
  asks: 'Do only main files end the process, and no domain listen?',
  async run() {
    const all = await shippedSources()
    const ends = all.filter(({ path }) => !isMain(path)).flatMap((source) => findInCode(source, endsProcess))
    const inDomains = all.filter(({ path }) => {
      if (isMain(path)) return false
      const [, domain] = /^apps\/server\/src\/([^/]+)\//.exec(path) ?? []
      return domain !== undefined && domain in domains
    })
    return verdictOf([
      ...ends.map((line) => `${line}\n    only main files (main.ts, cli.ts, NAME-main.ts) end a process`),
      ...inDomains
        .flatMap((source) => findInCode(source, listens))
        .map((line) => `${line}\n    a domain opens no port; main files do`),
    ])
  },
}
