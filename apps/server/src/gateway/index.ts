export { callbackRoutes, type CallbackRouteDeps } from './callback-routes.ts'
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
} from './gateway.ts'
export type { AnyHandler, Handler, OnEvent } from './inbox.ts'
export { LeaseBusy, type LeaseOptions, type Leases } from './lease.ts'
