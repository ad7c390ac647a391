import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { refuse, take, type Taken } from './refusals.ts'

// PKCS#7 over 32 bytes, not over AES's own 16 (doc 90968).
const block = 32
const randomLength = 16
const headLength = randomLength + 4

/** The AES key behind an EncodingAESKey; a wrong one is a mistake in the configuration and throws. */
export function callbackKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey) || key.length !== 32) {
    throw new Error('EncodingAESKey must be 43 letters and digits')
  }
  return key
}

/** SHA-1 over the byte-wise sorted parts, as WeCom signs every callback. */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  const parts = [token, timestamp, nonce, encrypted].map((part) => Buffer.from(part, 'utf8'))
  return createHash('sha1')
    .update(Buffer.concat(parts.sort(Buffer.compare)))
    .digest('hex')
}

/** Compares two signatures without telling by time how much of them is right. */
export function isSameSignature(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Encrypts a message for a receiver; `random` is for tests only. */
export function encrypt(
  key: Buffer,
  message: string,
  receiveId: string,
  random = randomBytes(randomLength),
): string {
  const text = Buffer.from(message, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([random, length, text, Buffer.from(receiveId, 'utf8')])
  const pad = block - (plain.length % block)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([plain, Buffer.alloc(pad, pad)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

/** Decrypts a message and checks that it was meant for us. */
export function decrypt(key: Buffer, encrypted: string, receiveId: string): Taken<string> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted) || encrypted.length % 4 !== 0) return refuse('BAD_BASE64')
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length % block !== 0) return refuse('BAD_CIPHER')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const pad = padded[padded.length - 1] ?? 0
  if (pad < 1 || pad > block) return refuse('BAD_PADDING')
  if (padded.subarray(padded.length - pad).some((byte) => byte !== pad)) return refuse('BAD_PADDING')
  const plain = padded.subarray(0, padded.length - pad)
  if (plain.length < headLength) return refuse('BAD_LENGTH')
  const end = headLength + plain.readUInt32BE(randomLength)
  if (end > plain.length) return refuse('BAD_LENGTH')
  if (!plain.subarray(end).equals(Buffer.from(receiveId, 'utf8'))) return refuse('WRONG_RECEIVER')
  return take(plain.subarray(headLength, end).toString('utf8'))
}
