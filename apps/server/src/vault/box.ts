import { createHmac, hkdfSync } from 'node:crypto'
import { bigramsOf } from './bigrams.ts'
import { context, decrypt, encrypt } from './cipher.ts'
import { nameOf, VaultError, type Box, type Place, type Scope } from './vault.ts'
import { keyBytes } from './wrap.ts'

const format = 1
const headerBytes = 5
// 2^32 random 96-bit nonces under one key are the limit of SP 800-38D 8.3; half of it, and rotation comes far earlier.
const hardLimit = 2 ** 31
// Texts of one month or one year repeat their pairs; the memo saves most of the HMACs and stays under 2 MB.
const memoSize = 20_000

/** One version of a data key, unwrapped, in memory. */
export interface Key {
  readonly version: number
  readonly raw: Buffer
  readonly sealing: Buffer
  readonly looking: Buffer
  readonly searching: Buffer
  readonly memo: Map<string, string>
  /** As in the database, so that a change there is seen. */
  wrapped: Buffer
  /** Uses known to the database, and those not yet reported. */
  reported: number
  unreported: number
  dead: boolean
}

export function makeKey(version: number, raw: Buffer, wrapped: Buffer, reported: number): Key {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', raw, '', purpose, keyBytes))
  return {
    version,
    raw,
    sealing: derive('jieli seal'),
    looking: derive('jieli token'),
    searching: derive('jieli bigram'),
    memo: new Map(),
    wrapped,
    reported,
    unreported: 0,
    dead: false,
  }
}

export function kill(key: Key): void {
  key.dead = true
  for (const secret of [key.raw, key.sealing, key.looking, key.searching]) secret.fill(0)
  key.memo.clear()
}

/** All versions of one scope. Tokens come from the first, so that they stay the same when a newer one seals. */
export interface Ring {
  readonly tenant: string
  readonly scope: Scope
  readonly keys: ReadonlyMap<number, Key>
  readonly first: Key
  readonly newest: Key
}

export function boxOf(ring: Ring, used: (ring: Ring, key: Key) => void = () => {}): Box {
  const { tenant, scope } = ring
  const bound = (at: Place, version: number) =>
    context(tenant, scope.kind, scope.id, at.table, at.column, at.row, version)
  return {
    scope,
    seal(at, plain) {
      const key = alive(scope, ring.newest)
      if (key.reported + key.unreported >= hardLimit) {
        throw new VaultError('KEY_WORN', `${nameOf(scope)}, version ${key.version}: ask for the box again`)
      }
      key.unreported += 1
      used(ring, key)
      const header = Buffer.allocUnsafe(headerBytes)
      header[0] = format
      header.writeUInt32BE(key.version, 1)
      return Buffer.concat([header, encrypt(key.sealing, bound(at, key.version), plain)])
    },
    open(at, sealed) {
      if (sealed.length < headerBytes || sealed[0] !== format) {
        throw new VaultError('CIPHERTEXT_MALFORMED', spell(at))
      }
      const version = sealed.readUInt32BE(1)
      alive(scope, ring.newest)
      const key = ring.keys.get(version)
      if (!key) throw new VaultError('KEY_UNKNOWN', `${nameOf(scope)}, version ${version}; ${spell(at)}`)
      const plain = decrypt(key.sealing, bound(at, version), sealed.subarray(headerBytes))
      if (!plain) throw new VaultError('CIPHERTEXT_REFUSED', spell(at))
      return plain.toString('utf8')
    },
    token(text) {
      return createHmac('sha256', alive(scope, ring.first).looking).update(text, 'utf8').digest()
    },
    bigrams(text) {
      const key = alive(scope, ring.first)
      return bigramsOf(text).map((pair) => remember(key, pair))
    },
  }
}

function alive(scope: Scope, key: Key): Key {
  if (key.dead) throw new VaultError('SHREDDED', nameOf(scope))
  return key
}

// 64 bits: within one scope a chance hit costs one text opened in vain, and the index stays small.
function remember(key: Key, pair: string): string {
  const known = key.memo.get(pair)
  if (known !== undefined) return known
  const token = createHmac('sha256', key.searching).update(pair, 'utf8').digest('hex').slice(0, 16)
  if (key.memo.size >= memoSize) key.memo.clear()
  key.memo.set(pair, token)
  return token
}

function spell({ table, column, row }: Place): string {
  return `${table}.${column}, row ${row}`
}
