import { leafDropped } from './audit.ts'
import type { Fault } from './fault.ts'
import { circle, consoleImportsServer, sideDoor, uphill } from './imports.ts'
import { answerMissing, refusalUnknown } from './simulator.ts'

export const faults: readonly Fault[] = [
  consoleImportsServer,
  sideDoor,
  uphill,
  circle,
  answerMissing,
  refusalUnknown,
  leafDropped,
]
