import type { MemberDraft } from './builder.ts'

/** 禾木云店: departments and the 42 members, ids in pinyin. */
export const hemuDepartments = [
  [1, '禾木云店', 0],
  [2, '客户成功', 1],
  [3, '研发', 1],
  [4, '销售', 1],
  [5, '技术支持', 1],
  [6, '产品', 1],
  [7, '财务', 1],
  [8, '人事行政', 1],
  [9, '信息与安全', 1],
] as const

const success = { department: 2, serves: true, leader: 'gaoyuan', position: '客户成功经理' } as const
const research = { department: 3, leader: 'guheng', position: '工程师' } as const
const sales = { department: 4, serves: true, leader: 'sunnan', position: '销售' } as const
const support = { department: 5, leader: 'yuanye', position: '技术支持' } as const

/** What the three successors may hold. */
const cap = 1_500
/** More than a year without a login: refused as a successor (40205). */
const longAgo = 400

export interface Person extends MemberDraft {
  /** Days before the start of the world; absent = recently. */
  readonly lastLoginDaysAgo?: number
}

export const hemuPeople: readonly Person[] = [
  {
    userid: 'gaoyuan',
    name: '高远',
    department: 2,
    serves: true,
    leads: true,
    position: '客户成功部经理',
    cap: 2_000,
  },
  { ...success, userid: 'linxiao', name: '林晓', cap: 2_000 },
  { ...success, userid: 'zhouqing', name: '周晴', cap },
  { ...success, userid: 'chenmo', name: '陈默', cap },
  { ...success, userid: 'hejianing', name: '何佳宁', cap },
  { ...success, userid: 'hanlu', name: '韩露' },
  { ...success, userid: 'songci', name: '宋词' },
  { ...success, userid: 'jiangyinuo', name: '蒋一诺' },
  { ...success, userid: 'xuwen', name: '许文' },
  { ...success, userid: 'luoxu', name: '罗旭' },
  { userid: 'guheng', name: '顾衡', department: 3, leads: true, position: '技术负责人' },
  { ...research, userid: 'limu', name: '李牧' },
  { ...research, userid: 'chenke', name: '陈可' },
  { ...research, userid: 'wutong', name: '吴桐' },
  { ...research, userid: 'baiyang', name: '白杨' },
  { ...research, userid: 'guoziang', name: '郭子昂' },
  { ...research, userid: 'dingqingchuan', name: '丁晴川' },
  { ...research, userid: 'xuekai', name: '薛凯' },
  { ...research, userid: 'yaoyuanzhou', name: '姚远舟' },
  { ...research, userid: 'fangcun', name: '方寸' },
  { userid: 'sunnan', name: '孙楠', department: 4, serves: true, leads: true, position: '销售经理' },
  { ...sales, userid: 'maxiao', name: '马骁' },
  { ...sales, userid: 'qianduo', name: '钱朵' },
  { ...sales, userid: 'lvyan', name: '吕岩' },
  { ...sales, userid: 'geliang', name: '葛亮' },
  { ...sales, userid: 'cuiying', name: '崔莹', more: { status: 2 } },
  { ...sales, userid: 'renyuan', name: '任远', more: { realName: false } },
  { userid: 'yuanye', name: '袁野', department: 5, leads: true, position: '支持主管' },
  { ...support, userid: 'xietian', name: '谢添' },
  { ...support, userid: 'ruantang', name: '阮棠' },
  { ...support, userid: 'kangning', name: '康宁' },
  {
    ...support,
    userid: 'biran',
    name: '毕然',
    more: { status: 4, formerStatus: 4, realName: false, lastLogin: 0 },
  },
  { ...support, userid: 'ranran', name: '冉冉', lastLoginDaysAgo: longAgo },
  { userid: 'daiwei', name: '戴维', department: 6, leads: true, position: '产品经理' },
  { userid: 'wenjing', name: '闻静', department: 6, leader: 'daiwei', position: '产品经理' },
  { userid: 'baomin', name: '包敏', department: 7, leads: true, position: '财务主管' },
  { userid: 'youjia', name: '尤佳', department: 7, leader: 'baomin', position: '会计' },
  { userid: 'sumin', name: '苏敏', department: 8, leads: true, position: '人力资源' },
  { userid: 'zhenglan', name: '郑岚', department: 8, leader: 'sumin', position: 'HRBP' },
  { userid: 'wangjia', name: '王佳', department: 8, leader: 'sumin', position: '行政' },
  {
    userid: 'tangrui',
    name: '唐锐',
    department: 9,
    leads: true,
    position: '系统管理员',
    more: { creator: true },
  },
  { userid: 'shenzhiwei', name: '沈知微', department: 9, leader: 'tangrui', position: '数据安全' },
]

/** How many customers everybody else holds; of 林晓 see hemu.ts. */
export const hemuHoldings: readonly (readonly [string, number])[] = [
  ['zhouqing', 642],
  ['chenmo', 866],
  ['hejianing', 1_182],
  ['gaoyuan', 56],
  ['hanlu', 410],
  ['songci', 388],
  ['jiangyinuo', 275],
  ['xuwen', 61],
  ['luoxu', 213],
  ['sunnan', 120],
  ['maxiao', 143],
  ['qianduo', 97],
  ['lvyan', 131],
  ['geliang', 88],
  ['cuiying', 54],
  ['renyuan', 76],
]
