import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { externalUserid, userid } from './fields.ts'
import { baseQuota } from './quotas.ts'

/** Who came back from the login page. */
export const login = {
  /** The person behind a code (one use, 5 minutes). Any corp member is returned, so check the range yourself. */
  getLoginUser: endpoint({
    method: 'GET',
    path: '/cgi-bin/auth/getuserinfo',
    secret: 'app',
    needs: ['trusted-domain'],
    input: z.object({ code: z.string().min(1).max(512) }),
    output: z.object({
      userid: userid.optional(),
      /** Only with scope snsapi_privateinfo; 1800 s. */
      user_ticket: z.string().optional(),
      user_doc_ticket: z.string().optional(),
      openid: z.string().optional(),
      external_userid: externalUserid.optional(),
    }),
    // The code is spent by the first call, executed or not, so a second try can only fail.
    repeat: 'never',
    quota: baseQuota,
    refuses: [40029, 50001],
    refusesItem: [],
    doc: '91023',
    known: 'documented',
  }),

  /** What the member agreed to show of himself. */
  getLoginUserDetail: endpoint({
    method: 'POST',
    path: '/cgi-bin/auth/getuserdetail',
    secret: 'app',
    needs: ['trusted-domain'],
    input: z.object({ user_ticket: z.string().min(1) }),
    output: z.object({
      userid,
      gender: z.string().optional(),
      avatar: z.string().optional(),
      qr_code: z.string().optional(),
      mobile: z.string().optional(),
      email: z.string().optional(),
      biz_mail: z.string().optional(),
      address: z.string().optional(),
    }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [84014, 84015],
    refusesItem: [],
    doc: '95833',
    known: 'documented',
  }),
}
