import type { Builder } from './builder.ts'
import type { Customer } from '../model/records.ts'
import type { Held } from './hemu-bunches.ts'
import { wechatRoom } from '../model/group-book.ts'

const ownedNames = [
  '华东店长交流 ①',
  '华东店长交流 ②',
  '新店开业辅导',
  '会员运营共学',
  '收银机使用答疑',
  '浙北连锁客户',
  '沪上烘焙圈',
  '苏南餐饮圈',
  '皖江便利店',
]
const memberNames = [
  '知味轩售后群',
  '华东店长交流 ③',
  '华东店长交流 ④',
  '产品内测体验',
  '重点客户周报',
  '双十一备货',
]
const owners = ['gaoyuan', 'hanlu', 'songci', 'jiangyinuo', 'sunnan', 'maxiao']

/** 林晓 owns 38 customer groups and is a plain member of 26 more. */
export function hemuGroups(builder: Builder, held: Held): void {
  const { chance } = builder
  const bunches: readonly Customer[][] = [held.zhouqing, held.chenmo, held.rest, held.vipZhouqing]
  for (let at = 0; at < 38; at += 1) {
    const name = ownedNames[at] ?? `${builder.names.customer().shop}服务群`
    const isFull = at === 0
    const own = isFull ? held.chenmo : (bunches[at % bunches.length] ?? held.rest)
    const size = isFull ? wechatRoom : chance.between(6, Math.min(own.length, 40))
    const customers = chance.shuffled(own).slice(0, size)
    const colleagues = isFull
      ? ['gaoyuan']
      : chance.shuffled(['gaoyuan', 'hanlu', 'zhouqing', 'xietian']).slice(0, 2)
    builder.group(name, 'linxiao', colleagues, ids(customers), isFull ? [] : colleagues.slice(0, 1))
  }
  for (let at = 0; at < 26; at += 1) {
    const name = memberNames[at] ?? `${builder.names.customer().shop}项目群`
    const size = at === 0 ? 35 : chance.between(5, 60)
    // 知味轩售后群 holds 知味轩 itself, who is the last but one of his bunch.
    const own =
      at === 0
        ? [...held.vipZhouqing.slice(-2, -1), ...chance.shuffled(held.zhouqing)]
        : chance.shuffled(held.rest)
    const colleagues = ['linxiao', ...(at % 5 === 1 ? ['zhouqing'] : []), ...(at === 0 ? ['xietian'] : [])]
    builder.group(name, owners[at % owners.length] ?? 'gaoyuan', colleagues, ids(own.slice(0, size)))
  }
  for (let at = 0; at < 4; at += 1) {
    const customers = builder.company.relations.of('luoxu').slice(at * 9, at * 9 + 9)
    builder.group(
      `${builder.names.customer().shop}服务群`,
      'luoxu',
      ['gaoyuan'],
      customers.map((one) => one.customer),
    )
  }
}

function ids(customers: readonly Customer[]): string[] {
  return customers.map((customer) => customer.id)
}
