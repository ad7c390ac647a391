import type { Builder } from './builder.ts'
import type { Customer } from '../model/records.ts'
import { day } from '../time.ts'
import { acquisitionLink, contactWay, serviceAccount } from './pointing.ts'

export interface Size {
  readonly customers: number
  /** Groups the leaver owns. */
  readonly groups: number
  /** Groups in which he is only a member. */
  readonly memberships: number
  readonly successors: number
  /** 联系我 codes that lead to the leaver; with any, a 获客链接 and a 微信客服 account do too. */
  readonly codes: number
}

/** 14 customers + 5 groups + the account = 20 items. */
export const tinySize: Size = { customers: 14, groups: 4, memberships: 1, successors: 2, codes: 0 }

/** A company of any size around one leaver; every hundredth customer declines once, every hundredth has spent his budget. */
export function generated(builder: Builder, size: Size): void {
  const { company, chance } = builder
  builder.department(1, '山河店务', 0)
  builder.department(2, '客户成功', 1)
  builder.department(3, '人事行政', 1)
  builder.department(4, '信息与安全', 1)
  const serving = { department: 2, serves: true, leader: 'manager', position: '客户成功经理' } as const
  builder.member({
    userid: 'manager',
    name: '高远山',
    department: 2,
    serves: true,
    leads: true,
    position: '部门经理',
  })
  builder.member({ ...serving, userid: 'leaver', name: '林一晓' })
  const successors = Array.from({ length: size.successors }, (_, at) => `successor${at + 1}`)
  for (const userid of successors) builder.member({ ...serving, userid, name: builder.names.person() })
  builder.member({ ...serving, userid: 'colleague', name: '宋闻达' })
  builder.member({ userid: 'hr', name: '苏敏之', department: 3, leads: true, position: '人力资源' })
  for (const at of [1, 2, 3, 4]) {
    builder.member({
      userid: `approver${at}`,
      name: builder.names.person(),
      department: at < 3 ? 3 : 4,
      position: '审批人',
    })
  }
  builder.member({
    userid: 'admin',
    name: '唐立新',
    department: 4,
    leads: true,
    position: '系统管理员',
    more: { creator: true },
  })
  const region = [...builder.tagGroup('地区', ['浙江', '上海', '江苏', '安徽', '其他']).values()]
  const vip = builder.tagGroup('客户等级', ['VIP']).get('VIP') ?? ''
  const held: Customer[] = Array.from({ length: size.customers }, (_, at) =>
    builder.served('leaver', { tags: [region[at % region.length] ?? '', ...(at % 14 === 0 ? [vip] : [])] }),
  )
  for (const userid of successors) for (let at = 0; at < 3; at += 1) builder.served(userid)
  held.forEach((customer, at) => {
    if (at % 100 === 3) customer.will = { next: 'refuse', times: 1 }
    if (at % 100 === 5) spend(builder, customer)
  })
  for (let at = 0; at < size.groups + size.memberships; at += 1) {
    const owner = at < size.groups ? 'leaver' : 'colleague'
    const own =
      held.length === 0 ? [] : Array.from({ length: Math.min(5, held.length) }, () => chance.pick(held))
    const customers = [...new Set(own.map((customer) => customer.id))]
    builder.group(
      `${builder.names.customer().shop}服务群`,
      owner,
      owner === 'leaver' ? ['colleague'] : ['leaver'],
      customers,
    )
  }
  // Alone, with a colleague, and with a successor who is there already.
  const beside = [[], ['colleague'], ['successor1']] as const
  for (let at = 0; at < size.codes; at += 1)
    contactWay(builder, `渠道码 ${at + 1}`, ['leaver', ...(beside[at % 3] ?? [])])
  if (size.codes > 0) {
    acquisitionLink(builder, '官网获客链接', ['leaver', 'colleague'], ['leaver'])
    serviceAccount(builder, '客服账号', ['leaver', 'colleague'])
  }
  company.corp.accountCap = 500
}

/** Moved twice in the last weeks: nothing left until 90 days after the first. */
function spend(builder: Builder, customer: Customer): void {
  const { company, start } = builder
  for (const [from, to, ago] of [
    ['leaver', 'colleague', 60],
    ['colleague', 'leaver', 20],
  ] as const) {
    const startedAt = start - ago * day
    const endedAt = startedAt + day
    const no = company.count('transfer')
    company.transfers.add({
      no,
      kind: 'customer',
      mode: 'in-service',
      subject: customer.id,
      from,
      to,
      startedAt,
      dueAt: endedAt,
      endedAt,
      outcome: 'done',
      via: 'console',
      message: '',
    })
    company.relations.past.put(`${from}|${customer.id}`, { at: endedAt, why: 'transferred' })
  }
  const relation = company.relations.get('leaver', customer.id)
  if (relation !== undefined)
    Object.assign(relation, { addWay: 202, operator: 'manager', createdAt: start - 19 * day })
}
