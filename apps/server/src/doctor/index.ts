export { checks } from './checks.ts'
export { where } from './where.ts'
export { checkIds, examine, isFit, type CheckId, type Checks, type Examined, type Finding } from './doctor.ts'
export { createProbe, type Probe, type Settings } from './probe.ts'
