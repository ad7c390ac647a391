import type { Reader } from '../platform/db.ts'
import type { Box, Vault } from '../vault/index.ts'
import type { NewCard, SendBody, WireCard } from './notify.ts'

/** What a row of the outbox holds: a request of WeCom, word for word, or what is needed to make it. */
export type Body =
  | { readonly kind: 'send'; readonly request: SendBody }
  | {
      readonly kind: 'group'
      readonly group: string
      readonly text: string
      readonly mention: readonly string[]
    }
  | {
      readonly kind: 'update'
      readonly userid: string
      readonly responseCode: string
      readonly card: NewCard
      /** Said in a text when the card itself cannot be changed any more. */
      readonly otherwise: string
    }

export interface Sealing {
  readonly vault: Vault
  readonly corpId: string
}

/** Everything here lives in the scope of the directory: it names people and what they are told. */
export function openBox({ vault, corpId }: Sealing, reader: Reader): Promise<Box> {
  return vault.box(reader, { kind: 'directory', id: corpId })
}

export type Column = 'body_sealed' | 'response_code_sealed' | 'closed_text_sealed'

export function place(column: Column, row: string) {
  return { table: 'notify.message', column, row }
}

export function sealBody(box: Box, id: string, body: Body): Buffer {
  return box.seal(place('body_sealed', id), JSON.stringify(body))
}

export function openBody(box: Box, id: string, sealed: Buffer): Body {
  // Only `sealBody` writes this column, and the seal proves that nobody else did.
  return JSON.parse(box.open(place('body_sealed', id), sealed)) as Body
}

export function cardOf(body: Body): WireCard | undefined {
  return body.kind === 'send' && body.request.msgtype === 'template_card'
    ? body.request.template_card
    : undefined
}
