import { z } from 'zod'
import { event, siblings } from './callback-fields.ts'
import { callback } from './callback.ts'
import { userid, whole } from './fields.ts'

const person = z.object({ UserId: userid })
const speech = z.string().default('')

/** Approvals. The event carries no form content: read the form after each. */
export const approvalCallbacks = {
  /** A form was submitted, agreed to, rejected, passed on, urged, withdrawn or commented. */
  approvalChanged: callback({
    msgType: 'event',
    event: 'sys_approval_change',
    receiver: 'app',
    fields: z.object({
      ...event,
      Event: z.literal('sys_approval_change'),
      ApprovalInfo: z.object({
        /** Use this one; `SpNo` is discouraged and missing for some forms. */
        SpNoStr: z.string(),
        SpNo: z.string().optional(),
        SpName: z.string(),
        SpStatus: whole,
        TemplateId: z.string(),
        ApplyTime: whole,
        Applyer: z.object({ UserId: userid, Party: z.string().optional() }).optional(),
        SpRecord: siblings(
          z.object({
            SpStatus: whole,
            /** 1 any, 2 all: the reverse of ApvRel. */
            ApproverAttr: whole,
            Details: siblings(
              z.object({
                Approver: person,
                Speech: speech,
                SpStatus: whole,
                SpTime: whole,
                Attach: siblings(z.string()),
              }),
            ),
          }),
        ),
        Notifyer: siblings(person),
        ProcessList: z
          .object({
            NodeList: siblings(
              z.object({
                NodeType: whole,
                SpStatus: whole.optional(),
                /** 1 all, 2 any, 3 in turn. */
                ApvRel: whole.optional(),
                SubNodeList: siblings(
                  z.object({
                    UserInfo: person,
                    Speech: speech,
                    SpYj: whole.optional(),
                    Sptime: whole.optional(),
                    MediaIds: siblings(z.string()),
                  }),
                ),
              }),
            ),
          })
          .optional(),
        Comments: siblings(
          z.object({
            CommentUserInfo: person,
            CommentTime: whole,
            CommentContent: z.string(),
            CommentId: z.string(),
            Attach: siblings(z.string()),
          }),
        ),
        /**
         * (sic) 1 submitted, 2 agreed, 3 rejected, 4 passed on, 5 urged, 6 withdrawn, 8 withdrawn after passing,
         * 10 comment, 11 sent back, 12 approver added, 13 added and agreed, 14 handled, 15 handed on.
         */
        StatuChangeEvent: whole,
      }),
    }),
    tellApart: ['ApprovalInfo'],
    doc: '91815',
    known: 'documented',
  }),
}
