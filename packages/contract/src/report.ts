import { z } from 'zod'
import { count, instant, itemKinds, itemStates, reasons, triggers, userid } from './handover-model.ts'
import { classToSign } from './acceptance.ts'
import { taskKinds } from './tasks.ts'

/** The report as data: counts with their denominators, exceptions with owners, approvals, proof. */
export const report = z.object({
  id: z.string(),
  trigger: z.enum(triggers),
  /** How it ended: carried through, or cancelled with what had moved staying or going back. */
  ending: z.enum(['stay', 'back']).nullable(),
  /** Of a loan: when it was to go back. */
  returnAt: instant.nullable(),
  accessEndedAt: instant.nullable(),
  leaver: userid,
  initiator: userid,
  successors: z.array(userid),
  items: count,
  /** Items without an end; a report exists only when it is 0. */
  open: count,
  byState: z.partialRecord(z.enum(itemStates), count),
  completeness: z.array(
    z.object({
      kind: z.enum(itemKinds),
      /** What was found by all sources together, the late finds included. */
      of: count,
      verified: count,
      excepted: count,
      adopted: count,
      gone: count,
      unknown: count,
    }),
  ),
  exceptions: z.array(
    z.object({
      item: z.string(),
      kind: z.enum(itemKinds),
      subject: z.string(),
      reason: z.enum(reasons).nullable(),
      code: z.number().int().nullable(),
      owner: z.string(),
      decision: z.string(),
      until: z.string(),
    }),
  ),
  notes: z.object({ restored: count, partly: count, none: count }),
  approvals: z.array(
    z.object({ seat: z.string(), userid, decision: z.string().nullable(), at: instant.nullable() }),
  ),
  /** Seats that one person held together, by policy. */
  mergedSeats: z.array(z.object({ userid, seats: z.array(z.string()) })),
  /** The leaver’s word about the checklist. */
  confirmation: z.object({
    how: z.enum(['not-asked', 'asked', 'confirmed', 'silent']),
    at: instant.nullable(),
  }),
  /** What people did by hand, with its denominators. */
  tasks: z.array(z.object({ kind: z.enum(taskKinds), of: count, done: count, dropped: count, left: count })),
  tasksLeft: z.array(z.object({ task: z.string(), kind: z.enum(taskKinds), owner: userid, until: instant })),
  /** Who signed for what when somebody reads this; unsigned classes are named with their successor. */
  classes: z.array(classToSign),
  review: z.object({ by: userid, at: instant }).nullable(),
  envelopeHash: z.string().nullable(),
  calls: z.object({ made: count, minimum: count, settledByLooking: count }),
  memberOnlyGroups: count,
  sources: z.array(z.object({ name: z.string(), kind: z.string(), count: count.nullable() })),
  times: z.object({
    created: instant,
    transferStart: instant,
    frozen: instant.nullable(),
    agreedFreeze: instant,
    reported: instant,
  }),
  /** Real names of members; masked names of the exceptions by item, and of what was left by task. */
  names: z.record(z.string(), z.string()),
  subjects: z.record(z.string(), z.string()),
  /** The newest signed checkpoint of the audit log; null before the first. */
  checkpoint: z.object({ origin: z.string(), size: count, root: z.string() }).nullable(),
})
export type ReportView = z.output<typeof report>
