import { inParallel } from '../../platform/parallel.ts'
import type { Wecom } from './carrier.ts'
import { notAllowed, nullOn } from './codes.ts'
import { isAmong, pointedFound, type PointingCarrier } from './pointing.ts'

const readersAtOnce = 4
const perPage = 100

/**
 * 微信客服: who answers an account (接待人员). Only accounts that the admin lets this app manage are in reach, and only
 * members who are named; a department answers as long as somebody is in it. Chats that are open stay where they are.
 */
export const serviceSeats: PointingCarrier = {
  kind: 'seat',
  undo: 'undo',

  async find(wecom, userid) {
    const listed = await listAccounts(wecom)
    const accounts = await inParallel(listed ?? [], readersAtOnce, async ({ open_kfid, name }) => {
      const users = await nullOn(notAllowed, () => read(wecom, open_kfid))
      return users && isAmong(users, userid) ? [pointedFound(open_kfid, name, { users })] : []
    })
    const found = accounts.flat()
    const count = listed === null ? null : found.length
    return { found, sources: [{ name: 'kf/servicer/list', kind: 'seat', count }] }
  },

  observe: read,

  async repoint(wecom, { subject, giver, taker, keepsGiver }) {
    const before = await read(wecom, subject)
    // Gone, or the leaver's seat was given away by hand: looking tells.
    if (before === null || !isAmong(before, giver)) return 0
    if (!isAmong(before, taker)) {
      const added = await wecom.call('addServicers', { open_kfid: subject, userid_list: [taker] })
      const refused = added.result_list.find(({ errcode }) => errcode !== 0)
      if (refused) return refused.errcode
      // Nobody is taken away before the successor is really there; the next pass looks again.
      if (!isAmong((await read(wecom, subject)) ?? [], taker)) return 0
    }
    if (keepsGiver) return 0
    const removed = await wecom.call('removeServicers', { open_kfid: subject, userid_list: [giver] })
    return removed.result_list.find(({ errcode }) => errcode !== 0)?.errcode ?? 0
  },
}

function listAccounts(wecom: Wecom) {
  return nullOn(notAllowed, async () => {
    const accounts = new Map<string, { readonly open_kfid: string; readonly name: string }>()
    for (let offset = 0; ; offset += perPage) {
      const { account_list } = await wecom.call('listServiceAccounts', { offset, limit: perPage })
      const before = accounts.size
      for (const one of account_list) if (one.manage_privilege !== false) accounts.set(one.open_kfid, one)
      // A page that repeats itself is the last one as well.
      if (account_list.length < perPage || accounts.size === before) return [...accounts.values()]
    }
  })
}

// No such account any more.
const noAccount: ReadonlySet<number> = new Set([95000])

function read(wecom: Wecom, open_kfid: string): Promise<readonly string[] | null> {
  return nullOn(noAccount, async () => {
    const { servicer_list } = await wecom.call('listServicers', { open_kfid })
    return servicer_list.flatMap(({ userid }) => userid ?? [])
  })
}
