import { z } from 'zod'
import { control, formContent, localText } from './approval-forms.ts'
import { endpoint } from './endpoint.ts'
import { flag, list, nextCursor, nothing, seconds, userid, whole, wideId } from './fields.ts'
import { baseQuota } from './quotas.ts'

const approvalApp = { secret: 'app', needs: ['approval'], refusesItem: [] } as const
const quota = [...baseQuota, 'approval-minute'] as const
const text20 = z.object({ text: z.string().max(20), lang: z.string() })
const templateContent = z.object({ controls: z.array(control).min(1) })
const templateName = z.array(z.object({ text: z.string().min(1).max(40), lang: z.string() })).min(1)

/** Approver of one node, or an entry of a sub node: what he did and when; `sptime` 0 = not yet. */
const acted = { speech: z.string().default(''), sptime: seconds.default(0) }

const info = z.object({
  sp_no: z.string(),
  sp_name: z.string(),
  /** 1 running, 2 passed, 3 rejected, 4 withdrawn, 6 withdrawn after passing, 7 deleted, 10 paid. */
  sp_status: whole,
  template_id: z.string(),
  apply_time: seconds,
  applyer: z.object({ userid, partyid: z.string() }).optional(),
  batch_applyer: z.array(z.object({ userid })).optional(),
  sp_record: list(
    z.object({
      sp_status: whole,
      /** 1 any, 2 all: the reverse of `apv_rel`. */
      approverattr: whole,
      details: list(
        z.object({ ...acted, approver: z.object({ userid }), sp_status: whole, media_id: list(z.string()) }),
      ),
    }),
  ),
  notifyer: list(z.object({ userid })),
  process_list: z
    .object({
      node_list: list(
        z.object({
          /** 1 approver, 2 cc, 3 handler. */
          node_type: whole,
          sp_status: whole.optional(),
          /** 1 all, 2 any, 3 in turn. */
          apv_rel: whole.optional(),
          sub_node_list: list(
            z.object({ ...acted, userid, sp_yj: whole.optional(), media_ids: list(z.string()) }),
          ),
        }),
      ),
    })
    .optional(),
  apply_data: z.object({ contents: list(formContent) }),
  comments: list(
    z.object({
      commentUserInfo: z.object({ userid }),
      commenttime: seconds,
      commentcontent: z.string(),
      commentid: wideId,
      media_id: list(z.string()),
    }),
  ),
})

/** Approvals (审批): forms can be made, submitted and read; only people approve, in the client. */
export const approval = {
  /** The controls of a template. */
  getApprovalTemplate: endpoint({
    ...approvalApp,
    method: 'POST',
    path: '/cgi-bin/oa/gettemplatedetail',
    input: z.object({ template_id: z.string().min(1) }),
    output: z.object({
      template_names: list(localText),
      template_content: z.object({ controls: list(control) }),
    }),
    repeat: 'safe',
    quota,
    refuses: [301025, 301026],
    doc: '91982',
    known: 'documented',
  }),

  /** A new template with the default flow; an admin edits the flow by hand. */
  createApprovalTemplate: endpoint({
    ...approvalApp,
    method: 'POST',
    path: '/cgi-bin/oa/approval/create_template',
    input: z.object({ template_name: templateName, template_content: templateContent }),
    output: z.object({ template_id: z.string() }),
    repeat: 'never',
    quota,
    refuses: [301025, 301086, 301087, 301088, 620004],
    doc: '97437',
    known: 'documented',
  }),

  /** Replaces the content of a template this app made; the flow stays. */
  updateApprovalTemplate: endpoint({
    ...approvalApp,
    method: 'POST',
    path: '/cgi-bin/oa/approval/update_template',
    input: z.object({
      template_id: z.string().min(1),
      template_name: templateName,
      template_content: templateContent,
    }),
    output: nothing,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [301025, 301086, 301088, 301115, 620004],
    doc: '97438',
    known: 'documented',
  }),

  /** Submits a form for a member. */
  submitApproval: endpoint({
    ...approvalApp,
    method: 'POST',
    path: '/cgi-bin/oa/applyevent',
    input: z.object({
      creator_userid: userid,
      template_id: z.string().min(1),
      /** 0 = the flow in `process`, 1 = the flow of the console. */
      use_template_approver: flag,
      choose_department: whole.optional(),
      process: z
        .object({
          node_list: z
            .array(
              z.object({
                /** 1 approver, 2 cc, 3 handler. */
                type: z.int().min(1).max(3),
                /** 1 all must agree, 2 one is enough, 3 in the listed order. */
                apv_rel: z.int().min(1).max(3).optional(),
                userid: z.array(userid).min(1),
              }),
            )
            .min(1),
        })
        .optional(),
      apply_data: z.object({ contents: z.array(formContent) }),
      summary_list: z
        .array(z.object({ summary_info: z.array(text20).min(1) }))
        .min(1)
        .max(3),
    }),
    output: z.object({ sp_no: z.string() }),
    repeat: 'never',
    quota,
    refuses: [301025, 301055, 301056, 301057, 301079],
    doc: '91853',
    known: 'documented',
  }),

  /** Numbers of forms in a time window of at most 31 days; a short page is not the last one. */
  listApprovals: endpoint({
    ...approvalApp,
    method: 'POST',
    path: '/cgi-bin/oa/getapprovalinfo',
    input: z.object({
      starttime: z.string().regex(/^\d+$/),
      endtime: z.string().regex(/^\d+$/),
      new_cursor: z.string().default(''),
      size: z.int().min(1).max(100).optional(),
      filters: z
        .array(
          z.object({
            key: z.enum(['template_id', 'creator', 'department', 'sp_status', 'record_type']),
            value: z.string(),
          }),
        )
        .optional(),
    }),
    output: z.object({ sp_no_list: list(z.string()), new_next_cursor: nextCursor }),
    paging: { send: 'new_cursor', receive: 'new_next_cursor' },
    repeat: 'safe',
    quota,
    refuses: [301025, 301026, 301055, 301112],
    doc: '91816',
    known: 'documented',
  }),

  /** One form with its flow, its content and its comments. */
  getApproval: endpoint({
    ...approvalApp,
    method: 'POST',
    path: '/cgi-bin/oa/getapprovaldetail',
    input: z.object({ sp_no: z.string().min(1) }),
    output: z.object({ info }),
    repeat: 'safe',
    quota,
    refuses: [301025, 301026, 301055],
    doc: '91983',
    known: 'documented',
  }),
}
