import { createHash } from 'node:crypto'
import type { Secrets, TokenSecret, TokenStore } from '@jieli/wecom'
import { createKept, type KeptDeps } from './kept.ts'

export interface TokenStoreDeps extends KeptDeps {
  /** A new secret needs a new token, so its digest is part of the name. */
  readonly secrets: Secrets
}

/** One token per secret. */
export function createTokenStore(deps: TokenStoreDeps): TokenStore {
  return createKept<TokenSecret>(deps, (secret) => {
    const digest = createHash('sha256')
      .update(deps.secrets[secret] ?? '')
      .digest('hex')
    return `${deps.corpId}:${secret}:${digest.slice(0, 16)}`
  })
}
