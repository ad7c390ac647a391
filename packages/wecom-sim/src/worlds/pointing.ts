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

export function acquisitionLink(
  { company, start }: Builder,
  name: string,
  users: readonly string[],
  preferred: readonly string[] = [],
): void {
  const id = `ca${codeOf(14, company.origin.seed, 'link', company.links.size + 1).toLowerCase()}`
  company.links.put(id, {
    id,
    name,
    skipVerify: true,
    users: [...users],
    departments: [],
    preferred: [...preferred],
    createdAt: start - 60 * day,
    madeBy: 'app',
  })
}

export function serviceAccount(
  { company }: Builder,
  name: string,
  users: readonly string[],
  managed = true,
): void {
  const id = `wk${codeOf(30, company.origin.seed, 'service-account', company.serviceAccounts.size + 1)}`
  company.serviceAccounts.put(id, { id, name, users: [...users], departments: [], managed })
}
