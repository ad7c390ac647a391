import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { baseQuota } from './quotas.ts'

const ticket = z.object({ ticket: z.string().min(1), expires_in: z.int() })

/** Tickets for signing pages; kept on the server, never sent to a browser. */
export const jssdk = {
  /** The corp's ticket, for ww.register's config signature. */
  getJsapiTicket: endpoint({
    method: 'GET',
    path: '/cgi-bin/get_jsapi_ticket',
    secret: 'app',
    needs: ['trusted-domain'],
    input: z.object({}),
    output: ticket,
    repeat: 'safe',
    quota: [...baseQuota, 'jsapi-ticket-corp-hour', 'jsapi-ticket-app-hour'],
    refuses: [],
    refusesItem: [],
    doc: '90506',
    known: 'documented',
  }),

  /** The app's ticket, for ww.register's agent-config signature. */
  getAgentTicket: endpoint({
    method: 'GET',
    path: '/cgi-bin/ticket/get',
    secret: 'app',
    needs: ['trusted-domain'],
    input: z.object({ type: z.literal('agent_config') }),
    output: ticket,
    repeat: 'safe',
    quota: [...baseQuota, 'agent-ticket-app-hour'],
    refuses: [91040],
    refusesItem: [],
    doc: '94313',
    known: 'documented',
  }),
}
