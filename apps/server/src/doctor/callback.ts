import { randomBytes } from 'node:crypto'
import { sealEcho, type CallbackSecrets } from '@jieli/wecom'
import { seconds } from '../platform/clock.ts'
import type { Finding } from './doctor.ts'

// WeCom itself waits no longer for an address (doc 90930).
const patienceMs = seconds(5)

/** Asks our own callback address as the admin console does when it is saved: the echo has to come back in clear. */
export async function askCallback(
  { url, secrets }: { readonly url: string; readonly secrets: CallbackSecrets },
  at: Date,
): Promise<Finding> {
  const plain = randomBytes(12).toString('hex')
  const { msg_signature, timestamp, nonce, echostr } = sealEcho(secrets, {
    plain,
    at,
    nonce: randomBytes(6).toString('hex'),
  })
  const query = new URLSearchParams({ msg_signature, timestamp, nonce, echostr })
  try {
    const reply = await fetch(`${url}?${query}`, {
      headers: { 'x-jieli-doctor': '1' },
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    })
    const text = await reply.text()
    if (reply.status === 200 && text === plain)
      return { state: 'ok', said: { zh: `${url} 答得对`, en: `${url} answers rightly` } }
    return reply.status === 403 ? otherSecrets(url) : notOurs(url, reply.status)
  } catch {
    return silent(url)
  }
}

function otherSecrets(url: string): Finding {
  return {
    state: 'warn',
    code: 403,
    cause: {
      zh: `${url} 在运行，但 Token 或 EncodingAESKey 与这里的设置不同，或两台机器时钟相差太多`,
      en: `${url} runs, but with another Token or EncodingAESKey than set here, or the clocks differ`,
    },
    remedy: {
      zh: '管理后台 > 应用管理 > 本应用 > 接收消息：把 Token 和 EncodingAESKey 抄到 WECOM_CALLBACK_TOKEN 与 WECOM_CALLBACK_AES_KEY，重启服务；并校准系统时间',
      en: 'Copy Token and EncodingAESKey of the app (receive messages) to WECOM_CALLBACK_TOKEN and WECOM_CALLBACK_AES_KEY, restart, and set the clock',
    },
  }
}

function notOurs(url: string, status: number): Finding {
  return {
    state: 'warn',
    code: status,
    cause: {
      zh: `${url} 答了 ${status}，不是接力的回调地址`,
      en: `${url} answered ${status}: not the callback address of Jieli`,
    },
    remedy: {
      zh: '核对 --callback 的地址和前面的代理；路径以 /wecom/callback/app 结尾，不要登录、不要跳转',
      en: 'Check the address of --callback and the proxy in front; the path ends with /wecom/callback/app, without login or redirect',
    },
  }
}

function silent(url: string): Finding {
  return {
    state: 'warn',
    code: null,
    cause: { zh: `${url} 没有答复`, en: `${url} does not answer` },
    remedy: {
      zh: '先启动 npx jieli serve；地址不在本机时用 --callback 写出公网地址，例如 https://jieli.example.com/wecom/callback/app',
      en: 'Start npx jieli serve; elsewhere name the public address by --callback https://jieli.example.com/wecom/callback/app',
    },
  }
}
