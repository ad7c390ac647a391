import type { Answers } from '../answer.ts'
import { giveToken } from '../model/tokens.ts'

const callbackIps = ['127.0.0.1']

export const core: Pick<Answers, 'getToken' | 'getCallbackIps' | 'getApiDomainIps' | 'getAgent'> = {
  getToken: (company, { corpid, corpsecret }) => giveToken(company, corpid, corpsecret),

  getCallbackIps: () => ({ ip_list: callbackIps }),

  getApiDomainIps: () => ({ ip_list: ['127.0.0.1'] }),

  getAgent(company, { agentid }) {
    const { corp } = company
    if (agentid === 0) return { refuse: 41011 }
    if (agentid !== corp.agentId) return { refuse: isSystemApp(agentid) ? 301002 : 40056 }
    const root = corp.visibleDepartments
    return {
      agentid,
      name: corp.appName,
      square_logo_url: 'https://wework.qpic.example.cn/logo/0',
      description: '工作交接与问题闭环',
      allow_userinfos: { user: [] },
      allow_partys: { partyid: root },
      allow_tags: { tagid: [] },
      close: corp.appEnabled ? 0 : 1,
      redirect_domain: corp.trustedDomain,
      report_location_flag: 0,
      isreportenter: 0,
      home_url: '',
    }
  },
}

/** Ids of the built-in apps all start alike, 3010040 is the approval app (doc 91815). */
export function isSystemApp(agentId: number): boolean {
  return agentId >= 3_010_000 && agentId < 3_020_000
}
