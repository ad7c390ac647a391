import type { CheckId, Settings } from '../index.ts'

/** One thing that is set up wrongly, and what has to be said of it. */
export interface Wrong {
  readonly name: string
  /** As the corp would be changed in the admin console. */
  readonly corp?: object
  readonly lacks?: string
  readonly settings?: Partial<Settings>
  readonly at: CheckId
  /** Where the same cause has to be mended in a second place. */
  readonly also?: CheckId
  readonly state: 'bad' | 'warn'
  readonly code: number | null
  readonly cause: RegExp
  readonly remedy: RegExp
  /** Further checks that only repeat what the first one says, told as waiting. */
  readonly waiting: number
}
