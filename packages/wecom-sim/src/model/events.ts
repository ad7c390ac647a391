import { type CallbackDraft, type CallbackName, callbacks, writeCallback } from '@jieli/wecom'
import type { Company } from './company.ts'

// What the sender fills in for every callback; the rest is the draft's own.
type Filled =
  | 'ToUserName'
  | 'FromUserName'
  | 'CreateTime'
  | 'MsgType'
  | 'Event'
  | 'ChangeType'
  | 'AgentID'
  | 'MsgId'

/** The part of a callback that differs from one to the next. */
export type Own<K extends CallbackName> = Omit<CallbackDraft<K>, Filled>

interface Options {
  /** Whose act it was; `sys` where WeCom itself speaks. */
  from?: string
  agentId?: number
  to?: 'app' | 'contacts'
}

/** Puts a callback on its way to the address its row names. Nothing is sent to an address that was never set. */
export function emit<K extends CallbackName>(
  company: Company,
  name: K,
  at: number,
  own: Own<K>,
  options: Options = {},
): void {
  const row = callbacks[name]
  const to = options.to ?? row.receiver
  if (company.corp.callbackUrls[to] === null) return
  const isEvent = row.msgType === 'event'
  const xml = writeCallback(name, {
    ToUserName: company.corp.id,
    FromUserName: options.from ?? 'sys',
    CreateTime: Math.floor(at),
    MsgType: row.msgType,
    ...(isEvent && 'event' in row ? { Event: row.event } : {}),
    ...('changeType' in row ? { ChangeType: row.changeType } : {}),
    // 64-bit ids in the real thing: more digits than a float holds, so nobody reads them as numbers.
    ...(isEvent ? {} : { MsgId: `72057594${String(company.count('said')).padStart(11, '0')}` }),
    ...own,
    ...(options.agentId === undefined ? {} : { AgentID: options.agentId }),
    // `writeCallback` parses this by the row's schema and throws on the first wrong field.
  } as unknown as CallbackDraft<K>)
  const no = company.count('outgoing')
  company.outgoing.put(String(no), { no, to, xml, what: name, attempts: 0 })
}

/** An act of a member inside the app: carries the app's id. */
export function emitFromMember<K extends CallbackName>(
  company: Company,
  name: K,
  from: string,
  own: Own<K>,
): void {
  emit(company, name, company.clock.business(), own, { from, agentId: company.corp.agentId })
}

/** Members' changes go to the contacts-sync address, and to the app only where the switch says so. */
export function emitContactChange(company: Company, userid: string, at: number): void {
  emit(company, 'deleteUser', at, { UserID: userid } as Own<'deleteUser'>)
  if (!company.is('contactEventsReachSelfBuilt')) return
  emit(company, 'deleteUser', at, { UserID: userid } as Own<'deleteUser'>, { to: 'app' })
}
