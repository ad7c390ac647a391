export {
  handoverRoutes,
  handoverStates,
  itemKinds,
  itemStates,
  reasons,
  outcomes,
  ruleSchema,
} from './handover.ts'
export type {
  Draft,
  HandoverState,
  HandoverView,
  ItemKind,
  ItemState,
  ItemView,
  Outcome,
  Preview,
  Reason,
  Rule,
} from './handover.ts'
export { route } from './route.ts'
export type { AnyRoute, BodyOf, OutputOf, ParamsOf, QueryOf, RefusalOf, Role, Route } from './route.ts'
export { connect, ApiError } from './client.ts'
export type { Api, CallInput } from './client.ts'
export { itemStateWords, handoverStateWords, reasonWords, refusalWords } from './words.ts'
