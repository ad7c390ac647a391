import type { Fault } from './fault.ts'

export const leafDropped: Fault = {
  name: 'audit-leaf-dropped',
  says: 'The sequencer takes an entry from the queue and never makes a leaf of it; the tree stays consistent.',
  edits: [
    {
      file: 'apps/server/src/audit/sequencer.ts',
      find: 'const leaves: LeafRow[] = entries.map(',
      replace: 'const leaves: LeafRow[] = entries.filter((_, place) => place !== 1).map(',
    },
  ],
  alarm: { test: 'apps/server/src/audit/sequencer.test.ts', project: 'server' },
  because: /FAIL .*sequencer\.test\.ts > numbering > is gap-free, in order, complete/,
}
