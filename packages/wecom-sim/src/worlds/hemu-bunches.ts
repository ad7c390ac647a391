import type { Customer } from '../model/records.ts'

/** Sentinels: person, shop. The console's mock shows them masked. */
export const sentinels = {
  zhiweixuan: ['王秉衡', '知味轩餐饮'],
  nanxiang: ['杨柏舟', '南巷书店'],
  xiaolu: ['李若云', '小鹿母婴'],
  qinghe: ['赵启明', '青禾烘焙'],
  shiguang: ['周静姝', '拾光咖啡'],
  maitian: ['孙国良', '麦田便利'],
} as const
type Sentinel = keyof typeof sentinels

/** One bunch of 林晓's customers: how many, in which region, VIP or not. */
export interface Bunch {
  readonly count: number
  readonly regions: readonly string[]
  readonly isVip?: boolean
  readonly sentinels?: readonly Sentinel[]
}

/** 1,286 = 46 VIP (31 + 15) + 502 + 431 + 307, so that rules read top to bottom give exactly these. */
export const bunches = {
  vipZhouqing: { count: 31, regions: ['浙江', '上海'], isVip: true, sentinels: ['zhiweixuan', 'shiguang'] },
  vipChenmo: { count: 15, regions: ['江苏', '安徽'], isVip: true },
  zhouqing: { count: 502, regions: ['浙江', '上海'], sentinels: ['nanxiang', 'maitian'] },
  chenmo: { count: 431, regions: ['江苏', '安徽'], sentinels: ['xiaolu'] },
  rest: { count: 307, regions: ['其他', '其他', '福建', '山东', ''], sentinels: ['qinghe'] },
} as const satisfies Record<string, Bunch>
export type BunchName = keyof typeof bunches

export type Held = Record<BunchName, Customer[]>
