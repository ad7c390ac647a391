import type { Desk } from './desk.ts'
import type { Observations } from './observation.ts'

const aCode = async (desk: Desk, users: readonly string[]) =>
  (await desk.control<{ id: string }>('POST', '/contact-ways', { remark: '展会', users })).id

/** What can be seen of each switch about what leads customers to a member, in the order default, alternatives. */
export const pointingSwitches = {
  contactWayListReach: {
    see: async (desk) =>
      (await desk.call('listContactWays', { start_time: 1_625_846_400 })).contact_way?.map(
        ({ config_id }) => config_id,
      ),
    seen: [[], ['otherappcode1']],
  },
  contactWayUpdateKeeps: {
    async see(desk) {
      const config_id = await aCode(desk, ['leaver'])
      await desk.call('updateContactWay', { config_id, user: ['successor1'] })
      return (await desk.call('getContactWay', { config_id })).contact_way?.remark
    },
    seen: ['展会', ''],
  },
  deletedMemberStaysInCodes: {
    async see(desk) {
      const config_id = await aCode(desk, ['leaver', 'colleague'])
      await desk.control('POST', '/people/leaver/delete')
      return (await desk.call('getContactWay', { config_id })).contact_way?.user
    },
    seen: [['leaver', 'colleague'], ['colleague']],
  },
} satisfies Partial<Observations>
