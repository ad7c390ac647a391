import { inParallel } from '../../platform/parallel.ts'
import { isNoRelation, notAllowed, nullOn } from './codes.ts'
import type { Answer, Found, Inventory, Undo, Wecom } from './carrier.ts'
import type { Giver, Way } from './giver.ts'
import type { Notes } from '../remark.ts'

export const customersUndo: Undo = 'compensate'

type Detail = Awaited<ReturnType<typeof readDetails>> extends Map<string, infer D> ? D : never

/** Three independent lists; their union is the inventory, and each item says which of them knew it. */
export async function collectCustomers(wecom: Wecom, { userid: leaver, way }: Giver): Promise<Inventory> {
  if (way === 'resigned') return collectUnassigned(wecom, leaver)
  const listed = await customersOf(wecom, leaver)
  const details = await readDetails(wecom, leaver)
  const served = await servedBy(wecom, leaver)
  const subjects = [...new Set([...listed, ...details.keys(), ...(served ?? [])])].sort()
  const found: Found[] = []
  for (const subject of subjects) {
    const detail = details.get(subject)
    // Served in a group only, or a relation that ended: not a customer of the leaver.
    if (!detail && !listed.has(subject)) continue
    found.push({
      subject,
      ...described(detail),
      outsiders: [],
      evidence: {
        list: listed.has(subject),
        detail: detail !== undefined,
        served: served?.has(subject) ?? null,
      },
    })
  }
  const count = (set: { size: number } | null) => set?.size ?? null
  return {
    found,
    sources: [
      { name: 'externalcontact/list', kind: 'customer', count: count(listed) },
      { name: 'externalcontact/batch/get_by_user', kind: 'customer', count: count(details) },
      { name: 'externalcontact/contact_list', kind: 'customer', count: count(served) },
    ],
  }
}

function described(detail: Detail | undefined): Pick<Found, 'name' | 'addedAt' | 'notes' | 'addWay'> {
  if (!detail) return { name: '', addedAt: null, notes: null, addWay: null }
  return { name: detail.name, addedAt: detail.addedAt, notes: detail.notes, addWay: detail.addWay }
}

/** Of a deleted member only one list is left, and names by asking for each; what he noted is gone with him. */
async function collectUnassigned(wecom: Wecom, leaver: string): Promise<Inventory> {
  const subjects = [...(await unassignedOf(wecom, leaver))].sort()
  const found = await inParallel(subjects, 4, async (subject): Promise<Found> => ({
    subject,
    name: await nameOf(wecom, subject),
    addedAt: null,
    notes: null,
    addWay: null,
    outsiders: [],
    evidence: { unassigned: true },
  }))
  return {
    found,
    sources: [{ name: 'externalcontact/get_unassigned_list', kind: 'customer', count: subjects.length }],
  }
}

async function nameOf(wecom: Wecom, subject: string): Promise<string> {
  try {
    return (await wecom.call('getCustomer', { external_userid: subject })).external_contact.name
  } catch (error) {
    if (isNoRelation(error)) return ''
    throw error
  }
}

/** Customers of a deleted member whom nobody has and nobody is being given (doc 92124). */
async function unassignedOf(wecom: Wecom, leaver: string): Promise<ReadonlySet<string>> {
  const subjects = new Set<string>()
  for await (const page of wecom.pages('listUnassigned', { page_size: 1_000 })) {
    for (const { handover_userid, external_userid } of page.info)
      if (handover_userid.toLowerCase() === leaver.toLowerCase()) subjects.add(external_userid)
  }
  return subjects
}

/** What a giver still has to give. */
export function customersHeldBy(wecom: Wecom, { userid, way }: Giver): Promise<ReadonlySet<string>> {
  return way === 'resigned' ? unassignedOf(wecom, userid) : customersOf(wecom, userid)
}

/** The customers of one member now. */
export async function customersOf(wecom: Wecom, userid: string): Promise<ReadonlySet<string>> {
  try {
    const { external_userid } = await wecom.call('listCustomers', { userid })
    return new Set(external_userid)
  } catch (error) {
    // A member without customers may answer "no relation" (84061).
    if (isNoRelation(error)) return new Set()
    throw error
  }
}

/** What a member noted about each of his customers. */
export async function readDetails(wecom: Wecom, userid: string) {
  const details = new Map<string, { name: string; addedAt: Date; addWay: number; notes: Notes }>()
  try {
    for await (const page of wecom.pages('batchGetCustomers', { userid_list: [userid], limit: 100 })) {
      for (const { external_contact, follow_info } of page.external_contact_list) {
        details.set(external_contact.external_userid, {
          name: external_contact.name,
          addedAt: new Date(follow_info.createtime * 1_000),
          addWay: follow_info.add_way ?? 0,
          notes: {
            // A new relation carries the customer's own name as its remark: that is nobody's note.
            remark: follow_info.remark === external_contact.name ? '' : (follow_info.remark ?? ''),
            description: follow_info.description ?? '',
            company: follow_info.remark_corp_name ?? '',
            mobiles: follow_info.remark_mobiles,
            tags: follow_info.tag_id,
          },
        })
      }
    }
  } catch (error) {
    if (!isNoRelation(error)) throw error
  }
  return details
}

// A third opinion: without the right to read it the inventory says so and goes on with two.
function servedBy(wecom: Wecom, userid: string): Promise<ReadonlySet<string> | null> {
  return nullOn(notAllowed, async () => {
    const served = new Set<string>()
    for await (const page of wecom.pages('listServedContacts', { limit: 1_000 })) {
      for (const { is_customer, external_userid, follow_userid } of page.info_list) {
        if (is_customer && follow_userid === userid && external_userid !== undefined)
          served.add(external_userid)
      }
    }
    return served
  })
}

export interface TransferOrder {
  readonly giver: Giver
  readonly taker: string
  readonly subjects: readonly string[]
  readonly message: string | null
}

/** Begins the transfer of up to 100 customers; code 0 means begun, not done (doc 92125). */
export async function sendCustomers(
  wecom: Wecom,
  { giver, taker, subjects, message }: TransferOrder,
): Promise<Answer> {
  const order = {
    handover_userid: giver.userid,
    takeover_userid: taker,
    external_userid: [...subjects],
  }
  // The call for a deleted member takes no text for the customers (doc 94081).
  const { customer } =
    giver.way === 'resigned'
      ? await wecom.call('transferResignedCustomer', order)
      : await wecom.call('transferCustomer', {
          ...order,
          ...(message === null ? {} : { transfer_success_msg: message }),
        })
  return answerOf(customer.map(({ external_userid, errcode }) => [external_userid, errcode]))
}

/** An item answered twice with two codes is not answered at all: it is settled by looking. */
export function answerOf(pairs: readonly (readonly [string, number])[]): Answer {
  const answer = new Map<string, number>()
  const contradicted = new Set<string>()
  for (const [subject, code] of pairs) {
    const before = answer.get(subject)
    if (before !== undefined && before !== code) contradicted.add(subject)
    answer.set(subject, code)
  }
  for (const subject of contradicted) answer.delete(subject)
  return answer
}

export interface TransferRecord {
  readonly status: number
  readonly takeoverAt: Date | null
}

/** WeCom's own record of transfers from one member to another (docs 94088, 94082). */
export async function transferRecords(
  wecom: Wecom,
  giver: Giver,
  taker: string,
): Promise<ReadonlyMap<string, TransferRecord>> {
  const records = new Map<string, TransferRecord>()
  for await (const page of wecom.pages(resultsOf[giver.way], {
    handover_userid: giver.userid,
    takeover_userid: taker,
  })) {
    for (const { external_userid, status, takeover_time } of page.customer) {
      const takeoverAt = takeover_time > 0 ? new Date(takeover_time * 1_000) : null
      records.set(external_userid, { status, takeoverAt })
    }
  }
  return records
}

const resultsOf = {
  'in-service': 'transferResult',
  resigned: 'transferResignedResult',
} as const satisfies Record<Way, string>

/** Everybody who serves this customer now; null when nobody in the visible range does. */
export async function followersOf(wecom: Wecom, subject: string): Promise<readonly string[] | null> {
  try {
    const { follow_user } = await wecom.call('getCustomer', { external_userid: subject })
    return follow_user.map(({ userid }) => userid)
  } catch (error) {
    if (isNoRelation(error)) return null
    throw error
  }
}
