import type { CallName, Input, Refusals, Reply } from '../index.ts'
import type { everywhere } from '../errcodes.ts'

/** An answer as it stands on the wire: well, or refused with a code this call can answer. */
export type WireReply<K extends CallName> =
  | (Fields<Reply<K>> & { readonly errcode?: 0; readonly errmsg?: string })
  | { readonly errcode: Refusals<K> | (typeof everywhere)[number]; readonly errmsg: string }

// An answer without fields is typed as "no key at all", which would forbid errcode too.
type Fields<R> = R extends Record<string, never> ? object : R

/** A request and the answers it can get; all names and ids are invented, the shapes follow the row's page. */
export interface Sample<K extends CallName> {
  readonly request: Input<K>
  readonly replies: readonly [WireReply<K>, ...WireReply<K>[]]
}

/** Samples of some calls. */
export type Samples<K extends CallName> = { readonly [Name in K]: Sample<Name> }

/** The two fields of a good answer. */
export const ok = { errcode: 0, errmsg: 'ok' } as const

/** A refusal in the form people see: short text, hint, address and a link (the text is for people and may change). */
export function no<const C extends number>(errcode: C, text: string) {
  return {
    errcode,
    errmsg: `${text}, hint: [1760000000000000001], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
  }
}
