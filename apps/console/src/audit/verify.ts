import { auditRoutes } from '@jieli/contract'
import { ask } from '../api.ts'

/** RFC 9162 in the browser: from the very bytes, so that the server's word is not needed. */
export interface Verdict {
  readonly ok: boolean
  readonly size: number
  readonly root: string
  /** Where the first leaf lies that is not as it was signed: between these two. */
  readonly between?: readonly [number, number]
  readonly why?: 'missing' | 'changed' | 'order'
  readonly checked: number
  readonly ms: number
  /** Whether the root on a printed report is that of the log at its size; absent without one. */
  readonly paper?: 'same' | 'other' | 'beyond'
}

/** What a printed report says of the log. */
export interface Paper {
  readonly size: number
  readonly root: string
}

const pageSize = 4_000

interface Peak {
  readonly size: number
  readonly hash: Uint8Array<ArrayBuffer>
}

async function sha256(...parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all))
}

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

async function rootOf(peaks: readonly Peak[]): Promise<string> {
  const [last, ...before] = peaks.toReversed()
  if (last === undefined) return ''
  let hash = last.hash
  for (const peak of before) hash = await sha256(nodePrefix, peak.hash, hash)
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function grown(peaks: readonly Peak[], leaf: Uint8Array<ArrayBuffer>): Promise<Peak[]> {
  const out = [...peaks]
  let next: Peak = { size: 1, hash: await sha256(leafPrefix, leaf) }
  for (;;) {
    const last = out.at(-1)
    if (last?.size !== next.size) break
    out.pop()
    next = { size: last.size * 2, hash: await sha256(nodePrefix, last.hash, next.hash) }
  }
  return [...out, next]
}

/** Computes the root of every signed checkpoint from the leaves and says which is the first that does not fit. */
export async function verifyLog(
  log: number,
  onProgress: (done: number, of: number) => void,
  paper?: Paper,
): Promise<Verdict> {
  const startedAt = performance.now()
  const { checkpoints } = await ask(auditRoutes.checkpoints, { query: { log } })
  const end = checkpoints.at(-1)?.size ?? 0
  const rootAt = new Map(checkpoints.map(({ size, root }) => [size, root]))
  let peaks: readonly Peak[] = []
  let fits = 0
  let root = ''
  let onPaper: Verdict['paper'] = paper === undefined ? undefined : 'beyond'
  const verdict = (more: Partial<Verdict>): Verdict => ({
    ok: true,
    size: end,
    root,
    checked: rootAt.size,
    ms: Math.round(performance.now() - startedAt),
    ...(onPaper === undefined ? {} : { paper: onPaper }),
    ...more,
  })
  for (let from = 0; from < end;) {
    const { leaves } = await ask(auditRoutes.leaves, {
      query: { log, from, count: Math.min(pageSize, end - from) },
    })
    if (leaves.length === 0) return verdict({ ok: false, why: 'missing', between: [from, from] })
    for (const { seq, bytes } of leaves) {
      if (seq !== from) return verdict({ ok: false, why: 'missing', between: [from, from] })
      const leaf = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))
      if (!saysOwnNumber(leaf, seq)) return verdict({ ok: false, why: 'order', between: [seq, seq] })
      peaks = await grown(peaks, leaf)
      from += 1
      if (paper?.size === from) onPaper = (await rootOf(peaks)) === paper.root ? 'same' : 'other'
      const signed = rootAt.get(from)
      if (signed === undefined) continue
      root = await rootOf(peaks)
      if (root !== signed) return verdict({ ok: false, why: 'changed', between: [fits, from - 1] })
      fits = from
    }
    onProgress(from, end)
  }
  return verdict({})
}

function saysOwnNumber(leaf: Uint8Array, seq: number): boolean {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(leaf))
    return typeof said === 'object' && said !== null && 'seq' in said && said.seq === seq
  } catch {
    return false
  }
}
