/** An expected no is a value, never an exception. `why` is a literal code listed in the contract. */
export type Result<T, R extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: R; readonly facts: Facts }

/** Figures and ids that the wording of a refusal needs; never personal data. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<R extends string>(
  why: R,
  facts: Facts = {},
): { readonly ok: false; readonly why: R; readonly facts: Facts } {
  return { ok: false, why, facts }
}

/** Something that cannot be; the message is for developers and carries no personal data. */
export class Bug extends Error {
  override name = 'Bug'
}
