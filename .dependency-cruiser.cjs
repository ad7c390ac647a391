// Who may import whom. The lists are in scripts/house.json; docs/architecture.md says why.
// Read with `npm run check -- --only graph`, which also fails when the tool read too little.
const { domains, packages } = require('./scripts/house.json')

// The walker that dependency-cruiser takes from @swc/core stops at `using`, which it does not know. What such a
// declaration imports inside itself is seen by the transpiled reading.
const { Visitor } = require('@swc/core/Visitor')
const visitStatement = Visitor.prototype.visitStatement
Visitor.prototype.visitStatement = function visitStatementOrUsing(statement) {
  return statement.type === 'UsingDeclaration' ? statement : visitStatement.call(this, statement)
}

const transpiled = process.env.JIELI_GRAPH_READING === 'transpiled'
const notOurs = '(^|/)(dist|coverage)/'
const test = '\\.test\\.tsx?$'
const domainNames = Object.keys(domains).join('|')
// Files that put things together: programs, tests, measurements. Only they may reach for the simulator.
const composers = ['^(scripts|bench|e2e|packages/wecom-sim)/', '^(apps|packages)/.+/test/']

const forbidden = [
  {
    name: 'no-cycle',
    comment: 'Files that import each other in a circle cannot be understood one at a time.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolves',
    comment: 'An import that leads nowhere hides whatever is behind it from all other rules.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'domain-door',
    comment: "Another domain's index.ts is its door; its other files are its own affair.",
    severity: 'error',
    from: { path: `^apps/server/src/(${domainNames})/` },
    to: {
      path: `^apps/server/src/(${domainNames})/`,
      pathNot: [
        '^apps/server/src/$1/',
        `^apps/server/src/(${domainNames})/index\\.ts$`,
        `^apps/server/src/(${domainNames})/test/`,
      ],
    },
  },
  {
    name: 'test-tools-for-tests',
    comment: 'What lies in a test/ folder is for tests, of any domain; nothing that ships imports it.',
    severity: 'error',
    from: { pathNot: [...composers, test] },
    to: { path: '^(apps|packages)/.+/test/' },
  },
  {
    name: 'domain-door-from-outside',
    comment: 'main.ts, the command line, scripts and shared test tools use the doors as well.',
    severity: 'error',
    // A bench measures one part of a domain, as that domain's own tests look inside it; nothing imports a bench.
    from: { pathNot: [`^apps/server/src/(${domainNames})/`, '^bench/'] },
    to: {
      path: `^apps/server/src/(${domainNames})/`,
      pathNot: `^apps/server/src/(${domainNames})/index\\.ts$`,
    },
  },
  {
    name: 'platform-holds-no-domain',
    comment: 'platform/ holds no domain word, so that every domain may stand on it.',
    severity: 'error',
    from: { path: '^apps/server/src/platform/' },
    to: { path: '^apps/server/src/(?!platform/)' },
  },
  {
    name: 'domain-starts-nothing',
    comment: 'Domains are handed their configuration; only main.ts, cli.ts and what belongs to them read it.',
    severity: 'error',
    from: { path: `^apps/server/src/(${domainNames})/` },
    to: { path: '^apps/server/src/[^/]+\\.ts$' },
  },
  {
    name: 'rules-are-pure',
    comment:
      '<domain>/<domain>.ts holds rules: values in, values out; no database, no network, no shell of its own.',
    severity: 'error',
    from: { path: `^apps/server/src/(${domainNames})/\\1\\.ts$` },
    to: {
      path: [
        '(^|/)node_modules/(pg|kysely|hono|@hono|@dbos-inc)/',
        '^(node:)?(http|https|net|tls|fs|fs/promises|child_process|timers|timers/promises)$',
        '^apps/server/src/platform/(db|migrate)\\.ts$',
        '^apps/server/src/platform/(durable|embedded|http)/',
        '/(store|steps|saga|routes)\\.ts$',
      ],
    },
  },
  {
    name: 'wecom-stands-alone',
    comment: 'packages/wecom can be used without Jieli.',
    severity: 'error',
    from: { path: '^packages/wecom/' },
    to: { path: '^(packages/(?!wecom/)|apps/|scripts/)' },
  },
  {
    name: 'contract-knows-only-zod',
    comment: 'The contract is read by the browser and by strangers: a table of rows and nothing else.',
    severity: 'error',
    from: { path: '^packages/contract/', pathNot: test },
    to: { pathNot: ['^packages/contract/', '(^|/)node_modules/zod/'] },
  },
  {
    name: 'console-knows-only-the-contract',
    comment: "The console never imports the server's code or types; what they share is the contract.",
    severity: 'error',
    from: { path: '^apps/console/' },
    to: { path: '^(apps/(?!console/)|packages/(?!contract/)|scripts/|db/)' },
  },
  {
    name: 'simulator-never-ships',
    comment: 'Nothing that runs in production imports the simulator.',
    severity: 'error',
    from: { pathNot: [...composers, test] },
    to: { path: '^packages/wecom-sim/' },
  },
  {
    name: 'simulator-knows-only-wecom',
    comment: 'The simulator answers the catalogue; it must not know what we build on it.',
    severity: 'error',
    from: { path: '^packages/wecom-sim/' },
    to: { path: '^(apps/|scripts/|packages/contract/)' },
  },
  {
    name: 'nobody-imports-scripts',
    comment: 'Tools use the product, never the reverse; tests of whole processes use the rig.',
    severity: 'error',
    from: { pathNot: '^(scripts|bench|e2e|apps/server/test)/' },
    to: { path: '^scripts/' },
  },
]

for (const [domain, below] of Object.entries(domains)) {
  forbidden.push({
    name: `downhill-${domain}`,
    comment: `${domain} stands on: ${['platform', ...below].join(', ')}. Change scripts/house.json by a decision record.`,
    severity: 'error',
    from: { path: `^apps/server/src/${domain}/` },
    to: {
      path: '^apps/server/src/[^/]+/',
      pathNot: `^apps/server/src/(${['platform', domain, ...below].join('|')})/`,
    },
  })
}

// Programs under apps/ are no libraries: only tools reach into them, and those may.
for (const path of Object.keys(packages).filter((path) => path.startsWith('packages/'))) {
  forbidden.push({
    name: `package-door-${path.split('/')[1]}`,
    comment: `${path} is imported by its name, which leads to its index.ts, never by a path into it.`,
    severity: 'error',
    from: { pathNot: `^${path}/` },
    to: { path: `^${path}/`, dependencyTypes: ['local'], dependencyTypesNot: ['aliased-workspace'] },
  })
}

module.exports = {
  forbidden,
  options: {
    // Imports of types count: a type from the wrong side ties two parts together as firmly as a function.
    tsPreCompilationDeps: true,
    // Two readings, joined by scripts/checks/graph-reading.ts: the one by swc sees `export type … from`, which the
    // transpiled one drops, but neither JSX nor import('…') inside a type, which the transpiled one sees.
    parser: transpiled ? undefined : 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: transpiled ? notOurs : `${notOurs}|\\.tsx$` },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
