import { approvalCodes } from './errcodes/approval.ts'
import { base } from './errcodes/base.ts'
import { contactCodes } from './errcodes/contacts.ts'
import { customerCodes } from './errcodes/customers.ts'
import { messageCodes } from './errcodes/messages.ts'
import { moduleCodes } from './errcodes/modules.ts'

/** Every code any row mentions: meaning, kind and remedy (global list: doc 90313). */
export const errcodes = {
  ...base,
  ...contactCodes,
  ...customerCodes,
  ...messageCodes,
  ...approvalCodes,
  ...moduleCodes,
}

/** A code we know. */
export type Errcode = NumberOf<keyof typeof errcodes>

// The compiler names numeric keys of a spread as text; this gives the number back.
type NumberOf<K> = K extends `${infer N extends number}` ? N : Extract<K, number>

/** Codes that any call can answer, so rows do not repeat them. */
export const everywhere = [
  -1, 40001, 40014, 40058, 41001, 42001, 45009, 45033, 45036, 48001, 48002, 48005, 48006, 48010, 50003, 60020,
] as const satisfies readonly Errcode[]

/** Is this a code of our table? */
export function isKnownCode(errcode: number): errcode is Errcode {
  return Object.hasOwn(errcodes, errcode)
}
