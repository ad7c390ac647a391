export { createAudit, type Append, type AppendAll, type Audit, type Seal } from './append.ts'
export type { Act, EntryId } from './audit.ts'
export { exportBundle, verifyDatabase, type BundleOptions, type OutsideFiles } from './bundle.ts'
export { createSequencer, type Alarm, type Sequencer, type SequencerOptions } from './create-sequencer.ts'
export { inclusionsOf, logKeys, proofOf, type Inclusions } from './inclusion.ts'
export { checkLeaves, readSealedLeaf, saidIn } from './check-leaves.ts'
export { publishedNote, type Places } from './publish.ts'
export { startProgram, type Program, type ProgramOptions } from './program.ts'
export {
  checkpointsOf,
  covered,
  effectsAllowed,
  findDropped,
  lastPlace,
  leafBytesFrom,
  loggedAfter,
  loggedBefore,
  loggedBy,
  loggedFor,
  readMetrics,
  readSeal,
  type AuditMetrics,
  type Dropped,
  type Logged,
} from './reads.ts'
export { startNewOrigin, type NewOrigin } from './restore.ts'
export { signerAt } from './signer-http.ts'
export type { Signer, SignerStatus } from './signer.ts'
export { witnessAt, type WitnessAt } from './witness-http.ts'
export { latestCheckpoint, type LatestCheckpoint } from './latest.ts'
