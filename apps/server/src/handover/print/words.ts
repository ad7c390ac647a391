import { masked } from '../../access/index.ts'

export const kindNames = { customer: '客户', group: '客户群', account: '账号' } as const

export const seatNames: Readonly<Record<string, string>> = {
  manager: '部门经理',
  hr: 'HR',
  admin: '系统管理员',
  security: '数据安全专员',
}

export const confirmNames = {
  'not-asked': '没有请本人核对',
  asked: '请本人核对过，期限未到',
  confirmed: '本人已核对',
  silent: '本人没有按期核对，已告诉经理',
} as const

/** In Shanghai, to the minute. */
export function shanghai(iso: string): string {
  const at = new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString()
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`
}

export function count(n: number): string {
  return n.toLocaleString('en')
}

export function fours(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(' ')
}

export const hidden = masked.subject
