/** Reads and writes the cookies: the session, the browser's half of a login that is under way, and the installer's. */
export interface Cookies {
  session(headers: Headers): string | undefined
  nonce(headers: Headers): string | undefined
  setSession(key: string): string
  endSession(): string
  setNonce(nonce: string): string
  installer(headers: Headers): string | undefined
  setInstaller(key: string): string
}

/** `isSecure`: people reach us by https, so the names are bound to this very host. */
export function cookiesNamed(name: string, isSecure: boolean): Cookies {
  const prefix = isSecure ? '__Host-' : ''
  const session = `${prefix}${name}`
  const nonce = `${prefix}${name}_login`
  const setup = `${prefix}${name}_setup`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    session: (headers) => read(headers, session),
    nonce: (headers) => read(headers, nonce),
    setSession: (key) => `${session}=${key}; ${attributes}`,
    endSession: () => `${session}=; ${attributes}; Max-Age=0`,
    setNonce: (value) => `${nonce}=${value}; ${attributes}; Max-Age=600`,
    installer: (headers) => read(headers, setup),
    setInstaller: (key) => `${setup}=${key}; ${attributes}; Max-Age=7200`,
  }
}

function read(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(/; */)) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at) === name) return pair.slice(at + 1)
  }
  return undefined
}
