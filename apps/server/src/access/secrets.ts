import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, so a plain hash hides it; nothing made here can be guessed. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Letters and digits only, as WeCom wants a state. */
export function newState(): string {
  return randomBytes(32).toString('hex')
}

export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
