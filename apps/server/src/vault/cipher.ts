import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'

// 96 bits: the only length GCM takes as it is. Random, because no two processes share a counter.
const nonceBytes = 12
const tagBytes = 16

// Asking the generator once for many nonces makes sealing half as fast again. None is handed out twice.
const pool = Buffer.alloc(nonceBytes * 512)
let taken = pool.length

function nextNonce(): Buffer {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  taken += nonceBytes
  return Buffer.from(pool.subarray(taken - nonceBytes, taken))
}

/** AES-256-GCM: nonce, ciphertext, tag. `context` is bound in, not stored. */
export function encrypt(key: Buffer, context: string, plain: string | Buffer): Buffer {
  const nonce = nextNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final()
  return Buffer.concat([nonce, body, cipher.getAuthTag()])
}

/** Undefined when key, context or a single bit differs. */
export function decrypt(key: Buffer, context: string, sealed: Buffer): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  cipher.setAAD(Buffer.from(context, 'utf8'))
  cipher.setAuthTag(sealed.subarray(-tagBytes))
  const plain = cipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    cipher.final()
  } catch {
    return undefined
  }
  return plain
}

/** One text per list: JSON quotes its parts, so no two lists read the same. */
export function context(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts)
}
