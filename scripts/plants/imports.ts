import type { Fault } from './fault.ts'

export const consoleImportsServer: Fault = {
  name: 'console-imports-server',
  says: 'The console takes a type from the server.',
  edits: [
    {
      file: 'apps/console/src/planted.ts',
      create: "export type { Facts } from '../../server/src/platform/result.ts'\n",
    },
  ],
  alarm: { check: 'graph' },
  because: /console-knows-only-the-contract: apps\/console\/src\/planted\.ts → apps\/server\//,
}

export const sideDoor: Fault = {
  name: 'side-door',
  says: "A domain takes a type from another domain's store instead of its door.",
  edits: [
    {
      file: 'apps/server/src/directory/planted.ts',
      create: "export type * from '../vault/store.ts'\n",
    },
  ],
  alarm: { check: 'graph' },
  because: /domain-door: apps\/server\/src\/directory\/planted\.ts → apps\/server\/src\/vault\/store\.ts/,
}

export const uphill: Fault = {
  name: 'uphill',
  says: 'The audit log, under every domain, comes to know one.',
  edits: [
    {
      file: 'apps/server/src/audit/planted.ts',
      create: "export type * from '../vault/index.ts'\n",
    },
  ],
  alarm: { check: 'graph' },
  because: /downhill-audit: apps\/server\/src\/audit\/planted\.ts → apps\/server\/src\/vault\/index\.ts/,
}

export const deepImport: Fault = {
  name: 'deep-import',
  says: 'The server reaches into a package past its index.ts.',
  edits: [
    {
      file: 'apps/server/src/platform/planted.ts',
      create: "export type * from '../../../../packages/wecom/src/json.ts'\n",
    },
  ],
  alarm: { check: 'graph' },
  because: /package-door-wecom: apps\/server\/src\/platform\/planted\.ts → packages\/wecom\/src\/json\.ts/,
}

export const circle: Fault = {
  name: 'import-cycle',
  says: 'Two files import each other, types only.',
  edits: [
    {
      file: 'apps/server/src/platform/ids.ts',
      find: "import { uuidv7 } from 'uuidv7'\n",
      replace: "import { uuidv7 } from 'uuidv7'\nexport type { Facts } from './result.ts'\n",
    },
    {
      file: 'apps/server/src/platform/result.ts',
      find: '/** Figures and ids',
      replace: "export type { Id } from './ids.ts'\n\n/** Figures and ids",
    },
  ],
  alarm: { check: 'graph' },
  because: /no-cycle: apps\/server\/src\/platform\/ids\.ts → apps\/server\/src\/platform\/result\.ts/,
}

export const readsTooLittle: Fault = {
  name: 'graph-reads-too-little',
  says: 'The graph tool is told to leave out the code, so that every rule holds.',
  edits: [
    {
      file: '.dependency-cruiser.cjs',
      find: "const notOurs = '(^|/)(dist|coverage)/'",
      replace: "const notOurs = '(^|/)(dist|coverage|src)/'",
    },
  ],
  alarm: { check: 'graph' },
  because: /floor: read \d+ modules and \d+ imports in apps\/server/,
}
