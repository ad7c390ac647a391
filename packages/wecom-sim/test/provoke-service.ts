import type { Desk } from './desk.ts'
import { ask, common, just, type ItemProvocations, type TopProvocations } from './provocations.ts'

type Names =
  | 'listAcquisitionLinks'
  | 'getAcquisitionLink'
  | 'updateAcquisitionLink'
  | 'listServiceAccounts'
  | 'listServicers'
  | 'addServicers'
  | 'removeServicers'

const link = (desk: Desk) => {
  const id = 'calink1'
  const users = ['leaver', 'colleague']
  const createdAt = desk.company.clock.business()
  const rest = { skipVerify: true, departments: [], preferred: [], createdAt, madeBy: 'app' as const }
  desk.company.links.put(id, { id, name: '官网', users, ...rest })
  return { link_id: id }
}
const toSuccessor = (desk: Desk) => ({ ...link(desk), range: { user_list: ['successor1'] } })
const unfit = (act: string, body: object) => async (desk: Desk) => {
  await desk.control('POST', `/people/successor1/${act}`, body)
  return ask(toSuccessor(desk))
}
const account = (desk: Desk, managed = true) => {
  const id = 'wkone'
  desk.company.serviceAccounts.put(id, { id, name: '客服', users: ['leaver'], departments: [], managed })
  return { open_kfid: id, userid_list: ['successor1'] }
}
const seats = {
  48002: (desk: Desk) => ask(account(desk, false)),
  95000: just({ open_kfid: 'wkNobody', userid_list: ['successor1'] }),
}

/** States in which the calls about links and service accounts say no. */
export const service: Pick<TopProvocations, Names> = {
  listAcquisitionLinks: { ...common(() => ({})), 40035: just({ cursor: 'made up' }) },
  getAcquisitionLink: common(link),
  updateAcquisitionLink: {
    ...common(toSuccessor, (input, who) => ({ ...input, range: { user_list: [who] } })),
    40098: unfit('realname', { verified: false }),
    41054: unfit('disable', {}),
  },
  listServiceAccounts: {},
  listServicers: seats,
  addServicers: seats,
  removeServicers: seats,
}

export const serviceItems: Pick<ItemProvocations, 'addServicers'> = {
  addServicers: {
    41054: async (desk) => {
      await desk.control('POST', '/people/successor1/disable')
      return ask(account(desk))
    },
    60111: (desk) => ask({ ...account(desk), userid_list: ['nobody'] }),
  },
}
