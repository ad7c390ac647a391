import { RateLimited, WecomError, type Bilingual } from '@jieli/wecom'
import { wordsOfCode } from '../gateway/index.ts'

/** What is looked at, in the order of the way to WeCom: each needs those before it that it names. */
export const checkIds = [
  'app-secret',
  'trusted-ip',
  'app',
  'visible-range',
  'trusted-domain',
  'web-login',
  'customer-contact',
  'customer-contact-members',
  'assign-customers',
  'approval',
  'calendar',
  'meeting',
  'documents',
  'drive',
  'archive',
  'contacts-secret',
  'contacts-sync',
  'contacts-edit',
  'callback',
  'signer',
] as const
export type CheckId = (typeof checkIds)[number]

/** What a check found. `bad` keeps the main job from working, `warn` a part of it; `look`: only a person can tell. */
export type Finding =
  | { readonly state: 'ok'; readonly said: Bilingual }
  | {
      readonly state: 'bad' | 'warn'
      readonly code: number | null
      readonly cause: Bilingual
      readonly remedy: Bilingual
    }
  | { readonly state: 'look'; readonly remedy: Bilingual }
  | { readonly state: 'skipped'; readonly waitsFor: CheckId }

export interface Check<Probe> {
  readonly what: Bilingual
  /** Why it matters, in the words of whoever has to mend it. */
  readonly means: Bilingual
  /** When one of these is bad, this one could only repeat its complaint. */
  readonly after: readonly CheckId[]
  look(probe: Probe): Promise<Finding>
}

export type Checks<Probe> = Readonly<Record<CheckId, Check<Probe>>>

export interface Examined {
  readonly id: CheckId
  readonly what: Bilingual
  readonly means: Bilingual
  readonly finding: Finding
}

/**
 * Runs the checks in their order; one whose ground is missing is skipped and says what it waits for. With `known` only
 * those that `isWanted` names are looked at again, and what stands on them; the others stay as they were found.
 */
export async function examine<Probe>(
  checks: Checks<Probe>,
  probe: Probe,
  again?: { readonly known: readonly Examined[]; readonly isWanted: (id: CheckId) => boolean },
): Promise<readonly Examined[]> {
  const examined: Examined[] = []
  const missing = new Set<CheckId>()
  const looked = new Set<CheckId>()
  for (const id of checkIds) {
    const { what, means, after, look } = checks[id]
    const known = again?.known.find((one) => one.id === id)
    const isAgain = again === undefined || again.isWanted(id) || after.some((other) => looked.has(other))
    const waitsFor = after.find((other) => missing.has(other))
    if (isAgain) looked.add(id)
    const finding: Finding =
      !isAgain && known !== undefined
        ? known.finding
        : waitsFor === undefined
          ? await look(probe).catch((error: unknown) => complaint(error))
          : { state: 'skipped', waitsFor }
    if (finding.state === 'bad' || finding.state === 'skipped') missing.add(id)
    examined.push({ id, what, means, finding })
  }
  return examined
}

/** Can the main job run? What is only skipped has a bad one before it. */
export function isFit(examined: readonly Examined[]): boolean {
  return examined.every(({ finding }) => finding.state !== 'bad' && finding.state !== 'skipped')
}

/** An error of a call as a finding, with the code's own cause and remedy. */
export function complaint(error: unknown, state: 'bad' | 'warn' = 'bad'): Finding {
  const isAnswer = error instanceof WecomError || error instanceof RateLimited
  if (isAnswer && error.errcode !== undefined)
    return { state, code: error.errcode, ...wordsOfCode(error.errcode, error) }
  return accident(error)
}

// What a dead network, a wrong address or a proxy looks like from here.
const silent = new Set(['Unanswered', 'BadAnswer', 'TypeError', 'AbortError', 'TimeoutError'])

function accident(error: unknown): Finding {
  const name = error instanceof Error ? error.name : 'unknown'
  if (!silent.has(name)) throw error
  return {
    state: 'bad',
    code: null,
    cause: {
      zh: '企业微信没有能读懂的答复（网络不通、超时，或中间有代理改了内容）',
      en: 'WeCom gave no readable answer (no network, a time-out, or a proxy in between)',
    },
    remedy: {
      zh: '在这台服务器上访问 https://qyapi.weixin.qq.com 试一下；核对 WECOM_BASE_URL、防火墙和代理',
      en: 'Try to reach https://qyapi.weixin.qq.com from this server; check WECOM_BASE_URL, firewall and proxy',
    },
  }
}
