import { type Provoke, ask, firstCustomer, firstGroup } from './provocations.ts'
import type { Desk, Raw } from './desk.ts'
import type { ItemRefusals } from '@jieli/wecom'

type Items = {
  readonly [
    K in 'transferCustomer' | 'transferResignedCustomer' | 'transferGroups' | 'transferResignedGroups'
  ]: {
    readonly [C in ItemRefusals<K>]: Provoke
  }
}
type Mode = 'in-service' | 'resigned'

const onPerson =
  (userid: string, act: string, body: Raw = {}) =>
  (desk: Desk) =>
    desk.control('POST', `/people/${userid}/${act}`, body)

/** The leaver's customers with something done before the call; in the resigned mode he is deleted after it. */
function customer(
  mode: Mode,
  before: (desk: Desk, id: string) => unknown,
  more: (desk: Desk) => Raw = () => ({}),
): Provoke {
  return async (desk) => {
    const id = firstCustomer(desk)
    await before(desk, id)
    if (mode === 'resigned') await desk.control('POST', '/people/leaver/delete')
    return ask({
      handover_userid: 'leaver',
      takeover_userid: 'successor1',
      external_userid: [id],
      ...more(desk),
    })
  }
}

function group(
  mode: Mode,
  before: (desk: Desk, id: string) => unknown,
  more: (desk: Desk) => Raw = () => ({}),
): Provoke {
  return async (desk) => {
    const id = firstGroup(desk)
    if (mode === 'resigned') await desk.control('POST', '/people/leaver/delete')
    await before(desk, id)
    return ask({ chat_id_list: [id], new_owner: 'successor1', ...more(desk) })
  }
}

const start = (desk: Desk, id: string, mode: Mode) =>
  desk.call(mode === 'in-service' ? 'transferCustomer' : 'transferResignedCustomer', {
    handover_userid: 'leaver',
    takeover_userid: 'successor2',
    external_userid: [id],
  })

function running(mode: Mode, code: number): Provoke {
  return async (desk) => {
    await desk.switch({ doubleSendCode: code })
    const id = firstCustomer(desk)
    if (mode === 'resigned') await desk.control('POST', '/people/leaver/delete')
    await start(desk, id, mode)
    return ask({ handover_userid: 'leaver', takeover_userid: 'successor1', external_userid: [id] })
  }
}

const customerCodes = (mode: Mode) => ({
  40096: customer(
    mode,
    () => {},
    () => ({ external_userid: ['wmNobody'] }),
  ),
  40098: customer(mode, onPerson('successor1', 'realname', { verified: false })),
  40099: customer(mode, onPerson('successor1', 'cap', { cap: 3 })),
  40100: running(mode, 40100),
  40129: running(mode, 40129),
  40131: customer(
    mode,
    () => {},
    (desk) => ({ external_userid: [desk.customersOf('successor1')[0]] }),
  ),
  40143: customer(mode, onPerson('successor1', 'ban')),
  40205: customer(mode, onPerson('successor1', 'last-login', { daysAgo: 400 })),
  41054: customer(mode, onPerson('successor1', 'disable')),
  84061: customer(mode, (desk, id) =>
    desk.control('POST', '/people/leaver/remove-customer', { external_userid: id }),
  ),
})

const groupState = (state: Raw) => (desk: Desk, id: string) =>
  desk.control('POST', `/groups/${id}/state`, state)
const fill = (desk: Desk, id: string) => {
  const members = desk.company.groups.get(id)?.members ?? []
  while (members.filter((one) => one.type === 2).length < 99) {
    members.push({
      userid: `wmFiller${members.length}`,
      type: 2,
      joinedAt: 0,
      scene: 1,
      invitor: '',
      name: '',
    })
  }
}
const overDay = (desk: Desk) => {
  for (let no = 0; no < 300; no += 1) {
    const at = desk.company.clock.business()
    desk.company.transfers.add({
      no: 1_000_000 + no,
      kind: 'group',
      mode: 'in-service',
      subject: `wrOther${no}`,
      from: 'leaver',
      to: 'successor2',
      startedAt: at,
      dueAt: at,
      endedAt: at,
      outcome: 'done',
      via: 'console',
      message: '',
    })
  }
}

const groupCodes = (mode: Mode) => ({
  40098: group(mode, onPerson('successor1', 'realname', { verified: false })),
  40143: group(mode, onPerson('successor1', 'ban')),
  40205: group(mode, onPerson('successor1', 'last-login', { daysAgo: 400 })),
  41054: group(mode, onPerson('successor1', 'disable')),
  45009: group(mode, overDay),
  90501: group(mode, groupState({ kind: 'external-without-customers' })),
  90503: group(mode, fill),
  90509: group(
    mode,
    () => {},
    () => ({ chat_id_list: ['wrNobody'] }),
  ),
  90510: group(mode, (desk) => desk.corp({ usedWithinAYear: false })),
})

/** Moved to a colleague and back: nothing left for 90 days. */
const spendGroup = async (desk: Desk, id: string) => {
  await desk.call('transferGroups', { chat_id_list: [id], new_owner: 'successor2' })
  await desk.call('transferGroups', { chat_id_list: [id], new_owner: 'leaver' })
}

/** Codes that single customers and groups answer, each from a state of the company. */
export const items: Items = {
  transferCustomer: {
    ...customerCodes('in-service'),
    40128: (desk) =>
      ask({
        handover_userid: 'leaver',
        takeover_userid: 'successor1',
        external_userid: [desk.customersOf('leaver')[5]],
      }),
    40130: customer(
      'in-service',
      () => {},
      () => ({ takeover_userid: 'leaver' }),
    ),
  },
  transferResignedCustomer: {
    ...customerCodes('resigned'),
    40097: (desk) =>
      ask({
        handover_userid: 'leaver',
        takeover_userid: 'successor1',
        external_userid: [firstCustomer(desk)],
      }),
    40128: async (desk) => {
      await desk.switch({ resignedReassignLimit: 'twice-then-90-days' })
      const id = firstCustomer(desk)
      await desk.control('POST', '/people/leaver/delete')
      for (let time = 0; time < 2; time += 1) {
        await start(desk, id, 'resigned')
        await desk.control('POST', `/customers/${id}/refuse`)
      }
      return ask({ handover_userid: 'leaver', takeover_userid: 'successor1', external_userid: [id] })
    },
    40130: customer(
      'resigned',
      () => {},
      () => ({ takeover_userid: 'leaver' }),
    ),
  },
  transferGroups: {
    ...groupCodes('in-service'),
    40128: group('in-service', spendGroup),
    60111: group('in-service', async (desk) => {
      await desk.control('POST', '/people/leaver/fields', { departments: [3] })
      await desk.corp({ visibleDepartments: [2] })
    }),
    90502: group('in-service', onPerson('leaver', 'delete')),
    90504: group(
      'in-service',
      () => {},
      () => ({ new_owner: 'leaver' }),
    ),
  },
  transferResignedGroups: {
    ...groupCodes('resigned'),
    40128: async (desk) => {
      await desk.switch({ groupQuotaCode: 40128 })
      const id = firstGroup(desk)
      await desk.control('POST', '/people/leaver/delete')
      overDay(desk)
      return ask({ chat_id_list: [id], new_owner: 'successor1' })
    },
    60111: async (desk) => {
      const id = firstGroup(desk)
      // Never in the app's range, so nothing of his can be passed on.
      await desk.control('POST', '/people/leaver/permission', { customerContact: false })
      await desk.control('POST', '/people/leaver/delete')
      return ask({ chat_id_list: [id], new_owner: 'successor1' })
    },
    90500: (desk) => ask({ chat_id_list: [firstGroup(desk)], new_owner: 'successor1' }),
    90504: (desk) => ask({ chat_id_list: [firstGroup(desk)], new_owner: 'leaver' }),
    90507: async (desk) => {
      const id = firstGroup(desk)
      await desk.control('POST', '/people/leaver/delete')
      await desk.call('transferResignedGroups', { chat_id_list: [id], new_owner: 'successor2' })
      return ask({ chat_id_list: [id], new_owner: 'successor1' })
    },
    90508: async (desk) => {
      const id = firstGroup(desk)
      await desk.control('POST', '/people/leaver/delete')
      await desk.call('transferResignedGroups', { chat_id_list: [id], new_owner: 'successor2' })
      await desk.advance(120)
      return ask({ chat_id_list: [id], new_owner: 'successor1' })
    },
  },
}
