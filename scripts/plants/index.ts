import { leafDropped } from './audit.ts'
import type { Fault } from './fault.ts'
import { resentAfterSilence, secondTransfer } from './handover.ts'
import { circle, consoleImportsServer, deepImport, readsTooLittle, sideDoor, uphill } from './imports.ts'
import { messageStoredInClear, nameAnsweredInClear, nameShownInClear, nameStoredInClear } from './privacy.ts'
import { answerMissing, refusalUnknown } from './simulator.ts'

export const faults: readonly Fault[] = [
  consoleImportsServer,
  sideDoor,
  uphill,
  deepImport,
  circle,
  readsTooLittle,
  answerMissing,
  refusalUnknown,
  leafDropped,
  nameStoredInClear,
  nameShownInClear,
  messageStoredInClear,
  nameAnsweredInClear,
  secondTransfer,
  resentAfterSilence,
]
