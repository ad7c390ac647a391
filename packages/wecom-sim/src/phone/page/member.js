// @ts-check
import { get, getOnce, post, shanghai } from './api.js'
import { h } from './dom.js'

export const memberTabs = [
  ['messages', '消息'],
  ['todo', '待办'],
  ['customers', '客户'],
  ['groups', '群'],
  ['approvals', '审批'],
  ['calendar', '日历'],
  ['work', '工作台'],
]

/** What the phone of a member shows on a tab. `act` does something and reads again. */
/** @param {any} person @param {string} tab @param {(work: () => Promise<unknown>) => void} act @param {any} settings */
export async function memberTab(person, tab, act, settings) {
  const { userid } = person
  if (tab === 'work') return work(userid, settings)
  const phone = await getOnce(`/_sim/people/${userid}/phone`)
  if (phone.cutOff !== null)
    return {
      key: 'cut off',
      make: () => [h('p', { class: 'none' }, '账号已停用，手机上的企业微信已退出登录。')],
    }
  if (tab === 'messages')
    return {
      key: `${chosen.get(userid) ?? 'app'}/${JSON.stringify(phone.chats)}`,
      make: () => messages(phone.chats, userid, act),
      end: true,
    }
  if (tab === 'approvals')
    return { key: JSON.stringify(phone.approvals), make: () => approvals(phone.approvals, userid, act) }
  if (tab === 'customers')
    return { key: JSON.stringify(phone.customers), make: () => customerList(phone.customers) }
  if (tab === 'groups')
    return { key: JSON.stringify(phone.groups), make: () => groupList(phone.groups, userid, act) }
  if (tab === 'todo')
    return {
      key: JSON.stringify([phone.chats, phone.approvals.waiting]),
      make: () => todos(phone, userid, act),
    }
  return { key: tab, make: () => [h('p', { class: 'none' }, '接力还不建日程，日历是空的。')] }
}

/** @param {string} userid @param {any} settings */
function work(userid, { webviewUrl: url, path = '/' }) {
  return {
    key: `work/${userid}/${url}/${path}`,
    make: () =>
      url === null
        ? [h('p', { class: 'none' }, '接力没有和仿真一起启动。')]
        : [
            h('iframe', {
              src: `${url}/login?to=${encodeURIComponent(path)}`,
              title: '接力（手机里打开）',
            }),
          ],
  }
}

/** What waits for this person: cards with open buttons, and forms to decide. */
/** @param {any} phone @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function todos({ chats, approvals: { waiting } }, userid, act) {
  const open = chats
    .flatMap((/** @type {any} */ chat) => chat.messages)
    .filter(
      (/** @type {any} */ { card: shown, buttons = [], state }) =>
        shown && state !== 'undelivered' && buttons.some((/** @type {any} */ { pressable }) => pressable),
    )
  if (open.length + waiting.length === 0) return [h('p', { class: 'none' }, '没有待办。')]
  return [
    h('p', { class: 'more' }, `${open.length + waiting.length} 件等你办`),
    ...open.map((/** @type {any} */ message) => card(message, userid, act)),
    ...waiting.map((/** @type {any} */ form) => formCard(form, userid, act)),
  ]
}

/** Which of the chats is open on whose phone; the app's own unless somebody chose. @type {Map<string, string>} */
const chosen = new Map()

/** @param {any[]} chats @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function messages(chats, userid, act) {
  const busy = chats.filter((chat) => chat.kind === 'app' || chat.messages.length > 0)
  const open = busy.find((chat) => chat.id === chosen.get(userid)) ?? busy[0]
  const choose = (/** @type {string} */ id) => () =>
    act(async () => {
      chosen.set(userid, id)
    })
  const list = open?.messages ?? []
  return [
    busy.length > 1
      ? h(
          'div',
          { class: 'chats', role: 'group', 'aria-label': '会话' },
          ...busy.map((chat) =>
            h(
              'button',
              { type: 'button', 'aria-pressed': String(chat === open), onclick: choose(chat.id) },
              chat.name,
            ),
          ),
        )
      : null,
    ...(list.length === 0 ? [h('p', { class: 'none' }, '还没有消息。')] : []),
    ...list
      .slice(-40)
      .flatMap((/** @type {any} */ message) => [
        h('p', { class: 'when' }, `${shanghai(message.at)} · ${open.name}`),
        message.card ? card(message, userid, act) : bubble(message),
      ]),
  ].filter((one) => one !== null)
}

/** @param {any} message */
function bubble(message) {
  const text =
    typeof message.body === 'object'
      ? (message.body?.content ?? message.body?.text?.content ?? JSON.stringify(message.body))
      : String(message.body)
  const isLost = message.state === 'undelivered'
  return h(
    'div',
    { class: isLost ? 'bubble lost' : 'bubble' },
    text,
    isLost ? h('small', {}, `未送达：${message.reason ?? ''}`) : null,
    message.state === 'recalled' ? h('small', {}, '已撤回') : null,
  )
}

/** @param {any} message @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function card(message, userid, act) {
  const { card: shown, buttons = [], replacedBy, pressed } = message
  const lines = shown.horizontal_content_list ?? []
  const isLost = message.state === 'undelivered'
  const usable = buttons.filter((/** @type {any} */ button) => button.pressable)
  return h(
    'article',
    { class: isLost ? 'card lost' : 'card' },
    h('h3', {}, shown.main_title?.title ?? ''),
    shown.main_title?.desc ? h('p', { class: 'desc' }, shown.main_title.desc) : null,
    shown.sub_title_text ? h('p', { class: 'desc' }, shown.sub_title_text) : null,
    h(
      'dl',
      {},
      ...lines.flatMap((/** @type {any} */ line) => [
        h('dt', {}, line.keyname),
        h('dd', {}, line.value ?? line.userid ?? ''),
      ]),
    ),
    isLost ? h('small', {}, `未送达：${message.reason ?? ''}`) : null,
    shown.card_action?.url ? link(shown.card_action.url) : null,
    usable.length > 0
      ? h(
          'div',
          { class: 'buttons' },
          ...usable.map((/** @type {any} */ button, /** @type {number} */ at) =>
            h(
              'button',
              {
                type: 'button',
                class: at === 0 ? 'first' : undefined,
                onclick: () =>
                  act(() =>
                    post(`/_sim/people/${userid}/press`, { taskId: message.taskId, key: button.key }),
                  ),
              },
              button.text,
            ),
          ),
        )
      : h('p', { class: 'done' }, replacedBy ?? (pressed ? '已点，等接力答复' : '已失效')),
  )
}

/** @param {any} lists @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function approvals({ waiting, decided, mine }, userid, act) {
  if (waiting.length + decided.length + mine.length === 0)
    return [h('p', { class: 'none' }, '没有等你审批的单子。')]
  const line = (/** @type {any} */ form) =>
    h(
      'div',
      { class: 'row' },
      h('span', {}, form.name, h('small', {}, `${form.creator} · ${statuses[form.status] ?? ''}`)),
    )
  return [
    ...waiting.map((/** @type {any} */ form) => formCard(form, userid, act)),
    ...(decided.length > 0 ? [h('p', { class: 'more' }, '办过的'), ...decided.map(line)] : []),
    ...(mine.length > 0 ? [h('p', { class: 'more' }, '我提交的'), ...mine.map(line)] : []),
  ]
}

/** @type {Record<number, string>} */
const statuses = {
  1: '审批中',
  2: '已同意',
  3: '已驳回',
  4: '已撤回',
  6: '同意后撤销',
  7: '已删除',
  10: '已支付',
}

/** @param {any} form @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function formCard(form, userid, act) {
  const button = (/** @type {string} */ text, /** @type {string} */ what, /** @type {boolean} */ first) =>
    h(
      'button',
      {
        type: 'button',
        class: first ? 'first' : undefined,
        onclick: () => act(() => post(`/_sim/people/${userid}/${what}`, { spNo: form.spNo })),
      },
      text,
    )
  return h(
    'article',
    { class: 'card' },
    h('h3', {}, form.name),
    h('p', { class: 'desc' }, form.summary.join('；')),
    h('div', { class: 'buttons' }, button('同意', 'approve', true), button('驳回', 'reject', false)),
  )
}

/** @param {any} customers */
function customerList({ total, moving, rows }) {
  if (total === 0) return [h('p', { class: 'none' }, '名下没有客户。')]
  return [
    h('p', { class: 'more' }, `共 ${total} 位${moving > 0 ? `，${moving} 位正在转` : ''}`),
    ...rows.map((/** @type {any} */ one) =>
      h(
        'div',
        { class: 'row' },
        h(
          'span',
          {},
          one.name,
          h('small', {}, one.moving ? `转给 ${one.moving.to}，等 24 小时` : one.remark),
        ),
      ),
    ),
    total > rows.length
      ? h('p', { class: 'more' }, `只列前 ${rows.length} 位；要当某位客户，在上面输入他的名字`)
      : null,
  ]
}

/** As in the client: whoever is in a group invites a colleague by name. */
/** @param {any} group @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function inviter(group, userid, act) {
  const name = h('input', { placeholder: '同事姓名', 'aria-label': `邀请谁进「${group.name}」` })
  const invite = async () => {
    const { people } = await get(`/_sim/whose?q=${encodeURIComponent(name.value.trim())}`)
    const found = people.find(
      (/** @type {any} */ one) => one.kind === 'member' && one.name === name.value.trim(),
    )
    if (!found) throw new Error(`没有叫「${name.value.trim()}」的同事`)
    await post(`/_sim/groups/${group.id}/invite`, { by: userid, users: [found.id] })
  }
  return h(
    'details',
    { class: 'invite' },
    h('summary', {}, '邀请'),
    name,
    h('button', { type: 'button', onclick: () => act(invite) }, '进群'),
  )
}

/** @param {any} groups @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function groupList({ total, owned, rows }, userid, act) {
  if (total === 0) return [h('p', { class: 'none' }, '没有客户群。')]
  return [
    h('p', { class: 'more' }, `共 ${total} 个，${owned} 个是群主`),
    ...rows.map((/** @type {any} */ group) =>
      h(
        'div',
        { class: 'row' },
        h(
          'span',
          {},
          group.name,
          h(
            'small',
            {},
            `${group.owner.userid === userid ? '群主' : `群主 ${group.owner.name}`} · 微信成员 ${group.wechat}/${group.room}${group.isFull ? '，已满' : ''}`,
          ),
        ),
        inviter(group, userid, act),
        group.owner.userid === userid && group.isFull
          ? h(
              'button',
              { type: 'button', onclick: () => act(() => post(`/_sim/groups/${group.id}/make-room`)) },
              '移出 1 人',
            )
          : null,
      ),
    ),
  ]
}

/** Opens in the webview of the phone, not in the browser of whoever plays with it. */
/** @param {string} url */
function link(url) {
  const { pathname, search } = new URL(url)
  const open = () => dispatchEvent(new CustomEvent('open-page', { detail: pathname + search }))
  return h('button', { type: 'button', onclick: open }, '看详情')
}
