export { checks } from './checks.ts'
export { examine, isFit, type CheckId, type Checks, type Examined, type Finding } from './doctor.ts'
export { createProbe, type Probe, type Settings } from './probe.ts'
