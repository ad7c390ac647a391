import type { z } from 'zod'
import { acquisitionLinks } from './acquisition-links.ts'
import { appchats } from './appchats.ts'
import { approval } from './approval.ts'
import { contactWays } from './contact-ways.ts'
import { contacts } from './contacts.ts'
import { core } from './core.ts'
import { customerTags } from './customer-tags.ts'
import { customers } from './customers.ts'
import { departments } from './departments.ts'
import { groups } from './groups.ts'
import { inheritance } from './inheritance.ts'
import { jssdk } from './jssdk.ts'
import { login } from './login.ts'
import { messages } from './messages.ts'
import { modules } from './modules.ts'
import { serviceSeats } from './service-seats.ts'
import { tags } from './tags.ts'
import { webhook } from './webhook.ts'

/** Every WeCom call we know, by our name for it. */
export const catalogue = {
  ...core,
  ...contacts,
  ...departments,
  ...tags,
  ...customers,
  ...customerTags,
  ...groups,
  ...contactWays,
  ...acquisitionLinks,
  ...serviceSeats,
  ...inheritance,
  ...messages,
  ...appchats,
  ...webhook,
  ...login,
  ...jssdk,
  ...approval,
  ...modules,
}

/** The type of the table. */
export type Catalogue = typeof catalogue

/** The name of a call. */
export type CallName = keyof Catalogue

/** What a caller writes. */
export type Input<K extends CallName> = z.input<Catalogue[K]['input']>

/** What the receiving end sees after parsing a caller's input; ids are plain text here too. */
export type Received<K extends CallName> = Plain<z.output<Catalogue[K]['input']>>

type Plain<T> = T extends string
  ? T extends z.core.$brand
    ? string
    : T
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T

/** What a caller gets: the parsed answer, empty lists filled in, ids branded. */
export type Output<K extends CallName> = z.output<Catalogue[K]['output']>

/** What the answering end may write: ids are plain text, lists may be left out when empty. */
export type Reply<K extends CallName> = z.input<Catalogue[K]['output']>

/** Codes with which this very call can be refused, beside those in `everywhere`. */
export type Refusals<K extends CallName> = Catalogue[K]['refuses'][number]

/** Codes an item of this call's answer can carry. */
export type ItemRefusals<K extends CallName> = Catalogue[K]['refusesItem'][number]

/** Calls that answer page by page. */
export type PagedCall = {
  [K in CallName]: Catalogue[K] extends { readonly paging: object } ? K : never
}[CallName]
