import type { z } from 'zod'
import type { Known } from './known.ts'

/** One kind of message WeCom sends to our callback address. */
export interface Callback {
  /** `event`, or the kind of a message a person wrote. */
  readonly msgType: string
  readonly event?: string
  readonly changeType?: string
  /** Whose callback address receives it. */
  readonly receiver: 'app' | 'contacts'
  /** The XML below the root after decryption, repeated siblings as lists. */
  readonly fields: z.ZodType<Record<string, unknown>>
  /** What tells two of them apart, beside MsgId of messages or FromUserName + CreateTime + Event + ChangeType. */
  readonly tellApart: readonly string[]
  readonly doc: string
  readonly known: Known
}

/** Writes one row, keeping every literal in its type. */
export function callback<const C extends Callback>(row: C): C {
  return row
}
