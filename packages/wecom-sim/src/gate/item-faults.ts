import type { CallName, Endpoint } from '@jieli/wecom'
import type { Fault } from './faults.ts'
import type { Raw } from './input.ts'

// A number no list of WeCom knows: the product must park such items, never guess.
const unknownCode = 999_999

export function faultCode(fault: Fault): number {
  return fault.code ?? (fault.kind === 'unknown-code' ? unknownCode : 40_058)
}

/** The items a fault chooses of those a call names. */
export function chosenItems(fault: Fault, ids: readonly string[]): Set<string> {
  if (Array.isArray(fault.items)) return new Set(ids.filter((id) => (fault.items as string[]).includes(id)))
  if (typeof fault.items === 'number') return new Set(ids.slice(0, fault.items))
  return new Set(ids.filter(() => fault.probability >= 1 || fault.chance.next() < fault.probability))
}

/** Takes the struck items out of the request, so that they really are not carried out. */
export function withoutItems(row: Endpoint, input: Raw, gone: ReadonlySet<string>): Raw {
  const field = row.batch?.field
  const list = field === undefined ? undefined : input[field]
  if (field === undefined || !Array.isArray(list)) return input
  return { ...input, [field]: list.filter((id: string) => !gone.has(id)) }
}

export function itemsOf(row: Endpoint, input: Raw): string[] {
  const list = row.batch === undefined ? undefined : input[row.batch.field]
  return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : []
}

/** Says of the struck items that they were refused, in the place the request had them. */
export function refuseItems(
  call: CallName,
  reply: Raw,
  order: readonly string[],
  gone: ReadonlySet<string>,
  code: number,
): Raw {
  if (call === 'transferCustomer' || call === 'transferResignedCustomer') {
    const answered = new Map(
      (reply['customer'] as { external_userid: string }[]).map((one) => [one.external_userid, one]),
    )
    const customer = order.map((id) =>
      gone.has(id) ? { external_userid: id, errcode: code } : answered.get(id),
    )
    return { ...reply, customer: customer.filter((one) => one !== undefined) }
  }
  const failed = (reply['failed_chat_list'] ?? []) as { chat_id: string }[]
  const more = order
    .filter((id) => gone.has(id))
    .map((id) => ({ chat_id: id, errcode: code, errmsg: `code ${code}` }))
  return { ...reply, failed_chat_list: [...failed, ...more] }
}

/** Leaves items of the answer out, or says them twice; what was done stays done. */
export function spoilList(reply: Raw, fault: Fault): Raw {
  const name = Object.keys(reply).find((key) => Array.isArray(reply[key]))
  const list = name === undefined ? undefined : reply[name]
  if (name === undefined || !Array.isArray(list) || list.length === 0) return reply
  const count = typeof fault.items === 'number' ? fault.items : 1
  const named = Array.isArray(fault.items) ? fault.items : undefined
  const isStruck = (one: unknown, at: number) =>
    named === undefined ? at < count : named.some((id) => JSON.stringify(one).includes(`"${id}"`))
  const spoilt = list.flatMap((one: unknown, at: number) => {
    if (!isStruck(one, at)) return [one]
    return fault.kind === 'omit-items' ? [] : [one, one]
  })
  return { ...reply, [name]: spoilt }
}

/** Answers the cursor that was sent as the next one: who does not notice, reads the same page for ever. */
export function repeatCursor(row: Endpoint, input: Raw, reply: Raw): Raw {
  if (row.paging === undefined) return reply
  const sent = input[row.paging.send]
  const first = Buffer.from('page:0').toString('base64url')
  return { ...reply, [row.paging.receive]: typeof sent === 'string' && sent !== '' ? sent : first }
}
