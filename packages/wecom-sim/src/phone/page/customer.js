// @ts-check
import { get, post, shanghai } from './api.js'
import { h } from './dom.js'

export const customerTabs = [
  ['notices', '服务通知'],
  ['contacts', '联系人'],
]

/** What the WeChat of a customer shows. */
/** @param {any} person @param {string} tab @param {(work: () => Promise<unknown>) => void} act @param {Map<string, string>} names */
export async function customerTab(person, tab, act, names) {
  const customer = await get(`/_sim/customers/${person.id}`)
  const nameOf = (/** @type {string} */ userid) => names.get(userid) ?? userid
  if (tab === 'contacts')
    return {
      key: JSON.stringify(customer.followers),
      make: () =>
        customer.followers.map((/** @type {string} */ userid) =>
          h('div', { class: 'row' }, h('span', {}, nameOf(userid), h('small', {}, '禾木云店'))),
        ),
    }
  const { pending, history } = customer
  return {
    key: JSON.stringify([pending, history]),
    make: () => [
      ...history
        .map((/** @type {any} */ one) => [
          h('p', { class: 'when' }, shanghai(one.startedAt)),
          h(
            'div',
            { class: 'bubble' },
            `${nameOf(one.from)} → ${nameOf(one.to)}：${outcomes[one.outcome] ?? one.outcome}`,
          ),
        ])
        .flat(),
      pending
        ? h(
            'article',
            { class: 'card' },
            h('h3', {}, `${nameOf(pending.to)} 将接替 ${nameOf(pending.from)} 为你服务`),
            h('p', { class: 'desc' }, pending.message || '24 小时后自动添加为你的联系人'),
            h(
              'div',
              { class: 'buttons' },
              h(
                'button',
                { type: 'button', onclick: () => act(() => post(`/_sim/customers/${person.id}/refuse`)) },
                '暂不添加',
              ),
              h(
                'button',
                {
                  type: 'button',
                  class: 'first',
                  onclick: () => act(() => post(`/_sim/customers/${person.id}/accept`)),
                },
                '添加',
              ),
            ),
          )
        : h('p', { class: 'none' }, '现在没有要你决定的。'),
    ],
  }
}

/** @type {Record<string, string>} */
const outcomes = {
  done: '已添加为联系人',
  refused: '你点了“暂不添加”',
  waiting: '等 24 小时',
  void: '没有成功',
}
