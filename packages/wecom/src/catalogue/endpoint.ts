import type { z } from 'zod'
import type { Errcode } from './errcodes.ts'
import type { Known } from './known.ts'
import type { Need } from './needs.ts'
import type { QuotaName } from './quotas.ts'

/** Which secret's token a call needs; `any` takes the app's unless asked otherwise, `none` sends no token. */
export type SecretKind = 'app' | 'contacts' | 'archive' | 'any' | 'none'

/**
 * May the very same call be sent again when its answer was lost? `safe`: reads, and writes that overwrite.
 * `never`: a second one would do a second thing, so an unanswered call must be settled by looking.
 */
export type Repeat = 'safe' | 'never'

/** Everything both ends need to know about one WeCom call. */
export interface Endpoint {
  readonly method: 'GET' | 'POST'
  readonly path: `/cgi-bin/${string}`
  readonly secret: SecretKind
  readonly needs: readonly Need[]
  /** The query of a GET, the JSON body of a POST (and the query of `webhook/send`, see `query`). */
  readonly input: z.ZodType<Record<string, unknown>>
  /** The answer without errcode and errmsg. */
  readonly output: z.ZodType<Record<string, unknown>>
  /** The one list whose length WeCom limits per call. */
  readonly batch?: { readonly field: string; readonly max: number }
  /**
   * Where the cursor goes in and where the next one comes out; an empty or missing next cursor is the end, and so is
   * `true` in the field named `last`.
   */
  readonly paging?: { readonly send: string; readonly receive: string; readonly last?: string }
  /** Input fields of a POST that travel in the query instead of the body. */
  readonly query?: readonly string[]
  /** Calls with the same key and the same values of these fields must not run side by side (45035). */
  readonly serial?: { readonly key: string; readonly by: readonly string[] }
  readonly repeat: Repeat
  readonly quota: readonly QuotaName[]
  /** Codes the whole call can answer, beside those in `everywhere`. Pairing is mostly our best reading (doc 90313). */
  readonly refuses: readonly Errcode[]
  /** Codes an item of the answer can carry; [] when the answer has no code per item. */
  readonly refusesItem: readonly Errcode[]
  /** Number of the WeCom page: developer.work.weixin.qq.com/document/path/<doc>. */
  readonly doc: string
  readonly known: Known
}

/** Writes one row, keeping every literal in its type. */
export function endpoint<const E extends Endpoint>(row: E): E {
  return row
}
