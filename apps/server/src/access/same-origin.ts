/**
 * Whether a request with a cookie comes from a page of ours. Another site can make a browser send the cookie, but not
 * this header without asking first, and not with our origin.
 */
export function isOwnPage(headers: Headers, publicUrl: string | undefined): boolean {
  if (headers.get('x-jieli') !== '1') return false
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).origin
  return origin === own || isSameHost(origin, headers.get('host'))
}

function isSameHost(origin: string, host: string | null): boolean {
  return URL.parse(origin)?.host === host
}
