/** Why something sent to our callback address is not taken. */
export type CallbackRefusal =
  | 'MISSING_PARAMETER'
  | 'STALE'
  | 'BAD_SIGNATURE'
  | 'BAD_BASE64'
  | 'BAD_CIPHER'
  | 'BAD_PADDING'
  | 'BAD_LENGTH'
  | 'WRONG_RECEIVER'
  | 'BAD_XML'
  | 'BAD_FIELDS'

/** Taken, or refused by name; nothing a stranger sends is ever thrown. */
export type Taken<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: CallbackRefusal }

/** Says yes. */
export function take<T>(value: T): Taken<T> {
  return { ok: true, value }
}

/** Says no, and why. */
export function refuse(refusal: CallbackRefusal): Taken<never> {
  return { ok: false, refusal }
}
