import { inParallel } from '../../platform/parallel.ts'
import type { Wecom } from './carrier.ts'
import { deletedSince, notAllowed, nullOn } from './codes.ts'
import { isAmong, pointedFound, replaced, type PointingCarrier } from './pointing.ts'

// Codes made before this day are on no list (doc 92228); without a start the list goes back 90 days only.
const since = Date.UTC(2021, 6, 10) / 1_000
const readersAtOnce = 4

/** 联系我: whoever scans a code becomes a customer of one of its members. */
export const contactCodes: PointingCarrier = {
  kind: 'code',
  undo: 'undo',

  async find(wecom, userid) {
    const listed = await listCodes(wecom)
    const ways = await inParallel(listed ?? [], readersAtOnce, (id) => read(wecom, id))
    const found = ways.flatMap((way) => (way === null || !isAmong(way.user, userid) ? [] : [foundIn(way)]))
    const count = listed === null ? null : found.length
    return { found, sources: [{ name: 'externalcontact/list_contact_way', kind: 'code', count }] }
  },

  async observe(wecom, subject) {
    return (await read(wecom, subject))?.user ?? null
  },

  async repoint(wecom, { subject, ...change }) {
    const way = await read(wecom, subject)
    const user = way && replaced(way.user, change)
    if (!way || !user) return 0
    const { remark, skip_verify, style, state, conclusions, party } = way
    // An update may empty what it does not name, so everything that was read goes with it.
    const kept = { remark, skip_verify, style, state, conclusions }
    await wecom.call('updateContactWay', { config_id: subject, user: [...user], party, ...kept })
    return 0
  },
}

function listCodes(wecom: Wecom): Promise<readonly string[] | null> {
  return nullOn(notAllowed, async () => {
    const ids: string[] = []
    for await (const page of wecom.pages('listContactWays', { start_time: since, limit: 1_000 }))
      ids.push(...page.contact_way.map(({ config_id }) => config_id))
    return [...new Set(ids)].sort()
  })
}

type Way = NonNullable<Awaited<ReturnType<typeof read>>>

function read(wecom: Wecom, config_id: string) {
  return nullOn(deletedSince, async () => (await wecom.call('getContactWay', { config_id })).contact_way)
}

function foundIn({ config_id, remark, user, party }: Way) {
  return pointedFound(config_id, remark ?? '', { users: user, departments: party.length })
}
