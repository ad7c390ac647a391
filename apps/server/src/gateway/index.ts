export { wordsOfCode } from './code-words.ts'
export { errcodeOf, kindOf } from './errors.ts'
export {
  createCallbacks,
  createGateway,
  type Callbacks,
  type CallbacksConfig,
  type CallbacksDeps,
  type Gateway,
  type GatewayConfig,
  type GatewayDeps,
} from './compose.ts'
export type { AnyHandler, Handler, OnEvent } from './inbox.ts'
export type { LeaseOptions, Leases } from './lease.ts'
export type { SignedPage, SignPageFor } from './page-signer.ts'
export { pausedLanes, quotaUses, type QuotaUse } from './quota-view.ts'
