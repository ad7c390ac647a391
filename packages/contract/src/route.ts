import type { z } from 'zod'
import type { Action } from './policy.ts'

/** One row of our API: both ends read it, neither writes a path or a code a second time. */
export interface Route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
  R extends string,
> {
  readonly method: 'GET' | 'POST'
  /** `:name` marks a path parameter. */
  readonly path: `/v1/${string}`
  readonly says: string
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly output: O
  readonly refusals: readonly R[]
  /** Its line of the policy table; what is not granted there is denied. */
  readonly action: Action
  /** What the parameter `id` names: the caller's relation to it decides with the role. */
  readonly about?: 'handover'
}

// The widest row; handlers and clients narrow it by its own schemas.
export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType, string>

/** Keeps the literal types of a row. */
export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
  const R extends string,
>(row: Route<P, Q, B, O, R>): Route<P, Q, B, O, R> {
  return row
}

export type ParamsOf<T extends AnyRoute> = z.output<T['params']>
export type QueryOf<T extends AnyRoute> = z.output<T['query']>
export type BodyOf<T extends AnyRoute> = z.output<T['body']>
export type OutputOf<T extends AnyRoute> = z.input<T['output']>
/** What a caller gets: the output as it was read, with what may be left out filled in. */
export type ValueOf<T extends AnyRoute> = z.output<T['output']>
export type RefusalOf<T extends AnyRoute> = T['refusals'][number]
