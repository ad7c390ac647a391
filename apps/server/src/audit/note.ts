import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { ok, refuse, type Result } from '../platform/result.ts'

/** C2SP signed notes, checkpoints and cosignatures with Ed25519. */
const kinds = { log: 0x01, witness: 0x04 } as const
export type KeyKind = keyof typeof kinds

export interface Verifier {
  readonly name: string
  readonly kind: KeyKind
  readonly publicKey: Buffer
}

export interface SigningKey extends Verifier {
  readonly privateKey: KeyObject
}

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const namePattern = /^[^\s+\p{Cc}]+$/u

export function signingKey(name: string, kind: KeyKind, seed: Buffer): SigningKey {
  if (!namePattern.test(name)) throw new TypeError('a key name has no space and no plus')
  const privateKey = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { name, kind, publicKey, privateKey }
}

export function keyId({ name, kind, publicKey }: Verifier): Buffer {
  const hash = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([kinds[kind]]))
    .update(publicKey)
  return hash.digest().subarray(0, 4)
}

/** The public half as one line of text: `name+id+base64(type ‖ key)`. */
export function vkeyOf(key: Verifier): string {
  const coded = Buffer.concat([Buffer.from([kinds[key.kind]]), key.publicKey]).toString('base64')
  return `${key.name}+${keyId(key).toString('hex')}+${coded}`
}

export function readVkey(text: string): Verifier {
  const [name = '', id = '', ...rest] = text.trim().split('+')
  const coded = Buffer.from(rest.join('+'), 'base64')
  const kind: KeyKind | undefined =
    coded[0] === kinds.log ? 'log' : coded[0] === kinds.witness ? 'witness' : undefined
  if (!namePattern.test(name) || kind === undefined || coded.length !== 33)
    throw new TypeError('not a verifier key')
  const key: Verifier = { name, kind, publicKey: coded.subarray(1) }
  if (keyId(key).toString('hex') !== id) throw new TypeError('the id of the verifier key does not match')
  return key
}

export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

export function readCheckpoint(body: string): Checkpoint | undefined {
  const [origin = '', size = '', root64 = ''] = body.split('\n')
  const root = Buffer.from(root64, 'base64')
  const isRead =
    origin !== '' &&
    /^(0|[1-9]\d{0,15})$/.test(size) &&
    root.length === 32 &&
    root.toString('base64') === root64 &&
    body.endsWith('\n')
  return isRead ? { origin, size: Number(size), root } : undefined
}

export function signNote(body: string, key: SigningKey): string {
  return `${body}\n${signatureLine(key, sign(null, Buffer.from(body), key.privateKey))}`
}

/** A witness's line: it has seen this checkpoint, at this wall time, after every earlier one. */
export function cosign(body: string, key: SigningKey, at: Date): string {
  const time = Math.floor(at.getTime() / 1000)
  const stamp = Buffer.alloc(8)
  stamp.writeBigUInt64BE(BigInt(time))
  const signature = sign(null, cosigned(body, time), key.privateKey)
  return signatureLine(key, Buffer.concat([stamp, signature]))
}

function cosigned(body: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${body}`)
}

function signatureLine(key: Verifier, signature: Buffer): string {
  return `— ${key.name} ${Buffer.concat([keyId(key), signature]).toString('base64')}\n`
}

export interface OpenedNote {
  readonly body: string
  /** The known keys that signed it. */
  readonly signers: readonly Verifier[]
}

export type NoteRefusal = 'MALFORMED' | 'BAD_SIGNATURE' | 'UNSIGNED'

/** Unknown keys are ignored, also when only the name or only the id is known; one bad known signature spoils all. */
export function openNote(text: string, known: readonly Verifier[]): Result<OpenedNote, NoteRefusal> {
  const end = text.lastIndexOf('\n\n')
  // oxlint-disable-next-line no-control-regex
  if (end < 0 || !text.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f\ufffd]/.test(text))
    return refuse('MALFORMED')
  const body = text.slice(0, end + 1)
  const lines = text.slice(end + 2, -1).split('\n')
  const signers: Verifier[] = []
  for (const line of lines) {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line)
    const blob = Buffer.from(match?.[2] ?? '', 'base64')
    if (match === null || blob.length < 5) return refuse('MALFORMED')
    const key = known.find((one) => one.name === match[1] && keyId(one).equals(blob.subarray(0, 4)))
    if (key === undefined) continue
    if (!holds(key, body, blob.subarray(4))) return refuse('BAD_SIGNATURE', { key: key.name })
    signers.push(key)
  }
  return signers.length === 0 ? refuse('UNSIGNED') : ok({ body, signers })
}

function holds(key: Verifier, body: string, signature: Buffer): boolean {
  const publicKey = createPublicKey({
    key: Buffer.concat([publicPrefix, key.publicKey]),
    format: 'der',
    type: 'spki',
  })
  if (key.kind === 'log') return verify(null, Buffer.from(body), publicKey, signature)
  if (signature.length !== 72) return false
  return verify(null, cosigned(body, Number(signature.readBigUInt64BE())), publicKey, signature.subarray(8))
}
