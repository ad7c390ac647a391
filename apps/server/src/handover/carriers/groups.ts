import { chunks } from '../../platform/collections.ts'
import { inParallel } from '../../platform/parallel.ts'
import { answerOf } from './customers.ts'
import { errcodeOf, nullOn } from './codes.ts'
import type { Giver } from './giver.ts'
import type { Answer, Found, Inventory, Undo, Wecom } from './carrier.ts'

export const groupsUndo: Undo = 'compensate'

export interface MemberOnly {
  readonly subject: string
  readonly name: string
  readonly outsiders: readonly string[]
  /** Colleagues in it, in lower case. */
  readonly insiders: ReadonlySet<string>
}

export interface GroupInventory extends Inventory {
  /** Groups in which the leaver is only a member: no server API adds a colleague, so they become manual tasks. */
  readonly memberOnly: readonly MemberOnly[]
}

// Reads run side by side, gently: WeCom answers 45033 to too many at once.
const readersAtOnce = 6

/** The list by owner, and independently the member lists of all groups in sight. */
export async function collectGroups(wecom: Wecom, giver: Giver): Promise<GroupInventory> {
  const leaver = giver.userid
  const owned = await groupsHeldBy(wecom, giver)
  const everywhere = await allGroups(wecom)
  const details = await readGroups(wecom, [...new Set([...owned, ...everywhere])])
  const found: Found[] = []
  const memberOnly: MemberOnly[] = []
  let ownedByDetail = 0
  for (const { chat_id, name, owner, create_time, member_list } of details) {
    const outsiders = member_list.filter(({ type }) => type === 2).map(({ userid }) => userid)
    const insiders = insidersOf({ member_list }).map((userid) => userid.toLowerCase())
    if (owner === leaver) ownedByDetail += 1
    if (owner === leaver || owned.has(chat_id)) {
      found.push({
        subject: chat_id,
        name,
        addedAt: new Date(create_time * 1_000),
        evidence: { byOwner: owned.has(chat_id), byDetail: owner === leaver, members: member_list.length },
        notes: null,
        addWay: null,
        outsiders,
      })
    } else if (member_list.some(({ userid, type }) => type === 1 && userid === leaver))
      memberOnly.push({ subject: chat_id, name, outsiders, insiders: new Set(insiders) })
  }
  return {
    found: found.sort((a, b) => (a.subject < b.subject ? -1 : 1)),
    memberOnly,
    sources: [
      { name: 'groupchat/list by owner', kind: 'group', count: owned.size },
      { name: 'groupchat/get of all groups', kind: 'group', count: ownedByDetail },
    ],
  }
}

async function allGroups(wecom: Wecom): Promise<ReadonlySet<string>> {
  try {
    return await listGroups(wecom, {})
  } catch (error) {
    // More than 1000 people in sight: the list wants owners named (81017).
    if (errcodeOf(error) !== 81017) throw error
    const { follow_user } = await wecom.call('listFollowUsers', {})
    return groupsOwnedBy(wecom, follow_user)
  }
}

/** The groups these members own now. */
export async function groupsOwnedBy(wecom: Wecom, owners: readonly string[]): Promise<ReadonlySet<string>> {
  const groups = new Set<string>()
  for (const part of chunks(owners, 100)) {
    for (const group of await listGroups(wecom, { owner_filter: { userid_list: part } })) groups.add(group)
  }
  return groups
}

/** What a giver still owns. Of a deleted owner some servers take the filter and others do not, so both ways are gone. */
export async function groupsHeldBy(wecom: Wecom, { userid, way }: Giver): Promise<ReadonlySet<string>> {
  if (way === 'in-service') return groupsOwnedBy(wecom, [userid])
  const byFilter = await groupsOwnedBy(wecom, [userid]).catch((error: unknown) => {
    if (refusesOwner.has(errcodeOf(error))) return new Set<string>()
    throw error
  })
  // 1: the owner has left (doc 92120).
  const orphaned = await listGroups(wecom, { status_filter: 1 }).catch((error: unknown) => {
    if (errcodeOf(error) === 81017) return new Set<string>()
    throw error
  })
  const details = await readGroups(wecom, [...new Set([...byFilter, ...orphaned])])
  return new Set(
    details.flatMap(({ chat_id, owner }) => (owner.toLowerCase() === userid.toLowerCase() ? [chat_id] : [])),
  )
}

// The owner in the filter is unknown to the contacts.
const refusesOwner: ReadonlySet<unknown> = new Set([40003, 60111])

async function listGroups(
  wecom: Wecom,
  filter: { owner_filter?: { userid_list: string[] }; status_filter?: number },
): Promise<ReadonlySet<string>> {
  const groups = new Set<string>()
  for await (const page of wecom.pages('listGroupChats', { ...filter, limit: 1_000 })) {
    for (const { chat_id } of page.group_chat_list) groups.add(chat_id)
  }
  return groups
}

/** Those that are still customer groups. */
export async function readGroups(wecom: Wecom, chatIds: readonly string[]) {
  const chats = await inParallel(chatIds, readersAtOnce, (chat_id) => readGroup(wecom, chat_id))
  return chats.filter((chat) => chat !== null)
}

// 40050 unknown chat, 49008 dismissed, 90501 and 90509 not a customer group (doc 90313).
const gone: ReadonlySet<number> = new Set([40050, 49008, 90501, 90509])

/** Null when it is no customer group any more. */
function readGroup(wecom: Wecom, chat_id: string) {
  return nullOn(gone, async () => (await wecom.call('getGroupChat', { chat_id, need_name: 1 })).group_chat)
}

/** The colleagues in a group, their ids in lower case; null when it is no customer group any more. */
export async function membersOfGroup(wecom: Wecom, chatId: string): Promise<ReadonlySet<string> | null> {
  const group = await readGroup(wecom, chatId)
  return group && new Set(insidersOf(group).map((userid) => userid.toLowerCase()))
}

/** Who owns this group now; null when it is no customer group any more. */
export async function ownerOf(wecom: Wecom, chatId: string): Promise<string | null> {
  return (await readGroup(wecom, chatId))?.owner ?? null
}

/** The colleagues among the members. */
export function insidersOf({
  member_list,
}: {
  readonly member_list: readonly { readonly userid: string; readonly type: number }[]
}): readonly string[] {
  return member_list.filter(({ type }) => type === 1).map(({ userid }) => userid)
}

export interface GroupOrder {
  readonly giver: Giver
  readonly taker: string
  readonly chatIds: readonly string[]
}

/** Gives up to 100 groups to a new owner, at once; only failures are listed (doc 95703). */
export async function sendGroups(wecom: Wecom, { giver, taker, chatIds }: GroupOrder): Promise<Answer> {
  // The request names no leaver, so the guard against two assigning calls for one leaver (45035) is told him.
  const { failed_chat_list } = await wecom.call(
    giver.way === 'resigned' ? 'transferResignedGroups' : 'transferGroups',
    { chat_id_list: [...chatIds], new_owner: taker },
    { exclusively: `assign:${giver.userid}` },
  )
  const failed = answerOf(failed_chat_list.map(({ chat_id, errcode }) => [chat_id, errcode]))
  const named = new Set<string>(failed_chat_list.map(({ chat_id }) => chat_id))
  // A contradicted group is in `named` but not in `failed`: it stays unanswered.
  return answerOf(
    chatIds.flatMap((id) => (named.has(id) && !failed.has(id) ? [] : [[id, failed.get(id) ?? 0] as const])),
  )
}
