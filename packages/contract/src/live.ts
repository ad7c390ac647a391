import { z } from 'zod'
import { count } from './handover-model.ts'

export const livePath = '/v1/live'

/** Something was logged that the caller may see: ids only, so that he reads the masked view again. */
export const liveEvent = z.object({
  /** `log.seq` of the audit log: the cursor to resume from. */
  cursor: z.string(),
  seq: count,
  action: z.string(),
  handover: z.string().nullable(),
})
export type LiveEvent = z.output<typeof liveEvent>
