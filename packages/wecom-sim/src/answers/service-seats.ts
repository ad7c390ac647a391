import type { Answers } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { ServiceAccount } from '../model/pointing.ts'
import { isVisible } from '../model/range.ts'

/** 微信客服: only accounts the admin put under API management can be read and changed in full. */
export const serviceSeats: Pick<
  Answers,
  'listServiceAccounts' | 'listServicers' | 'addServicers' | 'removeServicers'
> = {
  listServiceAccounts(company, { offset = 0, limit = 100 }) {
    const all = [...company.serviceAccounts.values()].slice(offset, offset + limit)
    return {
      account_list: all.map(({ id, name, managed }) => ({ open_kfid: id, name, manage_privilege: managed })),
    }
  },

  listServicers(company, { open_kfid }) {
    const account = managed(company, open_kfid)
    if (typeof account === 'number') return { refuse: account }
    return {
      servicer_list: [
        ...account.users.map((userid) => ({ userid, status: 0 })),
        ...account.departments.map((department_id) => ({ department_id })),
      ],
    }
  },

  addServicers(company, { open_kfid, userid_list }) {
    const account = managed(company, open_kfid)
    if (typeof account === 'number') return { refuse: account }
    const result_list = userid_list.map((userid) => {
      const member = company.member(userid)
      if (member === undefined || member.status === 5 || !isVisible(company, member))
        return { userid, errcode: 60111, errmsg: 'userid not found' }
      if (member.status !== 1) return { userid, errcode: 41054, errmsg: 'user has not been activated' }
      if (account.users.includes(member.userid)) return { userid, errcode: 0, errmsg: 'ignored' }
      account.users.push(member.userid)
      return { userid, errcode: 0, errmsg: 'success' }
    })
    company.serviceAccounts.touch(account.id)
    return { result_list }
  },

  removeServicers(company, { open_kfid, userid_list }) {
    const account = managed(company, open_kfid)
    if (typeof account === 'number') return { refuse: account }
    const result_list = userid_list.map((userid) => {
      const isThere = account.users.includes(userid)
      account.users = account.users.filter((one) => one !== userid)
      return { userid, errcode: 0, errmsg: isThere ? 'success' : 'ignored' }
    })
    company.serviceAccounts.touch(account.id)
    return { result_list }
  },
}

function managed(company: Company, id: string): ServiceAccount | 48002 | 95000 {
  const account = company.serviceAccounts.get(id)
  if (account === undefined) return 95000
  return account.managed ? account : 48002
}
