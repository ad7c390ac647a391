import type { Endpoint } from '../catalogue/endpoint.ts'
import { catalogue, type Input, type Output, type PagedCall } from '../catalogue/index.ts'
import { CursorRepeats } from './errors.ts'

type CallOne<O> = <K extends PagedCall>(name: K, input: Input<K>, options?: O) => Promise<Output<K>>

/** Reads page after page with the newest cursor; a page may be empty and still not be the last. */
export async function* readPages<K extends PagedCall, O>(
  call: CallOne<O>,
  name: K,
  input: Input<K>,
  options: O | undefined,
): AsyncGenerator<Output<K>> {
  const row: Endpoint = catalogue[name]
  const { paging } = row
  if (!paging) return
  const first: Record<string, unknown> = { ...input }
  const seen = new Set([first[paging.send] ?? ''])
  let next = input
  for (let page = 1; ; page += 1) {
    const answer = await call(name, next, options)
    const fields: Record<string, unknown> = answer
    const cursor = fields[paging.receive] ?? ''
    const isLast = cursor === '' || (paging.last !== undefined && fields[paging.last] === true)
    yield answer
    if (isLast) return
    if (seen.has(cursor)) throw new CursorRepeats(name, page)
    seen.add(cursor)
    next = { ...input, [paging.send]: cursor }
  }
}
