import { refuse, ok, type Result } from '../platform/result.ts'
import type { SignedPage } from '../gateway/index.ts'
import type { AccessDeps } from './deps.ts'

/** Signs a page for the client's JS-SDK. A signature speaks for the company, so no page but ours gets one. */
export async function signOwnPage(
  { settings: { publicUrl }, signPage }: Pick<AccessDeps, 'settings' | 'signPage'>,
  url: string,
): Promise<Result<SignedPage, 'NOT_OUR_PAGE'>> {
  return isOurs(new URL(url), publicUrl) ? ok(await signPage(url)) : refuse('NOT_OUR_PAGE')
}

// Without a public address the server is only on this machine.
function isOurs({ origin, hostname }: URL, publicUrl: string | undefined): boolean {
  if (publicUrl !== undefined) return origin === new URL(publicUrl).origin
  return hostname === 'localhost' || hostname === '127.0.0.1'
}
