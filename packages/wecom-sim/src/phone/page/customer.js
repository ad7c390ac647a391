// @ts-check
import { getOnce, post, shanghai } from './api.js'
import { h } from './dom.js'

export const customerTabs = [
  ['notices', '服务通知'],
  ['contacts', '联系人'],
  ['groups', '群'],
]

/** What the WeChat of a customer shows. */
/** @param {any} person @param {string} tab @param {(work: () => Promise<unknown>) => void} act */
export async function customerTab(person, tab, act) {
  const phone = await getOnce(`/_sim/customers/${person.id}/phone`)
  if (tab === 'contacts') return { key: JSON.stringify(phone.servedBy), make: () => contacts(phone.servedBy) }
  if (tab === 'groups') return { key: JSON.stringify(phone.groups), make: () => groups(phone.groups) }
  return { key: JSON.stringify(phone.notices), make: () => notices(phone, person.id, act), end: true }
}

/** @param {any[]} list */
function contacts(list) {
  if (list.length === 0) return [h('p', { class: 'none' }, '没有企业的联系人。')]
  return list.map((one) =>
    h(
      'div',
      { class: 'row' },
      h('span', {}, one.name, h('small', {}, one.isOver ? '已不在服务' : one.position)),
      h('small', {}, `${shanghai(one.since)} 起`),
    ),
  )
}

/** @param {any[]} list */
function groups(list) {
  if (list.length === 0) return [h('p', { class: 'none' }, '没有在企业的群里。')]
  return list.map((one) =>
    h(
      'div',
      { class: 'row' },
      h('span', {}, one.name, h('small', {}, `群主 ${one.owner} · ${one.members} 人`)),
    ),
  )
}

/** @param {any} phone @param {string} id @param {(work: () => Promise<unknown>) => void} act */
function notices({ notices: list, pending }, id, act) {
  if (list.length === 0) return [h('p', { class: 'none' }, '现在没有要你决定的。')]
  return list.flatMap((/** @type {any} */ one) => [
    h('p', { class: 'when' }, shanghai(one.at)),
    one.no === pending
      ? choice(one, id, act)
      : h('div', { class: 'bubble' }, `${one.from} → ${one.to}：${outcomes[one.outcome] ?? one.outcome}`),
  ])
}

/** @param {any} one @param {string} id @param {(work: () => Promise<unknown>) => void} act */
function choice(one, id, act) {
  const button = (/** @type {string} */ text, /** @type {string} */ what, /** @type {boolean} */ first) =>
    h(
      'button',
      {
        type: 'button',
        class: first ? 'first' : undefined,
        onclick: () => act(() => post(`/_sim/customers/${id}/${what}`)),
      },
      text,
    )
  return h(
    'article',
    { class: 'card' },
    h('h3', {}, `${one.to} 将接替 ${one.from} 为你服务`),
    h('p', { class: 'desc' }, one.words || '24 小时后自动添加为你的联系人'),
    one.waits ? h('p', { class: 'desc' }, '这位客户要等满 24 小时') : null,
    h('div', { class: 'buttons' }, button('暂不添加', 'refuse', false), button('添加', 'accept', true)),
  )
}

/** @type {Record<string, string>} */
const outcomes = {
  done: '已添加为联系人',
  refused: '你点了“暂不添加”',
  pending: '等 24 小时',
  full: '对方客户已满，没有添加',
  void: '没有成功',
}
