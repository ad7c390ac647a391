import type { Answers } from '../answer.ts'
import { fitness } from './contact-ways.ts'
import { corpTrouble } from './customer-gate.ts'
import { page } from './pages.ts'

const usualPage = 100

/** 获客链接: an app reaches only those it made (doc 97297). */
export const acquisitionLinks: Pick<
  Answers,
  'listAcquisitionLinks' | 'getAcquisitionLink' | 'updateAcquisitionLink'
> = {
  listAcquisitionLinks(company, { cursor, limit = usualPage }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const own = [...company.links.values()].filter(({ madeBy }) => madeBy === 'app')
    const found = page(own, cursor, limit)
    if (found === undefined) return { refuse: 40035, hint: 'cursor' }
    return { link_id_list: found.items.map(({ id }) => id), next_cursor: found.next }
  },

  getAcquisitionLink(company, { link_id }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const link = company.links.get(link_id)
    if (link?.madeBy !== 'app') return { refuse: 40058, hint: 'link_id' }
    return {
      link: {
        link_name: link.name,
        url: `https://work.weixin.qq.example.cn/ca/${link.id}`,
        create_time: Math.floor(link.createdAt),
        skip_verify: link.skipVerify,
      },
      range: { user_list: [...link.users], department_list: [...link.departments] },
      ...(link.preferred.length === 0
        ? {}
        : { priority_option: { priority_type: 2, priority_userid_list: [...link.preferred] } }),
    }
  },

  updateAcquisitionLink(company, { link_id, link_name, range, skip_verify, priority_option }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const link = company.links.get(link_id)
    if (link?.madeBy !== 'app') return { refuse: 40058, hint: 'link_id' }
    const users = [...new Set(range?.user_list ?? link.users)]
    const departments = range === undefined ? link.departments : (range.department_list ?? [])
    if (users.length + departments.length === 0) return { refuse: 40058, hint: 'range is empty' }
    for (const userid of users) {
      const wrong = fitness(company, userid)
      if (wrong !== undefined) return { refuse: wrong }
    }
    const preferred = priority_option?.priority_userid_list ?? link.preferred
    if (preferred.some((userid) => !users.includes(userid) && departments.length === 0))
      return { refuse: 40058, hint: 'priority_userid_list: outside the range' }
    Object.assign(link, {
      users,
      departments: [...departments],
      preferred: [...preferred],
      name: link_name ?? link.name,
      skipVerify: skip_verify ?? link.skipVerify,
    })
    company.links.touch(link.id)
    return {}
  },
}
