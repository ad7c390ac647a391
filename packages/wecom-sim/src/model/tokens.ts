import type { SecretName, Token } from './phone-records.ts'
import type { Company } from './company.ts'
import { type SwitchedCode, switched } from '../answer.ts'

/** Seconds of wall time a token lives unless WeCom ends it earlier (doc 91039). */
export const tokenLife = 7_200

type Given = { access_token: string; expires_in: number }
type Refused = { refuse: 40013 | 41002 | 41004 | 45031 | 50003 | 50006 | SwitchedCode }

export function giveToken(company: Company, corpid: string, corpsecret: string): Given | Refused {
  const { corp } = company
  if (corpid === '') return { refuse: 41002 }
  if (corpsecret === '') return { refuse: 41004 }
  if (corpid !== corp.id) return { refuse: 40013 }
  const secret = secretNamed(company, corpsecret)
  if (secret === undefined) return { refuse: switched(company, 'wrongSecretCode') }
  if (corp.secretWeak) return { refuse: 45031 }
  if (secret === 'app' && !corp.appEnabled) return { refuse: 50003 }
  if (secret !== 'app' && !corp.systemAppEnabled) return { refuse: 50006 }
  const wall = company.clock.wall()
  const alive = company.is('sameTokenOnRepeat') ? newestAlive(company, secret, wall) : undefined
  const token = alive ?? issue(company, secret, wall)
  return {
    access_token: token.token,
    expires_in: Math.max(1, Math.ceil(token.issuedWall + tokenLife - wall)),
  }
}

function issue(company: Company, secret: SecretName, wall: number): Token {
  const token = company.newCode(`token-${secret}`, 214)
  return company.tokens.put(token, { token, secret, issuedWall: wall, dead: false })
}

function newestAlive(company: Company, secret: SecretName, wall: number): Token | undefined {
  return [...company.tokens.values()].findLast(
    (token) => token.secret === secret && !token.dead && wall < token.issuedWall + tokenLife,
  )
}

function secretNamed(company: Company, corpsecret: string): SecretName | undefined {
  const { app, contacts, archive, customer } = company.corp.secrets
  if (corpsecret === app) return 'app'
  if (corpsecret === contacts) return 'contacts'
  if (corpsecret === archive) return 'archive'
  return corpsecret === customer ? 'customer' : undefined
}

/** Whose token this is, or why it is none. */
export function holder(company: Company, given: string | undefined): SecretName | 41001 | 40014 | 42001 {
  if (given === undefined || given === '') return 41001
  const token = company.tokens.get(given)
  if (token === undefined || token.dead) return 40014
  return company.clock.wall() >= token.issuedWall + tokenLife ? 42001 : token.secret
}

/** Ends tokens before their time, as the platform may (doc 91039). */
export function endTokens(company: Company, secret?: SecretName): number {
  let ended = 0
  for (const token of company.tokens.values()) {
    if (token.dead || (secret !== undefined && token.secret !== secret)) continue
    token.dead = true
    company.tokens.touch(token.token)
    ended += 1
  }
  return ended
}
