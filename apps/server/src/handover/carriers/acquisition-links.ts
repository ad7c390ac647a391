import { inParallel } from '../../platform/parallel.ts'
import type { Wecom } from './carrier.ts'
import { deletedSince, notAllowed, nullOn } from './codes.ts'
import { isAmong, pointedFound, replaced, type PointingCarrier } from './pointing.ts'

const readersAtOnce = 4

/** 获客链接: whoever opens one becomes a customer of one of its members. Only those this app made are in reach. */
export const acquisitionLinks: PointingCarrier = {
  kind: 'link',
  undo: 'undo',

  async find(wecom, userid) {
    const listed = await listLinks(wecom)
    const links = await inParallel(listed ?? [], readersAtOnce, (id) => read(wecom, id))
    const found = links.flatMap((one) => (one && isAmong(one.users, userid) ? [foundIn(one)] : []))
    const count = listed === null ? null : found.length
    return { found, sources: [{ name: 'customer_acquisition/list_link', kind: 'link', count }] }
  },

  async observe(wecom, subject) {
    return (await read(wecom, subject))?.users ?? null
  },

  async repoint(wecom, { subject, ...swap }) {
    const link = await read(wecom, subject)
    const user_list = link && replaced(link.users, swap)
    if (!link || !user_list) return 0
    const { name, skip_verify, departments, priority } = link
    // Whoever takes the place takes the preference with it.
    const preferred = priority?.priority_userid_list ?? []
    const isPreferred = isAmong(preferred, swap.giver)
    await wecom.call('updateAcquisitionLink', {
      link_id: subject,
      link_name: name,
      ...(skip_verify === undefined ? {} : { skip_verify }),
      range: { user_list: [...user_list], department_list: departments },
      ...(priority === undefined
        ? {}
        : {
            priority_option: {
              ...priority,
              priority_userid_list: [...((isPreferred && replaced(preferred, swap)) || preferred)],
            },
          }),
    })
    return 0
  },
}

function listLinks(wecom: Wecom): Promise<readonly string[] | null> {
  return nullOn(notAllowed, async () => {
    const ids: string[] = []
    for await (const page of wecom.pages('listAcquisitionLinks', { limit: 100 }))
      ids.push(...page.link_id_list)
    return [...new Set(ids)].sort()
  })
}

type Link = NonNullable<Awaited<ReturnType<typeof read>>>

function read(wecom: Wecom, link_id: string) {
  return nullOn(deletedSince, async () => {
    const { link, range, priority_option } = await wecom.call('getAcquisitionLink', { link_id })
    return {
      id: link_id,
      name: link.link_name,
      skip_verify: link.skip_verify,
      users: range.user_list,
      departments: range.department_list,
      priority: priority_option,
    }
  })
}

function foundIn({ id, name, users, departments }: Link) {
  return pointedFound(id, name, { users, departments: departments.length })
}
