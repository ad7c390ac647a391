// What each part takes of the configuration.
import { witnessAt } from './audit/index.ts'
import { secretsOf, type Config } from './config.ts'
import { version } from './version.ts'

export function witnessesOf({ AUDIT_WITNESSES: list }: Config) {
  return (list?.split(/, */) ?? []).map((one) => {
    const [url = '', vkey = ''] = one.split(' ')
    return witnessAt(url, vkey)
  })
}

export function gatewayConfig(config: Config) {
  return {
    baseUrl: config.WECOM_BASE_URL,
    corpId: config.WECOM_CORP_ID,
    agentId: config.WECOM_AGENT_ID,
    secrets: secretsOf(config),
    accountCap: config.WECOM_ACCOUNT_CAP,
    timeoutMs: config.WECOM_TIMEOUT_MS,
    patience: { firstPauseMs: config.WECOM_FIRST_PAUSE_MS },
  }
}

export function accessSettings(config: Config) {
  return {
    corpId: config.WECOM_CORP_ID,
    agentId: config.WECOM_AGENT_ID,
    publicUrl: config.PUBLIC_URL,
    loginUrl: config.WECOM_LOGIN_URL,
    openUrl: config.WECOM_OPEN_URL,
    cookie: config.SESSION_COOKIE,
    isBehindProxy: config.TRUSTED_PROXY === 'yes',
    phoneUrl: config.DEMO_PHONE_URL,
    version,
  }
}

export function callbackConfig(config: Config) {
  const {
    WECOM_CORP_ID: corpId,
    WECOM_CALLBACK_TOKEN: token,
    WECOM_CALLBACK_AES_KEY: encodingAesKey,
  } = config
  return { corpId, addresses: { app: { token, encodingAesKey, receiveId: corpId } } }
}

export function powerCut(config: Config) {
  const [side, step] = (config.CRASH_AT ?? '').split(':')
  return side === 'before' || side === 'after' ? { powerCut: { side, step: Number(step) } as const } : {}
}
