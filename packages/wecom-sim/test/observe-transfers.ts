import type { Desk, Raw } from './desk.ts'
import { firstCustomer, firstGroup } from './provocations.ts'
import type { Observations } from './observation.ts'

const day = 86_400
const send = async (desk: Desk, ids: readonly (string | undefined)[], to = 'successor1') => {
  const answer = await desk.call('transferCustomer', {
    handover_userid: 'leaver',
    takeover_userid: to,
    external_userid: ids,
  })
  return answer.errcode === 0 ? (answer.customer?.[0]?.errcode ?? -9) : answer.errcode
}
const results = async (desk: Desk) =>
  (await desk.call('transferResult', { handover_userid: 'leaver', takeover_userid: 'successor1' }))
    .customer ?? []
const moveGroup = async (desk: Desk, to = 'successor1') => {
  const answer = await desk.call('transferGroups', { chat_id_list: [firstGroup(desk)], new_owner: to })
  return answer.failed_chat_list?.[0]?.errcode ?? answer.errcode
}
const delist = (desk: Desk) => desk.control('POST', '/people/leaver/delete')
/** As many group transfers of today as the old or the new owner may make. */
const manyMoved = (desk: Desk, from: string, to: string, count = 300) => {
  const at = desk.company.clock.business()
  const row = {
    kind: 'group',
    mode: 'in-service',
    startedAt: at,
    dueAt: at,
    endedAt: at,
    outcome: 'done',
    via: 'console',
    message: '',
  } as const
  for (let no = 0; no < count; no += 1)
    desk.company.transfers.add({ ...row, no: 5_000_000 + no, subject: `wrOther${no}`, from, to })
}
const events = (desk: Desk) => [...desk.company.outgoing.values()].map((one) => one.what)
const listen = (desk: Desk) => {
  // Held back before they leave, so that what was raised can be read.
  desk.company.corp.callbackUrls = { app: 'http://127.0.0.1:9/app', contacts: 'http://127.0.0.1:9/contacts' }
  desk.sim.sim.deliverer.pump = () => {}
}
const groupNow = async (desk: Desk, id: string) =>
  (await desk.call('getGroupChat', { chat_id: id })).group_chat

/** What can be seen of each switch about transfers, in the order default, alternatives. */
export const transferSwitches = {
  disabledMayHandOver: {
    async see(desk) {
      await desk.control('POST', '/people/leaver/disable')
      return send(desk, [firstCustomer(desk)])
    },
    seen: [40003, 0],
  },
  disabledHandOverCode: {
    async see(desk) {
      await desk.control('POST', '/people/leaver/disable')
      return send(desk, [firstCustomer(desk)])
    },
    seen: [40003, 40205, 60111],
  },
  doubleSendCode: {
    async see(desk) {
      await send(desk, [firstCustomer(desk)])
      return send(desk, [firstCustomer(desk)])
    },
    seen: [40129, 40100],
  },
  refusedAttemptCountsInBudget: {
    async see(desk) {
      const id = firstCustomer(desk)
      for (let time = 0; time < 2; time += 1) {
        await send(desk, [id])
        await desk.control('POST', `/customers/${id}/refuse`)
      }
      return send(desk, [id])
    },
    seen: [40128, 0],
  },
  resignedReassignLimit: {
    async see(desk) {
      const id = firstCustomer(desk)
      await delist(desk)
      let last: number | undefined
      for (let time = 0; time < 3; time += 1) {
        const input = { handover_userid: 'leaver', takeover_userid: 'successor1', external_userid: [id] }
        last = (await desk.call('transferResignedCustomer', input)).customer?.[0]?.errcode
        if (last === 0) await desk.control('POST', `/customers/${id}/refuse`)
      }
      return last
    },
    seen: [0, 40128],
  },
  noTransferRecord: {
    async see(desk) {
      await send(desk, [firstCustomer(desk)])
      return (await results(desk)).map((one) => one.status).slice(0, 3)
    },
    seen: [[2], [2, 5, 5]],
  },
  lostCustomerTransferStatus: {
    async see(desk) {
      const id = firstCustomer(desk)
      await desk.control('POST', `/customers/${id}/delete-member`, { userid: 'leaver' })
      await send(desk, [id])
      await desk.advance(2 * day)
      return (await results(desk)).map((one) => [one.status, one.takeover_time])
    },
    seen: [[[3, 0]], [[2, 0]]],
  },
  pendingTransferSurvivesDeletion: {
    async see(desk) {
      const id = firstCustomer(desk)
      await send(desk, [id])
      await delist(desk)
      await desk.advance(2 * day)
      return desk.company.relations.get('successor1', id) !== undefined
    },
    seen: [true, false],
  },
  remarksCarriedOver: {
    async see(desk) {
      const id = firstCustomer(desk)
      const before = { ...desk.company.relations.get('leaver', id) }
      await send(desk, [id])
      await desk.advance(2 * day)
      const after = desk.company.relations.get('successor1', id)
      return [
        after?.remark === before.remark,
        after?.description === before.description,
        after?.tags.length === before.tags?.length,
      ]
    },
    seen: [
      [false, false, false],
      [true, true, true],
    ],
  },
  emptyCustomerListCode: {
    see: async (desk) => (await desk.call('listCustomers', { userid: 'colleague' })).errcode,
    seen: [84061, 0],
  },
  memberCustomerCap: {
    async see(desk) {
      const { accounts } = await desk.control<{ accounts: { cap: number }[] }>('GET', '/truth/accounts')
      return accounts[0]?.cap
    },
    seen: [5_000, 10_000, 20_000],
  },
  corpCustomerCap: {
    async see(desk) {
      // Standing for as many customers: only how many there are is counted.
      Object.defineProperty(desk.company.customers, 'size', { configurable: true, get: () => 6_000 })
      const { errcode } = await desk.call('listFollowUsers', {})
      Reflect.deleteProperty(desk.company.customers, 'size')
      return errcode
    },
    seen: [0, 610023],
  },
  newOwnerAutoJoins: {
    async see(desk) {
      const id = firstGroup(desk)
      return [await moveGroup(desk), desk.company.groups.get(id)?.owner === 'leaver']
    },
    seen: [
      [0, false],
      [86207, true],
    ],
  },
  absentOwnerCode: {
    async see(desk) {
      await desk.switch({ newOwnerAutoJoins: false })
      return moveGroup(desk)
    },
    seen: [86207, 999_002],
  },
  oldOwnerStays: {
    async see(desk) {
      const id = firstGroup(desk)
      await moveGroup(desk)
      return (await groupNow(desk, id))?.member_list?.some((one) => one.userid === 'leaver')
    },
    seen: [true, false],
  },
  groupQuotaPer: {
    async see(desk) {
      manyMoved(desk, 'leaver', 'successor2')
      return moveGroup(desk)
    },
    seen: [45009, 0],
  },
  groupQuotaCode: {
    async see(desk) {
      manyMoved(desk, 'leaver', 'successor2')
      return moveGroup(desk)
    },
    seen: [45009, 40128, 999_003],
  },
  groupBudgetCode: {
    async see(desk) {
      const id = firstGroup(desk)
      for (const owner of ['successor1', 'leaver'])
        await desk.call('transferGroups', { chat_id_list: [id], new_owner: owner })
      return (await desk.call('transferGroups', { chat_id_list: [id], new_owner: 'successor1' }))
        .failed_chat_list?.[0]?.errcode
    },
    seen: [40128, 999_004],
  },
  ownerFilterAcceptsResigned: {
    async see(desk) {
      await delist(desk)
      const ask = (more: Raw) => desk.call('listGroupChats', { limit: 100, ...more })
      const filtered = await ask({ owner_filter: { userid_list: ['leaver'] } })
      const byStatus = await ask({ status_filter: 1 })
      return [filtered.errcode, filtered.group_chat_list?.length, byStatus.group_chat_list?.length]
    },
    seen: [
      [0, 4, 0],
      [40003, undefined, 4],
      [0, 0, 4],
    ],
  },
  groupReadLagSeconds: {
    async see(desk) {
      const id = firstGroup(desk)
      await moveGroup(desk)
      const now = (await groupNow(desk, id))?.owner
      await desk.advance(10)
      const soon = (await groupNow(desk, id))?.owner
      await desk.advance(60)
      return [now, soon, (await groupNow(desk, id))?.owner]
    },
    seen: [
      ['successor1', 'successor1', 'successor1'],
      ['leaver', 'successor1', 'successor1'],
      ['leaver', 'leaver', 'successor1'],
    ],
  },
  endEventsForApiTransfers: {
    async see(desk) {
      listen(desk)
      await send(desk, [firstCustomer(desk)])
      await desk.advance(2 * day)
      return events(desk)
    },
    seen: [['addCustomer', 'deleteCustomer'], []],
  },
  refusalEventReliable: {
    async see(desk) {
      listen(desk)
      const id = firstCustomer(desk)
      await send(desk, [id])
      await desk.control('POST', `/customers/${id}/refuse`)
      return events(desk)
    },
    seen: [['transferFail'], []],
  },
} satisfies Partial<Observations>
