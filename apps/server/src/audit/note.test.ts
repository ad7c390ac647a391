import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { inclusionProof, lookupIn } from './merkle-proof.ts'
import { leafHash, rootOf } from './merkle.ts'
import {
  checkpointBody,
  cosign,
  keyId,
  openNote,
  readCheckpoint,
  readVkey,
  signingKey,
  signNote,
  vkeyOf,
} from './note.ts'
import { isProven, readProof, writeProof } from './proof.ts'

const seed = (first: number) => Buffer.from(Array.from({ length: 32 }, (_, i) => first + i))
const log = signingKey('handover.example/audit', 'log', seed(0))
const witness = signingKey('witness.example/hr', 'witness', seed(0x20))
const bytes = [0, 1, 2, 3, 4].map((i) => Buffer.from(`handover-${i}`))
const hashes = bytes.map(leafHash)
const body = checkpointBody({ origin: log.name, size: 5, root: rootOf(hashes) })
const note = signNote(body, log)
const cosignature =
  '— witness.example/hr wB1jxgAAAABlU/EA3rYeCL/iYDzy2hOAnxcIFlayhrvY9r22VkvmIk/qQIlzJvd8GGev996CZlWK5IC+533UyeRc3ZXe9cstOt1tAA==\n'

describe('the published vectors', () => {
  test('keys', () => {
    expect(log.publicKey.toString('hex')).toBe(
      '03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8',
    )
    expect(vkeyOf(log)).toBe('handover.example/audit+50d4ffff+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4')
    expect(witness.publicKey.toString('hex')).toBe(
      '29acbae141bccaf0b22e1a94d34d0bc7361e526d0bfe12c89794bc9322966dd7',
    )
    expect(vkeyOf(witness)).toBe('witness.example/hr+c01d63c6+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X')
    expect(keyId(readVkey(vkeyOf(witness)))).toEqual(keyId(witness))
  })

  test('checkpoint note', () => {
    expect(note).toBe(
      'handover.example/audit\n5\nPl6KeWmAXXGIANyVr+h6NGcvYveRfcS/rBivVTXFyb0=\n\n' +
        '— handover.example/audit UNT//8uTCZbWTloJSR5cI0bm/gDlMkrvFr+V3S7UDkmfsiqznmRuCSd3cABYJuOStbo6vDoP1qhegvAX0sBK5ADIhAY=\n',
    )
    expect(createHash('sha256').update(note).digest('hex')).toBe(
      'c5a820826dcb6360022f50bdee21a151fa99804ee940b5ed51bc587d3a6c5dcc',
    )
    expect(readCheckpoint(body)).toEqual({ origin: log.name, size: 5, root: rootOf(hashes) })
  })

  test('cosignature', () => {
    expect(cosign(body, witness, new Date(1_700_000_000_000))).toBe(cosignature)
    const opened = openNote(note + cosignature, [log, witness])
    expect(opened.ok && opened.value.signers.map(({ name }) => name)).toEqual([log.name, witness.name])
  })

  test('inclusion of leaf 2 as tlog-proof', () => {
    const text = writeProof({ index: 2, proof: inclusionProof(2, 5, lookupIn(hashes)), note })
    expect(text).toBe(
      `c2sp.org/tlog-proof@v1
index 2
0yskM4pypjCeNryiMvPqi0kcuwMdpjujV7mfoVGJQgw=
Vn8L6QUjfZWkP90BGaFNGYOVCjWNGyK6Zd7bqNa8+IY=
4+U9+OMV33n30H3Ov3CHq5ayRvwG/pX6pRzYWRdnC50=

${note}`,
    )
    expect(isProven(text, [log], bytes[2])).toBe(true)
    expect(isProven(text, [log], bytes[1])).toBe(false)
    expect(isProven(text.replace('index 2', 'index 3'), [log], bytes[2])).toBe(false)
  })
})

test('a proof may carry its leaf', () => {
  const proof = inclusionProof(4, 5, lookupIn(hashes))
  const text = writeProof({ index: 4, proof, note, extra: Buffer.from('handover-4') })
  expect(readProof(text)?.extra?.toString()).toBe('handover-4')
  expect(isProven(text, [log])).toBe(true)
  expect(isProven(text.replace('extra aGFuZG92ZXItNA==', 'extra aGFuZG92ZXItNQ=='), [log])).toBe(false)
})

describe('who signed', () => {
  const stranger = signingKey('handover.example/audit', 'log', seed(7))

  test.each([
    ['nobody known', note, [stranger], 'UNSIGNED'],
    ['another text', note.replace('\n5\n', '\n6\n'), [log], 'BAD_SIGNATURE'],
    [
      'one bad signature among good ones',
      note + cosignature.replace('AAAAAGVT', 'AAAAAWVT').replace('wB1jxgAAAABl', 'wB1jxgAAAABm'),
      [log, witness],
      'BAD_SIGNATURE',
    ],
    ['no blank line', note.replace('\n\n', '\n'), [log], 'MALFORMED'],
    ['no line feed at the end', note.slice(0, -1), [log], 'MALFORMED'],
    ['a control character', `\u0001${note}`, [log], 'MALFORMED'],
    ['something that is no signature', `${note}hello\n`, [log], 'MALFORMED'],
  ])('%s is refused', (_, text, known, why) => {
    const opened = openNote(text, known)
    expect(opened.ok ? 'ok' : opened.why).toBe(why)
  })

  test('an unknown key beside a known one is ignored', () => {
    const [, line = ''] = signNote(body, stranger).split('\n\n')
    expect(openNote(note + line, [log]).ok).toBe(true)
  })

  test.each(['x\n05\n', 'x\n-1\n', '\n5\n'])('%j is no checkpoint', (start) => {
    expect(readCheckpoint(`${start}${rootOf(hashes).toString('base64')}\n`)).toBeUndefined()
  })
})
