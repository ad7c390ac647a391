import { hemuDepartments, hemuHoldings, hemuPeople } from './hemu-people.ts'
import type { Builder } from './builder.ts'
import { type Bunch, type BunchName, bunches, type Held, sentinels } from './hemu-bunches.ts'
import { day } from '../time.ts'
import { acquisitionLink, contactWay, serviceAccount } from './pointing.ts'
import { hemuGroups } from './hemu-groups.ts'
import { hemuHistory } from './hemu-history.ts'

/** 禾木云店, numbers exact: the company of the demo. */
export function hemu(builder: Builder): void {
  const { company } = builder
  for (const [id, name, parent] of hemuDepartments) builder.department(id, name, parent)
  for (const person of hemuPeople) {
    const { lastLoginDaysAgo: ago, ...draft } = person
    const member = builder.member(draft)
    if (ago !== undefined) member.lastLogin = builder.start - ago * day
    const department = company.departments.get(String(person.department))
    if (person.leads === true) department?.leaders.push(person.userid)
  }
  const region = builder.tagGroup('地区', ['浙江', '上海', '江苏', '安徽', '福建', '山东', '其他'])
  const grade = builder.tagGroup('客户等级', ['VIP', '重点', '普通'])
  const stage = builder.tagGroup('续费阶段', ['三个月内到期', '已续费', '观望'])
  const tagsFor = (regionName: string, isVip: boolean): string[] =>
    [
      region.get(regionName),
      isVip
        ? grade.get('VIP')
        : builder.chance.next() < 0.3
          ? grade.get(builder.chance.pick(['重点', '普通']))
          : undefined,
      builder.chance.next() < 0.5
        ? stage.get(builder.chance.pick(['三个月内到期', '已续费', '观望']))
        : undefined,
    ].filter((id) => id !== undefined)

  const held: Held = { vipZhouqing: [], vipChenmo: [], zhouqing: [], chenmo: [], rest: [] }
  for (const [name, bunch] of Object.entries<Bunch>(bunches)) {
    const known = bunch.sentinels ?? []
    for (let at = 0; at < bunch.count; at += 1) {
      // Sentinels come last, so that whoever fills up meets 青禾烘焙 among the last ones.
      const sentinel = known[at - (bunch.count - known.length)]
      const [person, shop] = sentinel === undefined ? [] : sentinels[sentinel]
      const tags = tagsFor(bunch.regions[at % bunch.regions.length] ?? '', bunch.isVip ?? false)
      // Named after the keys of `held` and `bunches`, which are the same.
      held[name as BunchName].push(
        builder.served('linxiao', { tags, ...(person === undefined ? {} : { person, shop }) }),
      )
    }
  }
  for (const [userid, count] of hemuHoldings) {
    for (let at = 0; at < count; at += 1) {
      builder.served(userid, {
        tags: tagsFor(builder.chance.pick([...region.keys()]), builder.chance.next() < 0.03),
      })
    }
  }
  hemuWills(builder, held)
  hemuHistory(builder, held)
  hemuGroups(builder, held)
  hemuLeaver(builder)
  hemuCodes(builder)
  shareWithManager(builder, held)
  company.triggers.put('hejianing-fills-up', {
    id: 'hejianing-fills-up',
    firstTransferTo: 'hejianing',
    acts: Array.from({ length: 22 }, (_, at) => ({
      after: (at + 1) * 2_700,
      act: { do: 'gain-customer', userid: 'hejianing', name: builder.names.customer().name },
    })),
  })
}

/** Exactly seven decline their first offer to 周晴 or 陈默, then let themselves be taken over. */
function hemuWills(builder: Builder, held: Held): void {
  const refusers = [
    ...held.vipZhouqing.slice(-2, -1),
    ...held.zhouqing.slice(-2, -1),
    ...held.zhouqing.slice(0, 3),
    ...held.chenmo.slice(0, 2),
  ]
  for (const customer of refusers) customer.will = { next: 'refuse', times: 1, from: ['zhouqing', 'chenmo'] }
  for (const customer of held.zhouqing.slice(-1)) customer.waits = true
}

/** 罗旭 quit without a handover: his customers and groups wait. */
function hemuLeaver(builder: Builder): void {
  const { company } = builder
  const member = company.member('luoxu')
  if (member === undefined) return
  const leftAt = builder.start - 6 * day + 7.5 * 3_600
  Object.assign(member, { status: 5, quitAt: leftAt, lastLogin: leftAt - 3_600 })
  const { userid, name, lastLogin } = member
  company.leavers.put(userid, { userid, name, leftAt, lastLogin, wasVisible: true, by: 'quit' })
  for (const relation of company.relations.of(userid)) relation.orphanedAt = leftAt
  for (const group of company.groups.ownedBy(userid)) group.status = 1
  company.planned.put('0', { no: 0, at: leftAt + 30 * day, act: { do: 'remove-quitter', userid } })
}

/** Forty customers know 高远 too: they stay served while their transfer runs. */
function shareWithManager(builder: Builder, held: Held): void {
  const shared = [...held.vipZhouqing.slice(0, 20), ...held.zhouqing.slice(40, 60)]
  for (const [at, customer] of shared.entries()) {
    const [person = '', shop = ''] = customer.name.split('·')
    builder.relation('gaoyuan', customer, { person, shop, no: 90_000 + at })
  }
}

/** 林晓 answers three codes, one of them older than the list shows by itself, a link and a service account; the app manages one of two. */
function hemuCodes(builder: Builder): void {
  contactWay(builder, '杭州门店立牌', ['linxiao'], { daysAgo: 320 })
  contactWay(builder, '春季烘焙展', ['linxiao', 'hanlu'], { daysAgo: 48 })
  contactWay(builder, '公众号菜单', ['linxiao', 'zhouqing', 'songci'], { daysAgo: 150, parties: [2] })
  contactWay(builder, '南京门店立牌', ['chenmo'])
  acquisitionLink(builder, '官网咨询', ['linxiao', 'jiangyinuo'], ['linxiao'])
  serviceAccount(builder, '禾木客服', ['linxiao', 'songci', 'ruantang'])
  serviceAccount(builder, '礼品卡客服', ['linxiao', 'songci'], false)
}
