export { createAudit, type Append, type AppendAll, type Audit, type Seal } from './append.ts'
export type { Act, EntryId } from './audit.ts'
export { latestCheckpoint, type LatestCheckpoint } from './latest.ts'
export { createSequencer, type Alarm, type Sequencer, type SequencerOptions } from './create-sequencer.ts'
export type { Places } from './publish.ts'
export { startProgram, type Program, type ProgramOptions } from './program.ts'
export {
  covered,
  effectsAllowed,
  findDropped,
  readMetrics,
  type AuditMetrics,
  type Dropped,
} from './reads.ts'
export { signerAt } from './signer-http.ts'
export type { Signer, SignerStatus } from './signer.ts'
export { witnessAt, type WitnessAt } from './witness-http.ts'
export { exportBundle, verifyDatabase, type BundleOptions, type OutsideFiles } from './bundle.ts'
