import { callbackKey, decrypt, encrypt, isSameSignature, sign } from './crypt.ts'
import { refuse, take, type Taken } from './refusals.ts'
import { readXml, writeXml } from './xml.ts'

/** What the admin console and we agreed on for one callback address. */
export interface CallbackSecrets {
  readonly token: string
  readonly encodingAesKey: string
  /** The corp id, for the apps of a corp. */
  readonly receiveId: string
}

/** The query of a call to our address, already URL-decoded. */
export interface CallbackQuery {
  readonly msg_signature?: string | undefined
  readonly timestamp?: string | undefined
  readonly nonce?: string | undefined
  readonly echostr?: string | undefined
}

/** A message we may trust. */
export interface OpenedCallback {
  /** The decrypted XML, to be stored as it is before anything else happens. */
  readonly xml: string
  /**
   * The same for a repeated delivery of the very same bytes. Keep it unique in the store beside the message: recording
   * it earlier would refuse WeCom's own second try after we failed to store the first.
   */
  readonly replayKey: string
}

/** Both ends of one callback address. */
export interface CallbackDoor {
  /** The text to answer a URL verification with: bare, within 1 s. */
  readonly echo: (query: CallbackQuery) => Taken<string>
  /** Opens a delivery: signature, age, decryption, receiver. */
  readonly open: (query: CallbackQuery, body: string) => Taken<OpenedCallback>
  /** Encrypts an answer to the person who clicked or wrote; empty 200 is enough for events. */
  readonly reply: (xml: string, nonce: string) => string
}

/** The query of a delivery. */
export type SealedQuery = Readonly<Record<'msg_signature' | 'timestamp' | 'nonce', string>>

/** What a sender puts on the wire; the simulator speaks as WeCom with it. */
export interface SealedCallback {
  readonly query: SealedQuery
  readonly body: string
}

interface DoorOptions extends CallbackSecrets {
  readonly wallClock: () => Date
  /** How far a timestamp may be from our clock, either way. */
  readonly windowMs?: number
}

const tenMinutes = 600_000

/** The receiving side of one callback address. A wrong EncodingAESKey throws here, at the start. */
export function callbackDoor(options: DoorOptions): CallbackDoor {
  const { token, receiveId, wallClock, windowMs = tenMinutes } = options
  const key = callbackKey(options.encodingAesKey)

  function checked(query: CallbackQuery, encrypted: string | undefined): Taken<string> {
    const { msg_signature: signature, timestamp, nonce } = query
    if (!signature || !timestamp || !nonce || !encrypted) return refuse('MISSING_PARAMETER')
    if (!isSameSignature(signature, sign(token, timestamp, nonce, encrypted))) return refuse('BAD_SIGNATURE')
    // Only now is the timestamp known to be WeCom's.
    const age = Math.abs(wallClock().getTime() - Number(timestamp) * 1_000)
    if (!/^\d{1,12}$/.test(timestamp) || age > windowMs) return refuse('STALE')
    return decrypt(key, encrypted, receiveId)
  }

  return {
    echo: (query) =>
      // A decoder that turned '+' into a space broke nothing but base64, which has no spaces.
      checked(query, query.echostr?.replaceAll(' ', '+')),
    open(query, body) {
      const outer = readXml(body)
      if (!outer.ok) return outer
      const encrypted = outer.value['Encrypt']
      const xml = checked(query, typeof encrypted === 'string' ? encrypted.trim() : undefined)
      return xml.ok ? take({ xml: xml.value, replayKey: query.msg_signature ?? '' }) : xml
    },
    reply(xml, nonce) {
      const timestamp = String(Math.floor(wallClock().getTime() / 1_000))
      const encrypted = encrypt(key, xml, receiveId)
      const signature = sign(token, timestamp, nonce, encrypted)
      return writeXml({
        Encrypt: encrypted,
        MsgSignature: signature,
        TimeStamp: Number(timestamp),
        Nonce: nonce,
      })
    },
  }
}

/** Seals a message as WeCom would deliver it. */
export function sealCallback(
  secrets: CallbackSecrets,
  message: { readonly xml: string; readonly at: Date; readonly nonce: string; readonly agentId?: string },
): SealedCallback {
  const encrypted = encrypt(callbackKey(secrets.encodingAesKey), message.xml, secrets.receiveId)
  const query = signed(secrets, encrypted, message)
  return {
    query,
    body: writeXml({ ToUserName: secrets.receiveId, AgentID: message.agentId ?? '', Encrypt: encrypted }),
  }
}

/** The query WeCom verifies an address with; the right answer is `plain`. */
export function sealEcho(
  secrets: CallbackSecrets,
  message: { readonly plain: string; readonly at: Date; readonly nonce: string },
): SealedQuery & { readonly echostr: string } {
  const echostr = encrypt(callbackKey(secrets.encodingAesKey), message.plain, secrets.receiveId)
  return { ...signed(secrets, echostr, message), echostr }
}

/** Opens an encrypted answer of an address, as WeCom would. */
export function openReply(secrets: CallbackSecrets, body: string): Taken<string> {
  const read = readXml(body)
  if (!read.ok) return read
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = read.value
  if (![Encrypt, MsgSignature, TimeStamp, Nonce].every((part) => typeof part === 'string'))
    return refuse('MISSING_PARAMETER')
  const expected = sign(secrets.token, String(TimeStamp), String(Nonce), String(Encrypt))
  if (!isSameSignature(String(MsgSignature), expected)) return refuse('BAD_SIGNATURE')
  return decrypt(callbackKey(secrets.encodingAesKey), String(Encrypt), secrets.receiveId)
}

function signed(
  secrets: CallbackSecrets,
  encrypted: string,
  { at, nonce }: { readonly at: Date; readonly nonce: string },
) {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  return { msg_signature: sign(secrets.token, timestamp, nonce, encrypted), timestamp, nonce }
}
