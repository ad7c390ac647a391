import { errcodes, isKnownCode } from '@jieli/wecom'
import { codeOf } from '../seeded.ts'

/** errmsg as people report it: text, hint, address, link. Its wording may change, so nobody should match on it. */
export function errmsg(code: number, ip: string, detail?: string): string {
  const text = isKnownCode(code) ? errcodes[code].en.toLowerCase() : 'unknown error'
  const about = detail === undefined ? '' : ` (${detail})`
  const hint =
    BigInt(
      `0x${Buffer.from(codeOf(12, 'hint', code, detail ?? ''))
        .toString('hex')
        .slice(0, 16)}`,
    ) %
    10n ** 19n
  return `${text}${about}, hint: [${hint}], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=${code}`
}
