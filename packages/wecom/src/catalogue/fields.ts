import { z } from 'zod'

/** A member's id, 1 to 64 characters, case-insensitive (doc 90196). */
export const userid = z.string().min(1).max(64).brand<'userid'>()
/** A member's id. */
export type Userid = z.output<typeof userid>

/** A customer's id, the same for every member of the corp. */
export const externalUserid = z.string().min(1).max(64).brand<'external_userid'>()
/** A customer's id. */
export type ExternalUserid = z.output<typeof externalUserid>

/** A group's id: a customer group or one made with appchat. */
export const chatId = z.string().min(1).max(64).brand<'chat_id'>()
/** A group's id. */
export type ChatId = z.output<typeof chatId>

/** A whole number that may arrive as text: queries always are text, and some replies quote their numbers. */
export const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])

/** An id of up to 64 bits: always text on our side, so no digit is lost. */
export const wideId = z.union([z.string(), z.int().transform(String)])

/** 0 or 1. */
export const flag = z.union([z.literal(0), z.literal(1)])

/** A moment in unix seconds. */
export const seconds = whole.describe('unix seconds')

/** A code per item of an answer; 0 is well. Unknown codes pass untouched: the caller parks such items. */
export const itemCode = z.int()

/** Where the next page starts; empty or missing means there is none. */
export const nextCursor = z.string().default('')

/** Text of at most so many bytes of UTF-8. */
export function bytes(max: number): z.ZodString {
  return z.string().refine((text) => Buffer.byteLength(text) <= max, { error: `longer than ${max} bytes` })
}

/** A list that WeCom may leave out when it is empty. */
export function list<T extends z.ZodType>(item: T): z.ZodDefault<z.ZodArray<T>> {
  // zod wants the default in the item's output type; an empty list is one for every item.
  return z.array(item).default([] as never)
}

/** Answers of calls that say nothing but ok. */
export const nothing = z.object({})
