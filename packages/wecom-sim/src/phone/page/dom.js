// @ts-check
/** Makes an element: `h('p', { class: 'x' }, 'text', child)`. Text is never read as HTML. */
/** @param {string} name @param {Record<string, any>} [attributes] @param {...any} children */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else element.setAttribute(key, value === true ? '' : String(value))
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  )
  return element
}

/** Shows the same again only when something changed, so that nothing flickers and the scroll stays. */
/** @param {HTMLElement} place @param {string} key @param {() => any[]} make */
export function show(place, key, make) {
  if (place.dataset.key === key) return false
  place.dataset.key = key
  place.replaceChildren(...make())
  return true
}

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id)
  if (!element) throw new Error(`no #${id}`)
  return element
}
