export { run, type Row } from './conformance.ts'
export { openLab, type LabSettings } from './lab.ts'
export { trials } from './trials.ts'
