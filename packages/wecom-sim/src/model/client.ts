import { createHash } from 'node:crypto'
import { isInGroup, wechatMembers, wechatRoom } from './group-book.ts'
import { join, tellMembership } from './group-transferring.ts'
import type { Company } from './company.ts'
import { isVisible } from './range.ts'

/** What a page in the client's webview asks of it, as the JS-SDK words it. */
export interface ClientCall {
  /** The address of the page, as the webview knows it. */
  readonly page: string
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
}

/** The client's own answer: `err_msg` is `name:ok` or `name:fail why`. */
export interface ClientAnswer {
  readonly err_msg: string
}

/**
 * The client of one member (doc 90506, 93223): a page is heard when it showed a signature made with a living ticket for
 * its own address, and changes a chat only as the app and only where this member is.
 */
export function answerPage(
  company: Company,
  userid: string,
  { page, name, params }: ClientCall,
): ClientAnswer {
  const say = (what: string): ClientAnswer => ({ err_msg: `${name}:${what}` })
  const key = `page|${userid}|${page.replace(/#.*$/s, '')}`
  switch (name) {
    case 'preVerifyJSAPI': {
      const isCompany = params['verifyAppId'] === company.corp.id
      const isSigned = signedWith(company, 'corp', page, {
        timestamp: params['verifyTimestamp'],
        nonceStr: params['verifyNonceStr'],
        signature: params['verifySignature'],
      })
      return say(isCompany && isSigned ? 'ok' : 'fail invalid signature')
    }
    case 'agentConfig': {
      const isApp = params['corpid'] === company.corp.id && params['agentid'] === String(company.corp.agentId)
      if (!isApp || !signedWith(company, 'agent', page, params)) return say('fail invalid signature')
      company.notes.put(key, { names: params['jsApiList'] })
      return say('ok')
    }
    case 'updateEnterpriseChat': {
      const known = company.notes.get(key) as { names?: unknown } | undefined
      const names = Array.isArray(known?.names) ? (known.names as unknown[]) : []
      const member = company.member(userid)
      if (!names.includes(name) || member === undefined || !isVisible(company, member))
        return say('fail no permission')
      return say(invite(company, userid, params))
    }
    default:
      return say('fail not supported')
  }
}

function invite(company: Company, by: string, params: ClientCall['params']): string {
  const group = company.groups.get(String(params['chatId'] ?? ''))
  if (group === undefined || group.dismissed || !isInGroup(group, by)) return 'fail unsupported chat'
  const wanted = String(params['userIdsToAdd'] ?? '')
    .split(';')
    .filter((userid) => userid !== '')
  // Colleagues only (doc 93223).
  if (wanted.length === 0 || wanted.some((userid) => company.member(userid) === undefined))
    return 'fail invalid parameter'
  const added = wanted.filter((userid) => !isInGroup(group, userid))
  if (wechatMembers(group) > wechatRoom) return 'fail exceed'
  for (const userid of added) join(company, group, userid, by, company.clock.business())
  if (added.length > 0) tellMembership(company, group, 'add_member', added)
  return 'ok'
}

function signedWith(
  company: Company,
  kind: string,
  page: string,
  { timestamp, nonceStr, signature }: Readonly<Record<string, unknown>>,
): boolean {
  const kept = company.notes.get(`ticket|${kind}`) as { ticket: string } | undefined
  if (kept === undefined) return false
  const url = page.replace(/#.*$/s, '')
  const text = `jsapi_ticket=${kept.ticket}&noncestr=${String(nonceStr)}&timestamp=${String(timestamp)}&url=${url}`
  return createHash('sha1').update(text).digest('hex') === signature
}
