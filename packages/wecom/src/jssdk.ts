import { createHash } from 'node:crypto'

/** What a page needs for ww.register, beside its corp and agent id. */
export interface PageSignature {
  readonly timestamp: number
  /** Spelt `noncestr` inside the signed text, `nonceStr` here and in the page. */
  readonly nonceStr: string
  readonly signature: string
}

/** Signs one page with a ticket (doc 90506): the exact address with its query, without what follows '#'. */
export function signPage(page: {
  readonly ticket: string
  readonly url: string
  readonly nonceStr: string
  readonly at: Date
}): PageSignature {
  const timestamp = Math.floor(page.at.getTime() / 1_000)
  const url = page.url.replace(/#.*$/s, '')
  const text = `jsapi_ticket=${page.ticket}&noncestr=${page.nonceStr}&timestamp=${timestamp}&url=${url}`
  return { timestamp, nonceStr: page.nonceStr, signature: createHash('sha1').update(text).digest('hex') }
}
