import { decrypt as theirDecrypt, encrypt as theirEncrypt, getSignature } from '@wecom/crypto'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { callbackKey, decrypt, encrypt, sign } from './crypt.ts'
import { callbackDoor, openReply, sealCallback, sealEcho } from './door.ts'
import { readCallback } from './read.ts'

// The samples WeCom publishes with its own libraries.
const published = {
  token: 'QDG6eK',
  receiveId: 'wx5823bf96d3bd56c7',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}
const publishedEcho = {
  msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
}
const publishedMessage = {
  query: {
    msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    timestamp: '1409659813',
    nonce: '1372623149',
  },
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
}
const body = (encrypted: string) =>
  `<xml>\n<ToUserName><![CDATA[${published.receiveId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt>\n<AgentID><![CDATA[218]]></AgentID>\n</xml>`

const at = new Date(1409659813_000)
const door = callbackDoor({ ...published, wallClock: () => at })
const key = callbackKey(published.encodingAesKey)

describe('the published samples', () => {
  test('URL verification answers the plain text', () => {
    expect(door.echo(publishedEcho)).toEqual({ ok: true, value: '1616140317555161061' })
  })

  test('also when a decoder turned the plus signs into spaces', () => {
    expect(door.echo({ ...publishedEcho, echostr: publishedEcho.echostr.replaceAll('+', ' ') }).ok).toBe(true)
  })

  test('a message opens and reads', () => {
    const opened = door.open(publishedMessage.query, body(publishedMessage.encrypted))
    if (!opened.ok) throw new Error(opened.refusal)
    const read = readCallback(opened.value.xml)
    expect(read).toMatchObject({
      ok: true,
      value: {
        name: 'textSaid',
        value: {
          FromUserName: 'mycreate',
          CreateTime: 1409659813,
          Content: 'hello',
          MsgId: '4561255354251345929',
          AgentID: 218,
        },
      },
    })
  })
})

test('200 messages: both directions agree with the second library', () => {
  for (let size = 0; size < 200; size += 1) {
    const message = '交接😀<a>&"]]>'.repeat(size % 9) + 'x'.repeat(size)
    const random = createHash('sha256').update(`random ${size}`).digest().subarray(0, 16)
    const ours = encrypt(key, message, published.receiveId, random)
    const theirs = theirEncrypt(published.encodingAesKey, message, published.receiveId, random)
    expect(ours).toBe(theirs)
    expect(theirDecrypt(published.encodingAesKey, ours)).toMatchObject({ message, id: published.receiveId })
    expect(decrypt(key, theirs, published.receiveId)).toEqual({ ok: true, value: message })
    expect(sign(published.token, String(size), `n${size}`, ours)).toBe(
      getSignature(published.token, size, `n${size}`, ours),
    )
  }
})

describe('what is not from WeCom', () => {
  const good = sealCallback(published, { xml: '<xml><A>1</A></xml>', at, nonce: 'n1' })

  test('a sealed message opens, and every delivery of it has the same replay key', () => {
    const first = door.open(good.query, good.body)
    expect(first).toMatchObject({ ok: true, value: { xml: '<xml><A>1</A></xml>' } })
    expect(door.open(good.query, good.body)).toEqual(first)
    const other = sealCallback(published, { xml: '<xml><A>1</A></xml>', at, nonce: 'n2' })
    const second = door.open(other.query, other.body)
    expect(first.ok && second.ok && first.value.replayKey !== second.value.replayKey).toBe(true)
  })

  test.each(['msg_signature', 'timestamp', 'nonce'] as const)('without %s it is refused', (name) => {
    const { [name]: _gone, ...rest } = good.query
    expect(door.open(rest, good.body)).toEqual({ ok: false, refusal: 'MISSING_PARAMETER' })
  })

  test('one changed character anywhere in signature, nonce, timestamp or cipher text is refused', () => {
    const flip = (text: string, index: number) =>
      text.slice(0, index) + (text[index] === 'a' ? 'b' : 'a') + text.slice(index + 1)
    for (const name of ['msg_signature', 'nonce', 'timestamp'] as const) {
      const text = good.query[name]
      for (let index = 0; index < text.length; index += 1) {
        expect(door.open({ ...good.query, [name]: flip(text, index) }, good.body)).toEqual({
          ok: false,
          refusal: 'BAD_SIGNATURE',
        })
      }
    }
    const start = good.body.indexOf('<Encrypt><![CDATA[') + 18
    for (let index = start; index < start + 40; index += 1) {
      expect(door.open(good.query, flip(good.body, index)).ok).toBe(false)
    }
  })

  test('a right signature outside the window is stale, at its edge it is not', () => {
    const seal = (seconds: number) =>
      sealCallback(published, { xml: '<xml/>', at: new Date(at.getTime() + seconds * 1_000), nonce: 'n' })
    for (const seconds of [601, -601, 86_400]) {
      const sealed = seal(seconds)
      expect(door.open(sealed.query, sealed.body)).toEqual({ ok: false, refusal: 'STALE' })
    }
    for (const seconds of [600, -600]) {
      const sealed = seal(seconds)
      expect(door.open(sealed.query, sealed.body).ok).toBe(true)
    }
    const late = callbackDoor({
      ...published,
      wallClock: () => new Date(at.getTime() + 30_000),
      windowMs: 10_000,
    })
    expect(late.open(good.query, good.body)).toEqual({ ok: false, refusal: 'STALE' })
  })

  test('a message for another corp is refused', () => {
    const other = sealCallback({ ...published, receiveId: 'wwOTHER' }, { xml: '<xml/>', at, nonce: 'n' })
    expect(door.open(other.query, other.body)).toEqual({ ok: false, refusal: 'WRONG_RECEIVER' })
  })

  test('a body that is not XML is refused by name', () => {
    for (const text of [
      '',
      '{}',
      '<xml>',
      '<xml><Encrypt></xml>',
      '<a/>',
      '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
    ]) {
      expect(door.open(good.query, text)).toEqual({ ok: false, refusal: 'BAD_XML' })
    }
    expect(door.open(good.query, '<xml><Other>1</Other></xml>')).toEqual({
      ok: false,
      refusal: 'MISSING_PARAMETER',
    })
  })
})

describe('cipher text that was made wrong is refused by name', () => {
  const raw = (plain: Buffer) => {
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
  }
  const padded = (plain: Buffer, pad = 32 - (plain.length % 32)) =>
    Buffer.concat([plain, Buffer.alloc(pad, pad)])
  const head = (length: number) => {
    const four = Buffer.alloc(4)
    four.writeUInt32BE(length)
    return Buffer.concat([Buffer.alloc(16, 7), four])
  }

  test.each([
    ['no base64', '***', 'BAD_BASE64'],
    ['base64 with a gap', 'QUJD REVG', 'BAD_BASE64'],
    ['empty', '', 'BAD_BASE64'],
    ['no whole block', Buffer.alloc(31).toString('base64'), 'BAD_CIPHER'],
    ['padding of 0', raw(Buffer.alloc(32, 0)), 'BAD_PADDING'],
    ['padding of 33', raw(Buffer.concat([Buffer.alloc(31), Buffer.of(33)])), 'BAD_PADDING'],
    ['uneven padding', raw(Buffer.concat([Buffer.alloc(30), Buffer.of(3, 2)])), 'BAD_PADDING'],
    ['nothing but padding', raw(Buffer.alloc(32, 32)), 'BAD_LENGTH'],
    ['shorter than its head', raw(padded(Buffer.alloc(19))), 'BAD_LENGTH'],
    ['a length beyond the text', raw(padded(Buffer.concat([head(5), Buffer.from('abc')]))), 'BAD_LENGTH'],
    ['a length of 4 GiB', raw(padded(Buffer.concat([head(0xffffffff), Buffer.from('abc')]))), 'BAD_LENGTH'],
    ['no receiver', raw(padded(Buffer.concat([head(3), Buffer.from('abc')]))), 'WRONG_RECEIVER'],
  ])('%s', (_what, encrypted, refusal) => {
    expect(decrypt(key, encrypted, published.receiveId)).toEqual({ ok: false, refusal })
  })

  test('random bytes never crash it', () => {
    for (let run = 0; run < 300; run += 1) {
      expect(decrypt(key, randomBytes(32 * (1 + (run % 5))).toString('base64'), published.receiveId).ok).toBe(
        false,
      )
    }
  })
})

test('a wrong EncodingAESKey stops the start, without being printed', () => {
  for (const encodingAesKey of [
    '',
    'short',
    `${published.encodingAesKey}x`,
    `${published.encodingAesKey.slice(1)}*`,
  ]) {
    expect(() => callbackDoor({ ...published, encodingAesKey, wallClock: () => at })).toThrow(
      '43 letters and digits',
    )
  }
})

test('what the simulator seals as verification is answered with its plain text', () => {
  const query = sealEcho(published, { plain: '123456', at, nonce: 'n' })
  expect(door.echo(query)).toEqual({ ok: true, value: '123456' })
})

test('an encrypted reply opens on the other side, a changed one does not', () => {
  const reply = door.reply('<xml><MsgType><![CDATA[update_button]]></MsgType></xml>', 'n9')
  expect(openReply(published, reply)).toEqual({
    ok: true,
    value: '<xml><MsgType><![CDATA[update_button]]></MsgType></xml>',
  })
  expect(openReply(published, reply.replace('n9', 'n8'))).toEqual({ ok: false, refusal: 'BAD_SIGNATURE' })
  expect(openReply(published, '<xml/>')).toEqual({ ok: false, refusal: 'BAD_XML' })
})
