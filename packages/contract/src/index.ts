export { accessRoutes, purposes, revealFields } from './access.ts'
export { givenRoles, type GivenRole, type Me, type Purpose, type RevealField } from './access.ts'
export { handoverRoutes } from './handover.ts'
export {
  accessEnds,
  handoverStates,
  itemKinds,
  pointedKinds,
  itemStates,
  itemTabs,
  outcomes,
  reasons,
  statesOfTab,
  triggers,
} from './handover-model.ts'
export type {
  AccessEnds,
  Draft,
  HandoverState,
  HandoverView,
  ItemKind,
  PointedKind,
  ItemState,
  ItemTab,
  ItemView,
  Outcome,
  Preview,
  Reason,
  Rule,
  Trigger,
} from './handover-model.ts'
export { route } from './route.ts'
export type { AnyRoute, BodyOf, OutputOf, ParamsOf, QueryOf, RefusalOf, Route, ValueOf } from './route.ts'
export { connect, connectPage, ApiError } from './client.ts'
export type { Api, CallInput } from './client.ts'
export { refusalWords } from './refusal-words.ts'
export { itemStateWords, handoverStateWords, reasonWords, triggerWords } from './words.ts'
export { actions, grantOf, isAction, policy, relations, roles } from './policy.ts'
export type { Action, Grant, Reach, Relation, Role } from './policy.ts'
export { consoleRoutes } from './console-routes.ts'
export { listViews, steps } from './progress.ts'
export { declaredKinds, foundKinds, permissionChoices, taskKinds, taskRoutes, taskStates } from './tasks.ts'
export type { Confirmation, PermissionChoice, Task, TaskKind, TaskState } from './tasks.ts'
export { approvalPolicyRoutes, type ApprovalPolicyVersion, type ApprovalRule } from './approval-policy.ts'
export { waitingRoutes } from './waiting.ts'
export { delegationRoutes } from './delegation.ts'
export { acceptanceRoutes } from './acceptance.ts'
export type { ClassToSign } from './acceptance.ts'
export { archiveRoutes } from './archive.ts'
export type { Archive } from './archive.ts'
export { startRequestRoutes } from './start-requests.ts'
export {
  readinessFindings,
  readinessLists,
  readinessRoutes,
  type ReadinessFigures,
  type ReadinessFinding,
} from './readiness.ts'
export type { StartRequest } from './start-requests.ts'
export type {
  ApprovalPage,
  DecisionGroupView,
  Difference,
  Home,
  Dossier,
  ItemDetail,
  ListRow,
  ListView,
  LogEntry,
  Progress,
  Seat,
  Step,
} from './progress.ts'
export { auditRoutes } from './audit.ts'
export type { AuditEntry, Seal } from './audit.ts'
export { liveEvent, livePath } from './live.ts'
export type { LiveEvent } from './live.ts'
export type { ReportView } from './report.ts'
export { wizardRoutes } from './wizard.ts'
export type { DraftProblem, DraftSoFar, LivePreview, PersonView } from './wizard.ts'
export { adminRoutes } from './admin.ts'
export type { QuotaView } from './admin.ts'
export { settingNames, settingValues, setupRoutes, stepStates } from './setup.ts'
export type { ConnectionView, SettingName, SettingView, SetupStep, StepState } from './setup.ts'
