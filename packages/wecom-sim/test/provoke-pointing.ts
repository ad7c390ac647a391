import type { Desk } from './desk.ts'
import { ask, common, just, type TopProvocations } from './provocations.ts'

type Pointing = Pick<TopProvocations, 'listContactWays' | 'getContactWay' | 'updateContactWay'>

const made = (desk: Desk) => {
  // The codes of this world are made by control; the furniture has only another app's.
  const id = 'code1'
  desk.company.contactWays.put(id, {
    id,
    type: 2,
    remark: '展会',
    state: 's1',
    skipVerify: false,
    style: 1,
    users: ['leaver', 'colleague'],
    parties: [],
    createdAt: desk.company.clock.business() - 86_400,
    madeBy: 'app',
    temporary: false,
  })
  return { config_id: id }
}
const toSuccessor = (desk: Desk) => ({ ...made(desk), user: ['successor1'] })
const unfit = (act: string, body: object) => async (desk: Desk) => {
  await desk.control('POST', `/people/successor1/${act}`, body)
  return ask(toSuccessor(desk))
}

/** States in which the calls about 联系我 codes say no. */
export const pointing: Pointing = {
  listContactWays: { ...common(() => ({})), 40035: just({ cursor: 'made up' }) },
  getContactWay: common(made),
  updateContactWay: {
    ...common(toSuccessor, (input, who) => ({ ...input, user: [who] })),
    40098: unfit('realname', { verified: false }),
    41054: unfit('disable', {}),
  },
}
