export * from './catalogue/index.ts'
export { endpoint, type Endpoint, type Repeat, type SecretKind } from './catalogue/endpoint.ts'
export type { Known } from './catalogue/known.ts'
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
export { samples } from './catalogue/samples/index.ts'
export type { Sample, Samples, WireReply } from './catalogue/samples/sample.ts'
export { readJson } from './json.ts'
export { callbackSamples } from './catalogue/samples/callbacks.ts'
export {
  callbackDoor,
  openReply,
  sealCallback,
  sealEcho,
  type CallbackDoor,
  type CallbackQuery,
  type CallbackSecrets,
  type OpenedCallback,
  type SealedCallback,
  type SealedQuery,
} from './callback/door.ts'
export { dedupeKey, readCallback, writeCallback, type ReadCallback } from './callback/read.ts'
export type { CallbackRefusal, Taken } from './callback/refusals.ts'
export { readXml, writeXml, type XmlValue } from './callback/xml.ts'
export { signPage, type PageSignature } from './jssdk.ts'
export { loginByQrUrl, loginInsideUrl, type LoginPage } from './login.ts'
export {
  BadAnswer,
  BadInput,
  CursorRepeats,
  NoSecret,
  RateLimited,
  Unanswered,
  WecomError,
} from './client/errors.ts'
export type { Patience } from './client/patience.ts'
export type {
  CallReport,
  Charge,
  FetchedToken,
  Mutex,
  QuotaAnswer,
  QuotaLedger,
  QuotaRequest,
  TokenSecret,
  TokenStore,
} from './client/ports.ts'
export type { CallOptions, Secrets, WecomOptions } from './client/options.ts'
export { createWecom, type Callable, type Wecom } from './client/wecom.ts'
