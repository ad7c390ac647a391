// @ts-check
import { get, post, shanghai } from './api.js'
import { customerTab, customerTabs } from './customer.js'
import { byId, h, show } from './dom.js'
import { memberTab, memberTabs } from './member.js'
import { showTour } from './tour.js'

const everyMs = 1_000
const suggested = 30
/** @type {{ person: any, tab: string, settings: any }} */
const state = { person: undefined, tab: 'messages', settings: { can: {} } }

/** @param {string} text */
function say(text) {
  byId('said').textContent = text
}

/** Does something a person would do, and looks at once what became of it. */
/** @param {() => Promise<unknown>} work */
function act(work) {
  work().then(
    () => void refresh(),
    (error) => say(error instanceof Error ? error.message : String(error)),
  )
}

async function refresh() {
  const { business } = await get('/_sim/clock')
  byId('now').textContent = shanghai(business)
  const { person } = state
  if (!person) return
  const tabs = person.userid === undefined ? customerTabs : memberTabs
  show(byId('title'), `${person.name}/${person.position ?? ''}`, () => [
    person.name,
    h('small', {}, person.userid === undefined ? '客户 · 微信' : `${person.position ?? ''} · 企业微信`),
  ])
  show(byId('tabs'), `${person.userid ?? person.id}/${state.tab}`, () =>
    tabs.map(([id, text]) =>
      h(
        'button',
        {
          type: 'button',
          'aria-current': id === state.tab ? 'true' : undefined,
          onclick: () => {
            state.tab = String(id)
            void refresh()
          },
        },
        text,
      ),
    ),
  )
  const view =
    person.userid === undefined
      ? await customerTab(person, state.tab, act)
      : await memberTab(person, state.tab, act, state.settings)
  const content = byId('content')
  const wasAtEnd = content.scrollHeight - content.scrollTop - content.clientHeight < 40
  const changed = show(content, `${person.userid ?? person.id}/${state.tab}/${view.key}`, view.make)
  if (changed && 'end' in view && (wasAtEnd || content.dataset.who !== person.userid))
    content.scrollTop = content.scrollHeight
  content.dataset.who = person.userid ?? person.id
}

/** @param {any} person */
async function become(person) {
  state.person = person
  state.tab = person.userid === undefined ? 'notices' : 'messages'
  if (person.userid !== undefined) await post('/demo/phone/as', { side: 'phone', userid: person.userid })
  say('')
  await refresh()
}

/** @param {string} wanted */
async function find(wanted) {
  const { people } = await get(`/_sim/whose?q=${encodeURIComponent(wanted)}`)
  return asPerson(
    people.find((/** @type {any} */ one) => one.name === wanted || one.id === wanted) ?? people[0],
  )
}

/** @param {any} one */
function asPerson(one) {
  if (one === undefined) return undefined
  const { kind, id, name, note } = one
  return kind === 'member' ? { userid: id, name, position: note } : { id, name }
}

/** Names to choose from while somebody types: colleagues first, then customers. */
/** @param {string} typed */
async function suggest(typed) {
  const { people } = await get(`/_sim/whose?q=${encodeURIComponent(typed)}`)
  byId('people').replaceChildren(
    ...people.slice(0, suggested).map((/** @type {any} */ one) => h('option', { value: one.name }, one.note)),
  )
}

/** @type {Record<string, () => Promise<string>>} */
const troubles = {
  rate: () =>
    post('/_sim/faults', { call: 'transferCustomer', kind: 'rate', count: 1, blockSeconds: 30 }).then(
      () => '下一批转移会被限频，停一会儿自动继续',
    ),
  timeout: () =>
    post('/_sim/faults', { call: 'transferCustomer', kind: 'timeout-executed', count: 1 }).then(
      () => '下一批会超时：企业微信执行了，但没有答复',
    ),
  callback: () =>
    post('/_sim/faults', { call: '*', kind: 'callback-drop', count: 20 }).then(() => '接下来 20 个回调会丢'),
  ip: () =>
    post('/_sim/faults', { call: '*', kind: 'refuse', code: 60020, count: 6 }).then(
      () => '接下来 6 次调用会被拒：IP 不可信',
    ),
  clear: () => fetch('/_sim/faults', { method: 'DELETE' }).then(() => '都恢复了'),
}

function wire() {
  addEventListener('open-page', (event) => {
    state.settings.path = /** @type {CustomEvent} */ (event).detail
    state.tab = 'work'
    void refresh()
  })
  const who = /** @type {HTMLInputElement} */ (byId('who'))
  who.addEventListener('input', () => void suggest(who.value.trim()).catch(() => {}))
  who.addEventListener('change', () => {
    const wanted = who.value.trim()
    if (wanted === '') return
    find(wanted).then(
      (person) => (person ? become(person) : say(`没有叫“${wanted}”的人`)),
      (error) => say(String(error)),
    )
  })
  for (const button of document.querySelectorAll('[data-advance]'))
    button.addEventListener('click', () =>
      act(() => post('/_sim/clock', { advanceSeconds: Number(button.getAttribute('data-advance')) })),
    )
  for (const button of document.querySelectorAll('[data-trouble]'))
    button.addEventListener('click', () =>
      act(() => troubles[button.getAttribute('data-trouble') ?? 'clear']?.().then(say) ?? Promise.resolve()),
    )
  byId('next').addEventListener('click', () =>
    act(async () => {
      const { moved, busy } = await post('/demo/phone/next')
      say(moved ? '' : busy ? '接力正忙着，忙完再按' : '现在没有要等的事')
    }),
  )
  byId('plug').addEventListener('click', () =>
    act(async () => {
      say('电源拔了，接力的进程被强行结束…')
      const { away, seconds } = await post('/demo/phone/plug')
      say(away ? '没有拔成：接力不是由演示启动的' : `插回去了，停了 ${seconds} 秒；接着做，没有重发`)
    }),
  )
  byId('tamper').addEventListener('click', () =>
    act(async () => {
      const { away, message, seq, isChanged } = await post('/demo/phone/tamper')
      if (away || message) say(message ?? '没有改成：接力不是由演示启动的')
      else
        say(
          isChanged
            ? `绕过所有保护，把日志 #${seq} 改了一个字；换成唐锐，到“审计”里点“校验”`
            : `日志 #${seq} 改回去了`,
        )
    }),
  )
  const help = byId('help')
  help.setAttribute('aria-label', '仿真不模仿什么')
  help.addEventListener('click', () => {
    const box = byId('not-imitated')
    box.hidden = !box.hidden
    help.setAttribute('aria-expanded', String(!box.hidden))
  })
  byId('not-imitated').append(
    h('b', {}, '这部“手机”不模仿：'),
    h(
      'ul',
      {},
      ...[
        '日历、会议、文档、微盘、会话存档里的内容；待办只列没点的卡片和没批的单子',
        '聊天输入；只有应用消息、卡片、审批、通知',
        '二维码扫描：登录页上点名字就算扫了',
        '真实网络的快慢；要慢请用“捣乱”',
      ].map((text) => h('li', {}, text)),
    ),
  )
}

async function startConsole() {
  const { consoleUrl } = state.settings
  document.body.classList.toggle('alone', consoleUrl === null)
  if (consoleUrl === null) return
  const section = /** @type {HTMLElement} */ (document.querySelector('.console'))
  section.hidden = false
  const open = /** @type {HTMLAnchorElement} */ (byId('console-open'))
  open.href = consoleUrl
  const frame = /** @type {HTMLIFrameElement} */ (byId('console-frame'))
  const as = /** @type {HTMLSelectElement} */ (byId('console-as'))
  const { people } = await get('/_sim/whose')
  const first = ['sumin', 'gaoyuan', 'zhenglan', 'tangrui', 'shenzhiwei', 'linxiao', 'zhouqing']
  const known = first.flatMap((userid) => people.filter((/** @type {any} */ one) => one.id === userid))
  const shown = known.length > 0 ? known : people.slice(0, 8)
  as.append(
    ...shown.map((/** @type {any} */ one) => h('option', { value: one.id }, `${one.name}（${one.note}）`)),
  )
  const enter = async () => {
    await post('/demo/phone/as', { side: 'console', userid: as.value })
    frame.src = `${consoleUrl}/login?to=/`
  }
  as.addEventListener('change', () => void enter())
  await enter()
}

async function start() {
  state.settings = await get('/demo/phone/settings.json')
  await suggest('')
  const { can } = state.settings
  const why = '只在 npm run demo 里能用'
  for (const [id, isThere] of [
    ['next', can.next],
    ['plug', can.plug],
    ['tamper', can.tamper],
  ]) {
    const button = /** @type {HTMLButtonElement} */ (byId(String(id)))
    button.disabled = !isThere
    if (!isThere) button.title = why
  }
  wire()
  const wanted = new URLSearchParams(location.search).get('as')
  const person = wanted === null ? ((await find('shenzhiwei')) ?? (await find(''))) : await find(wanted)
  if (person) {
    ;/** @type {HTMLInputElement} */ (byId('who')).value = person.name
    await become(person)
  }
  await startConsole()
  if (can.tour) showTour()
  setInterval(() => void refresh().catch(() => say('仿真没有答复')), everyMs)
}

start().catch((error) => say(`没有打开：${error instanceof Error ? error.message : String(error)}`))
