import {
  type TopProvocations,
  ask,
  common,
  firstCustomer,
  firstGroup,
  injected,
  just,
} from './provocations.ts'
import type { Desk, Raw } from './desk.ts'

type Customers = Pick<
  TopProvocations,
  | 'listFollowUsers'
  | 'checkFollowUsers'
  | 'listCustomers'
  | 'getCustomer'
  | 'batchGetCustomers'
  | 'listServedContacts'
  | 'remarkCustomer'
  | 'listCorpTags'
  | 'addCorpTags'
  | 'editCorpTag'
  | 'deleteCorpTags'
  | 'markCustomerTags'
  | 'listGroupChats'
  | 'getGroupChat'
  | 'transferCustomer'
  | 'transferResult'
  | 'transferGroups'
  | 'listUnassigned'
  | 'transferResignedCustomer'
  | 'transferResignedResult'
  | 'transferResignedGroups'
>

const userid = (input: Raw, who: string) => ({ ...input, userid: who })
const pairOf = (desk: Desk) => ({
  handover_userid: 'leaver',
  takeover_userid: 'successor1',
  external_userid: [firstCustomer(desk)],
})
const takeover = (input: Raw, who: string) => ({ ...input, takeover_userid: who })
const chatsOf = (desk: Desk) => ({ chat_id_list: [firstGroup(desk)], new_owner: 'successor1' })
const newOwner = (input: Raw, who: string) => ({ ...input, new_owner: who })
const relation = (desk: Desk) => ({
  userid: 'leaver',
  external_userid: firstCustomer(desk),
  remark: '新备注',
})
const tagId = (desk: Desk) => [...desk.company.tagGroups.values()][0]?.tags[0]?.id ?? ''
const marked = (desk: Desk) => ({
  userid: 'leaver',
  external_userid: firstCustomer(desk),
  add_tag: [tagId(desk)],
})
const badCursor = { 40035: just({ cursor: 'made up' }) }

/** After the leaver is gone the same customers and groups wait for inheritance. */
async function gone(desk: Desk): Promise<{ customer: string; group: string }> {
  const [customer, group] = [firstCustomer(desk), firstGroup(desk)]
  await desk.control('POST', '/people/leaver/delete')
  return { customer, group }
}

const resignedPair = async (desk: Desk) => {
  const { customer } = await gone(desk)
  return { handover_userid: 'leaver', takeover_userid: 'successor1', external_userid: [customer] }
}
const resignedChats = async (desk: Desk) => ({
  chat_id_list: [(await gone(desk)).group],
  new_owner: 'successor1',
})

/** A group of chat id in a state no page of a customer group has. */
const chatIn = (state: Raw) => async (desk: Desk) => {
  await desk.control('POST', `/groups/${firstGroup(desk)}/state`, state)
  return ask({ chat_id: firstGroup(desk) })
}

/** Codes about the two members, which the corp of this test answers for the whole call. */
function aboutPair(input: (desk: Desk) => Raw | Promise<Raw>, same: (input: Raw) => Raw) {
  const whenSuccessor = (act: string, body: Raw) => async (desk: Desk) => {
    await desk.corp({ pairRefusals: 'top' })
    await desk.control('POST', `/people/successor1/${act}`, body)
    return ask(await input(desk))
  }
  const twice = async (desk: Desk) => {
    const asked = await input(desk)
    return { input: asked, beside: asked }
  }
  return {
    40098: whenSuccessor('realname', { verified: false }),
    40130: async (desk: Desk) => {
      await desk.corp({ pairRefusals: 'top' })
      return ask(same(await input(desk)))
    },
    40205: whenSuccessor('last-login', { daysAgo: 400 }),
    41054: whenSuccessor('disable', {}),
    45035: twice,
    6000: async (desk: Desk) => {
      const asked = await input(desk)
      await desk.corp({ contactsBusy: true })
      return ask(asked)
    },
  }
}
const toHimself = (input: Raw) => ({ ...input, takeover_userid: 'leaver' })
const unserved = (desk: Desk) =>
  ask({ ...relation(desk), external_userid: desk.customersOf('successor1')[0] })
const relationCodes = (input: (desk: Desk) => Raw) => ({
  40096: (desk: Desk) => ask({ ...input(desk), external_userid: 'wmNobody' }),
  41035: (desk: Desk) => ask({ ...input(desk), external_userid: undefined }),
  45035: (desk: Desk) => ({ input: input(desk), beside: input(desk) }),
  84061: (desk: Desk) => ask({ ...input(desk), external_userid: unserved(desk).input['external_userid'] }),
  6000: async (desk: Desk) => (await desk.corp({ contactsBusy: true }), ask(input(desk))),
})
const forbidden = async (desk: Desk) => {
  await desk.corp({ tagsForbidden: true })
}

/** Provocations of customers, tags, groups and transfers for the whole call. */
export const customers: Customers = {
  listFollowUsers: common(() => ({})),
  checkFollowUsers: {
    ...common(
      () => ({ userid: ['leaver'] }),
      (_, who) => ({ userid: [who] }),
    ),
    40035: just({}),
  },
  listCustomers: {
    ...common(() => ({ userid: 'leaver' }), userid),
    41009: just({}),
    84061: async (desk) => {
      for (const customer of desk.customersOf('successor1')) {
        await desk.control('POST', '/people/successor1/remove-customer', { external_userid: customer })
      }
      return ask({ userid: 'successor1' })
    },
  },
  getCustomer: {
    ...common((desk) => ({ external_userid: firstCustomer(desk) })),
    40096: just({ external_userid: 'wmNobody' }),
    41035: just({}),
    84061: async (desk) => ask({ external_userid: (await gone(desk)).customer }),
  },
  batchGetCustomers: {
    ...common(
      () => ({ userid_list: ['leaver'] }),
      (_, who) => ({ userid_list: [who] }),
    ),
    40035: just({ userid_list: ['leaver'], cursor: 'made up' }),
    84061: just({ userid_list: ['colleague'] }),
    701008: async (desk) => (await desk.corp({ unlicensed: true }), ask({ userid_list: ['leaver'] })),
  },
  listServedContacts: { ...common(() => ({})), ...badCursor },
  remarkCustomer: { ...common(relation, userid), ...relationCodes(relation) },
  listCorpTags: {
    ...common(() => ({})),
    40035: just({ tag_id: Array.from({ length: 1_001 }, (_, at) => `et${at}`) }),
    40068: just({ tag_id: ['etNobody'] }),
  },
  addCorpTags: {
    ...common(() => ({ group_name: '新组', tag: [{ name: '新标签' }] })),
    40068: just({ group_id: 'etNobody', tag: [{ name: '新标签' }] }),
    40071: just({ group_name: '地区', tag: [{ name: '浙江' }] }),
    40126: just({
      group_name: '新组',
      tag: Array.from({ length: 3_000 }, (_, at) => ({ name: `标签${at}` })),
    }),
    81011: async (desk) => (await forbidden(desk), ask({ group_name: '新组', tag: [{ name: '新标签' }] })),
  },
  editCorpTag: {
    ...common((desk) => ({ id: tagId(desk), name: '改名' })),
    40068: just({ id: 'etNobody', name: '改名' }),
    40071: (desk) => ask({ id: tagId(desk), name: '上海' }),
    81011: async (desk) => (await forbidden(desk), ask({ id: tagId(desk), name: '改名' })),
  },
  deleteCorpTags: {
    ...common((desk) => ({ tag_id: [tagId(desk)] })),
    40068: just({ tag_id: ['etNobody'] }),
    81011: async (desk) => (await forbidden(desk), ask({ tag_id: [tagId(desk)] })),
  },
  markCustomerTags: {
    ...common(marked, userid),
    ...relationCodes(marked),
    40068: (desk) => ask({ ...marked(desk), add_tag: ['etNobody'] }),
    40144: async (desk) => (await desk.corp({ tagsPerRelation: 0 }), ask(marked(desk))),
    41111: (desk) => ask({ ...marked(desk), add_tag: [] }),
  },
  listGroupChats: {
    ...common(
      () => ({ limit: 10, owner_filter: { userid_list: ['leaver'] } }),
      (input, who) => ({ ...input, owner_filter: { userid_list: [who] } }),
    ),
    40035: just({ limit: 10, cursor: 'made up' }),
    81017: async (desk) => (await desk.corp({ pretendRangeSize: 1_001 }), ask({ limit: 10 })),
  },
  getGroupChat: {
    ...common((desk) => ({ chat_id: firstGroup(desk) })),
    40050: just({ chat_id: 'not an id!' }),
    49008: chatIn({ dismissed: true }),
    90501: chatIn({ kind: 'internal' }),
    90509: just({ chat_id: 'wrNobody' }),
  },
  transferCustomer: { ...common(pairOf, takeover), ...aboutPair(pairOf, toHimself) },
  transferResult: {
    ...common(pairOf, takeover),
    40035: (desk) => ask({ ...pairOf(desk), cursor: 'made up' }),
    40130: (desk) => ask({ ...pairOf(desk), takeover_userid: 'leaver' }),
  },
  // A group's owner is not named in the call: 40130 has no state in which it is the answer.
  transferGroups: { ...common(chatsOf, newOwner), ...aboutPair(chatsOf, (input) => input), 40130: injected },
  listUnassigned: { ...common(() => ({})), ...badCursor },
  transferResignedCustomer: {
    ...common(pairOf, takeoverGone),
    ...aboutPair(resignedPair, toHimself),
    40097: async (desk) => (await desk.corp({ pairRefusals: 'top' }), ask(pairOf(desk))),
  },
  transferResignedResult: {
    ...common(pairOf, (input, who) => ({ ...input, takeover_userid: who })),
    40035: async (desk) => ask({ ...(await resignedPair(desk)), cursor: 'made up' }),
    40097: (desk) => ask(pairOf(desk)),
    40130: (desk) => ask({ ...pairOf(desk), takeover_userid: 'leaver' }),
  },
  transferResignedGroups: {
    ...common(chatsOf, newOwner),
    ...aboutPair(resignedChats, (input) => input),
    40130: injected,
    90500: async (desk) => (await desk.corp({ pairRefusals: 'top' }), ask(chatsOf(desk))),
  },
}

// The handover member must be gone before the successor is looked at.
function takeoverGone(input: Raw, who: string): Raw {
  return { ...input, handover_userid: who }
}
