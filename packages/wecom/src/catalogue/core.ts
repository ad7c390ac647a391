import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { list, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const ipList = z.object({ ip_list: list(z.string()) })

/** Tokens, addresses and the app itself. */
export const core = {
  /** A token per secret, valid for 7200 s but possibly dead earlier; the wire name of the secret never leaves the client. */
  getToken: endpoint({
    method: 'GET',
    path: '/cgi-bin/gettoken',
    secret: 'none',
    needs: [],
    input: z.object({ corpid: z.string().min(1), corpsecret: z.string().min(1) }),
    output: z.object({ access_token: z.string().min(1), expires_in: z.int() }),
    repeat: 'safe',
    quota: ['ip-api-minute', 'ip-api-hour', 'wrong-secret-hour'],
    refuses: [40013, 40091, 41002, 41004, 45031, 50003, 50006],
    refusesItem: [],
    doc: '91039',
    known: 'documented',
  }),

  /** The addresses callbacks come from; may change, read daily. */
  getCallbackIps: endpoint({
    method: 'GET',
    path: '/cgi-bin/getcallbackip',
    secret: 'any',
    needs: [],
    input: z.object({}),
    output: ipList,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [],
    refusesItem: [],
    doc: '90930',
    known: 'documented',
  }),

  /** The addresses of the API itself, for firewalls. */
  getApiDomainIps: endpoint({
    method: 'GET',
    path: '/cgi-bin/get_api_domain_ip',
    secret: 'any',
    needs: [],
    input: z.object({}),
    output: ipList,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [],
    refusesItem: [],
    doc: '92520',
    known: 'observed',
  }),

  /** Our own app as the admin set it up: name, visible range, switched off or not. */
  getAgent: endpoint({
    method: 'GET',
    path: '/cgi-bin/agent/get',
    secret: 'app',
    needs: [],
    input: z.object({ agentid: whole }),
    output: z.object({
      agentid: whole,
      name: z.string(),
      square_logo_url: z.string().optional(),
      description: z.string().optional(),
      allow_userinfos: z.object({ user: list(z.object({ userid })) }).optional(),
      allow_partys: z.object({ partyid: list(whole) }).optional(),
      allow_tags: z.object({ tagid: list(whole) }).optional(),
      close: whole,
      redirect_domain: z.string().optional(),
      report_location_flag: whole.optional(),
      isreportenter: whole.optional(),
      home_url: z.string().optional(),
      customized_publish_status: whole.optional(),
    }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40056, 41011, 301002],
    refusesItem: [],
    doc: '90227',
    known: 'documented',
  }),
}
