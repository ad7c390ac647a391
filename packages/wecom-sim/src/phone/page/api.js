// @ts-check
/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  const reply = await fetch(path)
  if (!reply.ok) throw new Error(await words(reply))
  return reply.json()
}

/** @type {Map<string, { tag: string, body: any }>} */
const known = new Map()

/** The same, asked again and again: an answer that did not change is not sent again. */
/** @param {string} path @returns {Promise<any>} */
export async function getOnce(path) {
  const held = known.get(path)
  const reply = await fetch(path, { headers: held ? { 'if-none-match': held.tag } : {} })
  if (reply.status === 304 && held) return held.body
  if (!reply.ok) throw new Error(await words(reply))
  const body = await reply.json()
  known.clear()
  known.set(path, { tag: reply.headers.get('etag') ?? '', body })
  return body
}

/** @param {string} path @param {unknown} [body] @returns {Promise<any>} */
export async function post(path, body = {}) {
  const reply = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(await words(reply))
  return reply.json()
}

/** @param {Response} reply */
async function words(reply) {
  const body = await reply.json().catch(() => ({}))
  return body?.error?.message ?? body?.message ?? `${reply.status}`
}

/** @param {string} iso */
export function shanghai(iso) {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
}
