export { decide, type Caller, type Identity } from './decide.ts'
export { createGate } from './gate.ts'
export { createKey, holderOf, revokeKeysOf, type KeyHolder } from './keys.ts'
export { masked } from './mask.ts'
