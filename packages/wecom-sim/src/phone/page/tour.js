// @ts-check
import { get } from './api.js'
import { byId, h, show } from './dom.js'

const everyMs = 2_000

/** The thin bar at the bottom: where the tour is, what to do, what to look at. Each stop checks itself. */
export function showTour() {
  const bar = byId('tour')
  if (sessionStorage.getItem('tour') === 'off') return
  bar.hidden = false
  const look = async () => {
    const { stops } = await get('/demo/phone/tour.json')
    const at = stops.findIndex((/** @type {any} */ stop) => !stop.done)
    const here = stops[at]
    show(bar, JSON.stringify([at, stops.map((/** @type {any} */ stop) => stop.done), here?.found]), () => [
      h(
        'ol',
        { 'aria-label': '导览' },
        ...stops.map((/** @type {any} */ stop, /** @type {number} */ n) =>
          h(
            'li',
            { class: stop.done ? 'ok' : n === at ? 'here' : undefined, title: stop.title },
            stop.done ? '✓' : String(n + 1),
          ),
        ),
      ),
      here
        ? h(
            'p',
            {},
            h('b', {}, `${here.title}：`),
            `${here.act}　`,
            h('span', {}, here.see),
            here.found ? `（${here.found}）` : '',
          )
        : h('p', {}, h('b', {}, '走完了。'), stops.at(-1)?.found ?? ''),
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            sessionStorage.setItem('tour', 'off')
            bar.hidden = true
          },
        },
        '收起导览',
      ),
    ])
  }
  void look().catch(() => {})
  setInterval(() => void look().catch(() => {}), everyMs)
}
