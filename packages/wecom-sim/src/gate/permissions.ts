import type { Endpoint, Need } from '@jieli/wecom'
import { type Refused, refused } from './refused.ts'
import type { Company } from '../model/company.ts'
import type { SecretName } from '../model/phone-records.ts'
import { seesRoot } from '../model/range.ts'

/** May a token of this secret make this call at all? (48002, 50003, 50006, 60020) */
export function permission(
  company: Company,
  row: Endpoint,
  secret: SecretName,
  ip: string,
): Refused | undefined {
  const { corp } = company
  if (secret === 'app' && !corp.appEnabled) return refused(50003)
  // The archive keeps a list of addresses of its own and answers with a code of its own (doc 90313).
  if (secret !== 'archive' && !corp.trustedIps.includes(ip))
    return refused(60020, `not allow to access from your ip`)
  if (corp.apiWithdrawn === 'unauthorised') return refused(48001)
  if (corp.apiWithdrawn === 'deprecated') return refused(48005)
  if (corp.apiWithdrawn === 'disused') return refused(48006)
  if (corp.tlsTooOld) return refused(48010)
  if (corp.abnormalTraffic) return refused(45036)
  if (!isRightSecret(company, row, secret)) return refused(48002)
  // Where the row has a code of its own for the domain, its answer gives that one.
  const own = row.refuses.some((code) => code === 50001)
  const missing = row.needs.find((need) => !isMet(company, need) && !(own && need === 'trusted-domain'))
  return missing === undefined ? undefined : refused(48002, missing)
}

function isRightSecret(company: Company, row: Endpoint, secret: SecretName): boolean {
  if (row.secret === 'any') return secret !== 'customer' && secret !== 'archive'
  if (secret !== 'customer') return row.secret === secret
  // Corps made after 2023-12-01 may not use the customer-contact secret any more (doc 92571).
  return company.corp.olderCorp && row.needs.includes('customer-contact')
}

function isMet(company: Company, need: Need): boolean {
  if (need === 'root-visible-range') return seesRoot(company)
  if (need === 'trusted-domain') return company.corp.trustedDomain !== ''
  return company.corp.granted.includes(need)
}
