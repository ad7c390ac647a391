export * from './catalogue/index.ts'
export { endpoint, type Endpoint, type Known, type Repeat, type SecretKind } from './catalogue/endpoint.ts'
export { errcodes, everywhere, isKnownCode, type Errcode } from './catalogue/errcodes.ts'
export type { Bilingual, Code, CodeKind } from './catalogue/errcodes/code.ts'
export type { ChatId, ExternalUserid, Userid } from './catalogue/fields.ts'
export { needs, type Need } from './catalogue/needs.ts'
export { quotas, type Quota, type QuotaLimit, type QuotaName, type QuotaPer } from './catalogue/quotas.ts'
export type { Callback } from './catalogue/callback.ts'
export { listPaths } from './catalogue/callback-fields.ts'
export {
  callbacks,
  type CallbackDraft,
  type CallbackName,
  type CallbackValue,
} from './catalogue/callbacks.ts'
export type { Switch } from './catalogue/switch.ts'
export { likely, unverified, type Switches, type SwitchName } from './catalogue/unverified.ts'
