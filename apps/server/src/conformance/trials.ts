import { randomBytes } from 'node:crypto'
import { WecomError } from '@jieli/wecom'
import { LeftBehind, type Seen, type Table } from './conformance.ts'
import type { Lab } from './lab.ts'
import { reasons } from './not-tried.ts'

// How many members are looked at before it is said that there was nothing to see.
const most = 20

/** Every switch: how it is seen, or why it is not tried. */
export const trials: Table<Lab> = {
  ...reasons,

  sameTokenOnRepeat: {
    how: { zh: '连续取两次令牌，看是不是同一个', en: 'Fetches the token twice and compares' },
    look: async (lab) => ({ seen: await lab.sameTokenTwice() }),
  },

  wrongSecretCode: {
    how: { zh: '用错的 Secret 取一次令牌，看返回码', en: 'Asks once with a wrong secret and notes the code' },
    look: ({ stranger }) => codeOf(() => stranger.call('getCallbackIps', {}), [40001, 40091]),
  },

  enableFieldInReplies: {
    how: { zh: '读一位成员，看有没有 enable 字段', en: 'Reads one member and looks for the field' },
    async look({ wecom }) {
      const [userid] = (await wecom.call('listFollowUsers', {})).follow_user
      if (userid === undefined) return nobodyHas('可以联系客户的成员', 'member who may contact customers')
      return { seen: (await wecom.call('getUser', { userid })).enable !== undefined }
    },
  },

  emptyCustomerListCode: {
    how: { zh: '找一位没有客户的成员，读他的客户', en: 'Reads the customers of a member who has none' },
    async look({ wecom }) {
      const { follow_user: members } = await wecom.call('listFollowUsers', {})
      for (const userid of members.slice(0, most)) {
        const answer = await orCode(() => wecom.call('listCustomers', { userid }), [84061])
        if (answer === 84061) return { seen: 84061 }
        if (answer.external_userid.length === 0) return { seen: 0 }
      }
      return nobodyHas('没有客户的成员', 'member without customers')
    },
  },

  noTransferRecord: {
    how: { zh: '查一对没有转接过的成员的转接结果', en: 'Reads the result of a pair that never transferred' },
    async look({ wecom }) {
      const { follow_user: members } = await wecom.call('listFollowUsers', {})
      for (const [at, from] of members.slice(0, most).entries()) {
        const customers = await orCode(() => wecom.call('listCustomers', { userid: from }), [84061])
        if (customers === 84061 || customers.external_userid.length === 0) continue
        const to = members[(at + 1) % members.length]
        if (to === undefined || to === from) break
        const pair = { handover_userid: from, takeover_userid: to }
        const { customer: found } = await wecom.call('transferResult', pair)
        if (found.length === 0) return { seen: 'absent' }
        if (found.some(({ status }) => status === 5)) return { seen: 'status-5' }
      }
      return nobodyHas('没有转接过的一对成员', 'pair that never transferred')
    },
  },

  ownerFilterAcceptsResigned: {
    how: { zh: '用已离职的群主去筛客户群', en: 'Filters groups by an owner who has left' },
    async look({ wecom }) {
      const { info } = await wecom.call('listUnassigned', { page_size: 1_000 })
      const left = [...new Set(info.map(({ handover_userid }) => handover_userid))].slice(0, most)
      const ofLeavers = await wecom.call('listGroupChats', { status_filter: 1, limit: 100 })
      for (const userid of left) {
        const asked = { owner_filter: { userid_list: [userid] }, limit: 100 }
        const answer = await orCode(() => wecom.call('listGroupChats', asked), [40003])
        if (answer === 40003) return { seen: '40003' }
        if (answer.group_chat_list.length > 0) return { seen: 'accepts' }
        // Empty tells something only of somebody who has groups.
        for (const { chat_id } of ofLeavers.group_chat_list.slice(0, most)) {
          const { group_chat: group } = await wecom.call('getGroupChat', { chat_id, need_name: 0 })
          if (group.owner.toLowerCase() === userid.toLowerCase()) return { seen: 'empty' }
        }
      }
      return nobodyHas('已离职、还有待分配客户和客户群的成员', 'member who left with customers and groups')
    },
  },

  neverActivatedMayBeDisabled: {
    how: { zh: '停用一位没有激活过的成员', en: 'Disables a member who never activated' },
    effect: {
      zh: '新建一位没有激活的测试成员，停用他，再删掉他',
      en: 'creates a member for the test who never activated, disables and deletes him',
    },
    async look({ wecom, hasContacts }) {
      if (!hasContacts)
        return { notSeen: { zh: '没有通讯录同步 Secret', en: 'the secret of contacts sync is missing' } }
      const userid = `jieli-conformance-${randomBytes(6).toString('hex')}`
      await wecom.call('createUser', {
        userid,
        name: '接力实测（可删）',
        email: `${userid}@example.com`,
        department: [1],
        to_invite: false,
      })
      return undone(
        async () => {
          const code = await orCode(() => wecom.call('updateUser', { userid, enable: 0 }), [60011])
          return { seen: code !== 60011 }
        },
        () => wecom.call('deleteUser', { userid }),
        { zh: `请在通讯录里删除成员 ${userid}`, en: `delete the member ${userid} in contacts` },
      )
    },
  },

  usedResponseCode: {
    how: {
      zh: '同一张卡片更新两次，看第二次的返回码',
      en: 'Updates one card twice and notes the second code',
    },
    effect: {
      zh: '给 --to 的人发一张测试卡片，更新两次，再撤回',
      en: 'sends a card to the person of --to, updates it twice and recalls it',
    },
    needsPerson: true,
    async look({ wecom, agentId, person }) {
      const card = testCard(agentId, person)
      const { response_code: responseCode = '', msgid } = await wecom.call('sendMessage', card)
      const update = {
        userids: [person],
        agentid: agentId,
        response_code: responseCode,
        button: { replace_name: '已更新' },
      }
      return undone(
        async () => {
          await wecom.call('updateTemplateCard', update)
          return codeOf(() => wecom.call('updateTemplateCard', update))
        },
        () => wecom.call('recallMessage', { msgid }),
        { zh: `给 ${person} 的测试卡片没有撤回`, en: `the card of the test stays with ${person}` },
      )
    },
  },
}

function testCard(agentid: number, touser: string) {
  return {
    touser,
    agentid,
    msgtype: 'template_card' as const,
    template_card: {
      card_type: 'button_interaction' as const,
      main_title: { title: '接力实测', desc: '测试卡片，马上撤回，不用点' },
      task_id: `conformance-${randomBytes(8).toString('hex')}`,
      button_list: [{ text: '不用点', style: 1, key: 'nothing' }],
    },
  }
}

function nobodyHas(
  zh: string,
  en: string,
): { readonly notSeen: { readonly zh: string; readonly en: string } } {
  return {
    notSeen: { zh: `这家企业里没有看到${zh}，看不出来`, en: `no ${en} was found, so it cannot be seen` },
  }
}

/** The answer, or the code when it is one of these; any other trouble is no observation. */
async function orCode<T, C extends number>(call: () => Promise<T>, codes: readonly C[]): Promise<T | C> {
  try {
    return await call()
  } catch (error) {
    const code = error instanceof WecomError ? codes.find((one) => one === error.errcode) : undefined
    if (code === undefined) throw error
    return code
  }
}

// Trouble of these kinds says how WeCom is today, not how it is.
const passing: readonly string[] = ['busy', 'rate', 'token']

/** The code of a call that must be refused; with `only`, of these. */
async function codeOf(
  call: () => Promise<unknown>,
  only?: readonly number[],
): Promise<Seen<'usedResponseCode'>> {
  try {
    await call()
  } catch (error) {
    const isTold =
      error instanceof WecomError && (only?.includes(error.errcode) ?? !passing.includes(error.kind))
    if (!isTold) throw error
    return { seen: error.errcode }
  }
  return { notSeen: { zh: '没有被拒绝，看不出返回码', en: 'it was not refused, so there is no code to see' } }
}

/** Looks, and takes back what was done whatever came of it; says so when that fails. */
async function undone<T>(
  look: () => Promise<T>,
  undo: () => Promise<unknown>,
  remains: { readonly zh: string; readonly en: string },
): Promise<T> {
  const looked = await look().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  try {
    await undo()
  } catch {
    throw new LeftBehind(remains)
  }
  if ('error' in looked) throw looked.error
  return looked.value
}
