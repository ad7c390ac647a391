import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { boxOf, makeKey } from '../apps/server/src/vault/box.ts'
import type { Place } from '../apps/server/src/vault/index.ts'

// What the envelope costs over plain AES-256-GCM with a fresh nonce: place bound in, header, key lookup. Best of
// several rounds, because the machine is shared. Prints JSON lines {name, value, unit, baseline, ratio}.
const rounds = 7
const fields = 20_000
const remark = '周晴 13800000000 每月第一周对账，发票寄朝阳区，续约意向强，十一月回访'

const raw = randomBytes(32)
const key = makeKey(1, raw, Buffer.alloc(0), 0)
const scope = { kind: 'handover', id: 'bench' } as const
const box = boxOf({ tenant: 'ww1', scope, keys: new Map([[1, key]]), first: key, newest: key })
const places: readonly Place[] = Array.from({ length: fields }, (_, i) => ({
  table: 'handover.item',
  column: 'notes',
  row: `0193${i}`,
}))

interface Plain {
  readonly nonce: Buffer
  readonly body: Buffer
  readonly tag: Buffer
}

function plainSeal(): Plain {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', raw, nonce)
  const body = Buffer.concat([cipher.update(remark, 'utf8'), cipher.final()])
  return { nonce, body, tag: cipher.getAuthTag() }
}

function plainOpen({ nonce, body, tag }: Plain): string {
  const cipher = createDecipheriv('aes-256-gcm', raw, nonce)
  cipher.setAuthTag(tag)
  return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8')
}

function perSecond(work: () => void): number {
  const started = performance.now()
  work()
  return (fields / (performance.now() - started)) * 1_000
}

/** Both sides take turns, so that a slow moment of the machine hits both. */
function compare(name: string, ours: () => void, plain: () => void): void {
  let value = 0
  let baseline = 0
  for (let round = 0; round < rounds; round += 1) {
    baseline = Math.max(baseline, perSecond(plain))
    value = Math.max(value, perSecond(ours))
  }
  const line = { name, value: Math.round(value), unit: '1/s', baseline: Math.round(baseline) }
  console.log(JSON.stringify({ ...line, ratio: Math.round((value / baseline) * 100) / 100 }))
}

let sealed: readonly Buffer[] = []
let plain: readonly Plain[] = []
compare(
  'vault seal, fields against plain AES-256-GCM',
  () => {
    sealed = places.map((place) => box.seal(place, remark))
  },
  () => {
    plain = places.map(plainSeal)
  },
)
compare(
  'vault open, fields against plain AES-256-GCM',
  () => {
    for (const [i, place] of places.entries()) {
      if (box.open(place, sealed[i] ?? Buffer.alloc(0)) !== remark) throw new Error('opened something else')
    }
  },
  () => {
    for (const each of plain) if (plainOpen(each) !== remark) throw new Error('opened something else')
  },
)
compare(
  'vault token, look-ups against plain HMAC-SHA-256',
  () => {
    for (const { row } of places) box.token(row)
  },
  () => {
    for (const { row } of places) createHmac('sha256', raw).update(row).digest()
  },
)
compare(
  'vault bigrams, texts of 36 signs against one plain HMAC-SHA-256 each',
  () => {
    for (const { row } of places) box.bigrams(`${remark} ${row}`)
  },
  () => {
    for (const { row } of places) createHmac('sha256', raw).update(`${remark} ${row}`).digest()
  },
)
