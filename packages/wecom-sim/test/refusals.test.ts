import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CallName, catalogue, type Endpoint } from '@jieli/wecom'
import { type ItemProvocations, type Provoke, type TopProvocations, isFault } from './provocations.ts'
import { type Desk, aDesk } from './desk.ts'
import { approvals } from './provoke-approvals.ts'
import { contacts } from './provoke-contacts.ts'
import { customers } from './provoke-customers.ts'
import { items } from './provoke-transfers.ts'
import { messages } from './provoke-messages.ts'
import { modules } from './provoke-modules.ts'
import { service, serviceItems } from './provoke-service.ts'
import { pointing } from './provoke-pointing.ts'

// A row or a code without a provocation does not compile.
const top: TopProvocations = {
  ...contacts,
  ...customers,
  ...messages,
  ...approvals,
  ...modules,
  ...pointing,
  ...service,
}
const withItems = { ...items, ...serviceItems }
type WithItems = keyof typeof withItems
const perItem: Pick<ItemProvocations, WithItems> = withItems

let desk: Desk
beforeAll(async () => {
  desk = await aDesk()
})
beforeEach(() => {
  desk.reset()
  Object.assign(desk.company.pace, { assignMs: 5, relationMs: 1 })
})
afterAll(() => desk.close())

// The table's own keys.
const rows = Object.entries(catalogue) as [CallName, Endpoint][]

for (const [call, row] of rows) {
  // Keys are the codes of the row, by the type of the table.
  const provocations = top[call] as Readonly<Record<number, Provoke>>
  describe(call, () => {
    for (const code of row.refuses) {
      const provoke = provocations[code]
      const isInjected = isFault(provoke)
      test(`${code}${isInjected ? ' (asked for: no page names a cause)' : ''}`, async () => {
        expect(provoke).toBeDefined()
        if (provoke === undefined) return
        if (isFault(provoke)) await desk.control('POST', '/faults', { call, kind: 'refuse', code })
        const { input, secret, beside } = isFault(provoke) ? await fine(call) : await provoke(desk)
        if (beside !== undefined) await slowly()
        const other = beside === undefined ? undefined : desk.call(call, beside, secret)
        const answer = await desk.call(call, input, secret)
        const codes = [answer.errcode, (await other)?.errcode]
        expect(codes).toContain(code)
        expect(answer.errmsg).not.toBe('')
        if (other !== undefined) expect(codes).toContain(0)
      })
    }
    test('every row with item codes has provocations for them', () => {
      expect(row.refusesItem.length > 0).toBe(call in perItem)
    })
  })
}

for (const [call, codes] of Object.entries(perItem) as [WithItems, Record<string, Provoke>][]) {
  describe(`${call}, per item`, () => {
    for (const [code, provoke] of Object.entries(codes)) {
      test(code, async () => {
        if (isFault(provoke)) throw new Error('item codes have causes')
        const { input } = await provoke(desk)
        const answer = await desk.call(call, input)
        expect(answer.errcode, answer.errmsg).toBe(0)
        const answered: readonly { readonly errcode: number }[] | undefined =
          'customer' in answer
            ? answer.customer
            : 'result_list' in answer
              ? answer.result_list
              : 'failed_chat_list' in answer
                ? answer.failed_chat_list
                : []
        expect(answered?.map((item) => item.errcode)).toEqual([Number(code)])
      })
    }
    test('and no code of the row is left out', () => {
      expect(new Set(Object.keys(codes).map(Number))).toEqual(new Set<number>(catalogue[call].refusesItem))
    })
  })
}

/** Long enough that two calls meet on a busy machine too; and nobody fetches a token in between. */
async function slowly(): Promise<void> {
  Object.assign(desk.company.pace, { assignMs: 400, relationMs: 400 })
  await desk.token('app')
}

/** Something harmless to ask when the code itself is asked for. */
async function fine(
  call: CallName,
): Promise<{ input: Record<string, unknown>; secret?: undefined; beside?: undefined }> {
  const customer = desk.customersOf('leaver')[0]
  const group = desk.groupsOf('leaver')[0]
  const tag = [...desk.company.tagGroups.values()][0]?.tags[0]?.id
  const plain: Partial<Record<CallName, Record<string, unknown>>> = {
    getCustomer: { external_userid: customer },
    addCorpTags: { group_name: '新组', tag: [{ name: '新标签' }] },
    editCorpTag: { id: tag, name: '改名' },
    deleteCorpTags: { tag_id: [tag] },
    getGroupChat: { chat_id: group },
    getContactWay: { config_id: 'otherappcode1' },
    getAcquisitionLink: { link_id: 'caNobody' },
    transferGroups: { chat_id_list: [group], new_owner: 'successor1' },
    transferResignedGroups: { chat_id_list: [group], new_owner: 'successor1' },
    sendMessage: { touser: 'hr', agentid: 1_000_009, msgtype: 'text', text: { content: '你好' } },
    getCalendars: { cal_id_list: ['wcNobody'] },
    getDocInfo: { docid: 'dcNobody' },
    getDriveSpace: { spaceid: 'nobody' },
    updateTemplateCard: {
      userids: ['hr'],
      agentid: 1_000_009,
      response_code: 'x',
      button: { replace_name: '好' },
    },
  }
  return { input: plain[call] ?? {} }
}
