import { sql } from 'kysely'
import { z } from 'zod'
import type { Reader } from '../platform/db.ts'
import type { Json } from '../platform/canonical-json.ts'
import { commitTo, type EntryId } from './audit.ts'

/** Decrypts what `Seal` made; undefined once its key was shredded. */
export type Open = (reader: Reader, entryId: EntryId, sealed: Buffer) => Promise<Buffer | undefined>

const Sealed = z.object({ payload: z.json(), salt: z.base64() })

/** The payload of an entry, checked against the commitment in its leaf; undefined without one or after shredding. */
export async function readPayload(reader: Reader, entryId: EntryId, open: Open): Promise<Json | undefined> {
  const { rows } = await sql<{ sealed: Buffer | null; commitment: Buffer | null }>`
    select sealed, commitment from audit.entry where entry_id = ${entryId}`.execute(reader)
  const { sealed, commitment } = rows[0] ?? { sealed: null, commitment: null }
  const plaintext = sealed === null ? undefined : await open(reader, entryId, sealed)
  if (plaintext === undefined) return undefined
  const { payload, salt } = Sealed.parse(JSON.parse(plaintext.toString('utf8')))
  if (commitment === null || !commitTo(payload, Buffer.from(salt, 'base64')).equals(commitment)) {
    throw new Error('the payload of an audit entry is not the one its leaf committed to')
  }
  return payload
}
