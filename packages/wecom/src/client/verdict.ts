import type { Endpoint } from '../catalogue/endpoint.ts'
import { errcodes, isKnownCode } from '../catalogue/errcodes.ts'
import type { CodeKind } from '../catalogue/errcodes/code.ts'
import type { Patience } from './patience.ts'
import type { Outcome } from './transport.ts'

/** How often a call was already sent for each reason; 1 at the start. */
export interface Tries {
  readonly busy: number
  readonly conflict: number
  readonly lost: number
}

/** What to do after one request. */
export type Verdict =
  | { readonly do: 'done' | 'new-token' | 'refuse' | 'pause' | 'give-up' }
  | { readonly do: 'wait'; readonly because: keyof Tries }

/** The kind of a code, `unknown` for one our table does not have. */
export function kindOf(errcode: number): CodeKind | 'unknown' {
  return isKnownCode(errcode) ? errcodes[errcode].kind : 'unknown'
}

/** The rules of trying again. A lost answer of a call that must not run twice is never sent again. */
export function verdictOn(
  row: Endpoint,
  outcome: Outcome,
  so: { readonly tries: Tries; readonly mayRefetch: boolean; readonly patience: Patience },
): Verdict {
  const { tries, patience } = so
  if (outcome.kind === 'lost') {
    const isRepeatable = row.repeat === 'safe' || !outcome.sent
    return isRepeatable && tries.lost < patience.lostTries
      ? { do: 'wait', because: 'lost' }
      : { do: 'give-up' }
  }
  const { errcode } = outcome
  if (errcode === 0) return { do: 'done' }
  const kind = kindOf(errcode)
  if (kind === 'token' && so.mayRefetch) return { do: 'new-token' }
  if (kind === 'rate') return { do: 'pause' }
  // -1 says that nothing was executed; the other "internal error" codes do not.
  const isBusy = errcode === -1 || (kind === 'busy' && row.repeat === 'safe')
  if (isBusy && tries.busy < patience.busyTries) return { do: 'wait', because: 'busy' }
  if (kind === 'write-conflict' && tries.conflict < patience.conflictTries)
    return { do: 'wait', because: 'conflict' }
  return { do: 'refuse' }
}
