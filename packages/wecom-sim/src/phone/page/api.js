// @ts-check
/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  const reply = await fetch(path)
  if (!reply.ok) throw new Error(await words(reply))
  return reply.json()
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
