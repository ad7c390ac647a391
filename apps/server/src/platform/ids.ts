import { uuidv7 } from 'uuidv7'

declare const brand: unique symbol
/** An id that cannot be mistaken for another kind of id. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

/** Ordered by wall time, so that indexes on it stay compact. */
export function newId<Kind extends string>(): Id<Kind> {
  // The brand exists only in the types.
  return uuidv7() as Id<Kind>
}
