import { createHash } from 'node:crypto'
import type { Callback } from '../catalogue/callback.ts'
import {
  callbacks,
  type CallbackName,
  type CallbackDraft,
  type CallbackValue,
} from '../catalogue/callbacks.ts'
import { refuse, take, type Taken } from './refusals.ts'
import { readXml, writeXml, type XmlValue } from './xml.ts'

/** A callback of the table, read; or one the table does not know, to be kept and shown, never guessed. */
export type ReadCallback =
  | {
      readonly [K in CallbackName]: {
        readonly name: K
        readonly value: CallbackValue<K>
        readonly dedupeKey: string
      }
    }[CallbackName]
  | {
      readonly name: 'unknown'
      readonly msgType: string
      readonly event: string
      readonly changeType: string
      readonly dedupeKey: string
    }

// Object.entries forgets the names; the table is closed, so they are all there.
const rows = Object.entries(callbacks) as [CallbackName, Callback][]
const byAddress = new Map(rows.map(([name, row]) => [address(row.msgType, row.event, row.changeType), name]))

/** Reads a decrypted message by the table of callbacks. */
export function readCallback(xml: string): Taken<ReadCallback> {
  const read = readXml(xml)
  if (!read.ok) return read
  const fields = read.value
  const [msgType, event, changeType] = [
    text(fields['MsgType']),
    text(fields['Event']),
    text(fields['ChangeType']),
  ]
  const name =
    byAddress.get(address(msgType, event, changeType)) ?? byAddress.get(address(msgType, event, ''))
  if (name === undefined) {
    return take({ name: 'unknown', msgType, event, changeType, dedupeKey: digest(['unknown', fields]) })
  }
  const parsed = callbacks[name].fields.safeParse(fields)
  if (!parsed.success) return refuse('BAD_FIELDS')
  // Name and value belong together by the lookup above, which the compiler cannot follow.
  return take({ name, value: parsed.data, dedupeKey: dedupeKey(name, parsed.data) } as ReadCallback)
}

/** The XML of one callback, as a sender writes it before sealing. */
export function writeCallback<K extends CallbackName>(name: K, draft: CallbackDraft<K>): string {
  callbacks[name].fields.parse(draft)
  // Drafts of the table hold only text, numbers, lists and elements: exactly what XML can carry.
  return writeXml(draft as Record<string, XmlValue>)
}

/**
 * The same for two deliveries of one message: MsgId for what people wrote; for events sender, second, kind and the
 * ids that tell two events of one second apart. It is a digest, so it may be stored and logged.
 */
export function dedupeKey<K extends CallbackName>(name: K, value: CallbackValue<K>): string {
  const row: Callback = callbacks[name]
  const fields: Record<string, unknown> = value
  if (fields['MsgId'] !== undefined) return digest([name, fields['MsgId']])
  return digest([
    name,
    fields['FromUserName'],
    fields['CreateTime'],
    ...row.tellApart.map((field) => fields[field] ?? null),
  ])
}

function address(msgType: string, event = '', changeType = ''): string {
  return `${msgType}/${event}/${changeType}`
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
