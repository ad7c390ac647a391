import { day } from '../time.ts'
import { codeOf } from '../seeded.ts'
import type { ContactWay } from '../model/pointing.ts'
import type { Builder } from './builder.ts'

/** Codes of 联系我: `daysAgo` more than 90 is missed by whoever lists without a start. */
export function contactWay(
  { company, start }: Builder,
  remark: string,
  users: readonly string[],
  more: Partial<ContactWay> & { readonly daysAgo?: number } = {},
): ContactWay {
  const { daysAgo = 200, ...fields } = more
  const no = company.contactWays.size + 1
  const id = codeOf(32, company.origin.seed, 'contact-way', no).toLowerCase()
  return company.contactWays.put(id, {
    id,
    type: users.length === 1 ? 1 : 2,
    remark,
    state: `way-${no}`,
    skipVerify: true,
    style: 1,
    users: [...users],
    parties: [],
    createdAt: start - daysAgo * day,
    madeBy: 'app',
    temporary: false,
    ...fields,
  })
}
