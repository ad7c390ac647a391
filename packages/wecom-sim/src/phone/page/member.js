// @ts-check
import { get, post, shanghai } from './api.js'
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
  if (tab === 'messages') {
    const inbox = await get(`/_sim/people/${userid}/inbox`)
    return {
      key: JSON.stringify(inbox.messages),
      make: () => messages(inbox.messages, userid, act),
      end: true,
    }
  }
  if (tab === 'approvals') {
    const inbox = await get(`/_sim/people/${userid}/inbox`)
    return { key: JSON.stringify(inbox.approvals), make: () => approvals(inbox.approvals, userid, act) }
  }
  if (tab === 'customers') {
    const { customers } = await get(`/_sim/truth/customers?of=${userid}`)
    return { key: `${customers.length}/${customers[0]?.id ?? ''}`, make: () => customerList(customers) }
  }
  if (tab === 'groups') {
    const { groups } = await get('/_sim/groups')
    const own = groups.filter(
      (/** @type {any} */ group) =>
        group.owner === userid || JSON.stringify(group.members ?? []).includes(`"${userid}"`),
    )
    return {
      key: JSON.stringify(
        own.map((/** @type {any} */ group) => [group.id, group.owner, group.members?.length]),
      ),
      make: () => groupList(own, userid, act),
    }
  }
  if (tab === 'work') {
    const { webviewUrl: url, path = '/' } = settings
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
  const what = tab === 'todo' ? '待办' : '日历'
  return { key: tab, make: () => [h('p', { class: 'none' }, `仿真还没有${what}的接口；接力现在也不用它。`)] }
}

/** @param {any[]} list @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function messages(list, userid, act) {
  if (list.length === 0) return [h('p', { class: 'none' }, '还没有消息。')]
  return list
    .slice(-40)
    .flatMap((message) => [
      h('p', { class: 'when' }, `${shanghai(message.at)} · 接力`),
      message.card ? card(message, userid, act) : bubble(message),
    ])
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

/** @param {any[]} list @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function approvals(list, userid, act) {
  if (list.length === 0) return [h('p', { class: 'none' }, '没有等你审批的单子。')]
  return list.map((form) =>
    h(
      'article',
      { class: 'card' },
      h('h3', {}, form.name),
      h('p', { class: 'desc' }, form.summary.join('；')),
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          {
            type: 'button',
            class: 'first',
            onclick: () => act(() => post(`/_sim/people/${userid}/approve`, { spNo: form.spNo })),
          },
          '同意',
        ),
        h(
          'button',
          {
            type: 'button',
            onclick: () => act(() => post(`/_sim/people/${userid}/reject`, { spNo: form.spNo })),
          },
          '驳回',
        ),
      ),
    ),
  )
}

const listed = 60

/** @param {any[]} customers */
function customerList(customers) {
  if (customers.length === 0) return [h('p', { class: 'none' }, '名下没有客户。')]
  return [
    h('p', { class: 'more' }, `共 ${customers.length} 位`),
    ...customers
      .slice(0, listed)
      .map((one) =>
        h(
          'div',
          { class: 'row' },
          h('span', {}, one.name, h('small', {}, one.pending ? '正在转给别人，等 24 小时' : '')),
        ),
      ),
    customers.length > listed
      ? h('p', { class: 'more' }, `只列前 ${listed} 位；要当某位客户，在上面输入他的名字`)
      : null,
  ]
}

/** @param {any[]} groups @param {string} userid @param {(work: () => Promise<unknown>) => void} act */
function groupList(groups, userid, act) {
  if (groups.length === 0) return [h('p', { class: 'none' }, '没有客户群。')]
  return groups
    .slice(0, listed)
    .map((group) =>
      h(
        'div',
        { class: 'row' },
        h(
          'span',
          {},
          group.name,
          h('small', {}, `${group.owner === userid ? '群主' : '成员'} · ${group.members?.length ?? 0} 人`),
        ),
        group.owner === userid
          ? h(
              'button',
              { type: 'button', onclick: () => act(() => post(`/_sim/groups/${group.id}/make-room`)) },
              '移出 1 人',
            )
          : null,
      ),
    )
}

/** Opens in the webview of the phone, not in the browser of whoever plays with it. */
/** @param {string} url */
function link(url) {
  const { pathname, search } = new URL(url)
  const open = () => dispatchEvent(new CustomEvent('open-page', { detail: pathname + search }))
  return h('button', { type: 'button', onclick: open }, '看详情')
}
