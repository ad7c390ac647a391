import type { Fault } from './fault.ts'

export const secondTransfer: Fault = {
  name: 'second-transfer',
  says: 'A customer whose transfer is already on its way is sent once more.',
  edits: [
    {
      file: 'apps/server/src/handover/batch.ts',
      find: "return item.state === 'planned' && item.successor !== null",
      replace: "return (item.state === 'planned' || item.state === 'sending') && item.successor !== null",
    },
  ],
  alarm: { test: 'apps/server/src/handover/batch.test.ts', project: 'server' },
  because: /FAIL .*handover\/batch\.test\.ts > an item in a call already is not sent/,
}
