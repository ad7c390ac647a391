import { WecomError, type Callable, type Input } from '@jieli/wecom'
import { complaint, type Finding } from './doctor.ts'
import type { Probe } from './probe.ts'

/** An id that nobody of any company has: the call can only be refused, and how it is refused tells the right. */
export const nobody = 'jieli-doctor-nobody'

/** What is asked of one call. */
export interface Try {
  readonly said: { readonly zh: string; readonly en: string }
  /** Codes that mean yes for this question. */
  readonly fine?: readonly number[]
  /** A refusal that is about the people named, not about us, means yes: it came after the look at our rights. */
  readonly isAboutPeople?: boolean
  /** How bad a no is; `bad` unless said. */
  readonly no?: 'bad' | 'warn'
}

/** Makes the call and tells what its answer means for our rights. */
export async function tried<K extends Callable>(
  { wecom }: Probe,
  call: K,
  input: Input<K>,
  { said, fine = [], isAboutPeople = false, no = 'bad' }: Try,
): Promise<Finding> {
  try {
    await wecom.call(call, input)
    return { state: 'ok', said }
  } catch (error) {
    // A token that was refused is told by its own call and never a yes.
    const isAboutToken = error instanceof WecomError && error.call === 'getToken'
    if (!(error instanceof WecomError) || isAboutToken) return complaint(error, no)
    const isFine =
      fine.includes(error.errcode) || (isAboutPeople && ['business', 'input'].includes(error.kind))
    return isFine ? { state: 'ok', said } : complaint(error, no)
  }
}
