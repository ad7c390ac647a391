export { callerOf, createKey, revokeKeysOf, type Caller } from './keys.ts'
export { masked } from './mask.ts'
