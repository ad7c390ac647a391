import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { BadConfig, type Config } from './config.ts'

/** What a TLS server shows and proves. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

type Files = Pick<Config, 'TLS_CERT_FILE' | 'TLS_KEY_FILE'>

/** Reads certificate and key, where they are named. Throws BadConfig when a file is not there or they do not fit together. */
export function readCertificate({ TLS_CERT_FILE, TLS_KEY_FILE }: Files): Certificate | undefined {
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) return undefined
  const cert = read('TLS_CERT_FILE', TLS_CERT_FILE)
  const key = read('TLS_KEY_FILE', TLS_KEY_FILE)
  try {
    createSecureContext({ cert, key })
  } catch {
    throw new BadConfig(
      `TLS_CERT_FILE, TLS_KEY_FILE: 不是一对 PEM 证书和私钥 / are no PEM certificate with its own key: ${TLS_CERT_FILE}, ${TLS_KEY_FILE}`,
    )
  }
  return { cert, key }
}

function read(setting: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable'
    throw new BadConfig(`${setting}: ${path} 读不到（${code}）/ cannot be read (${code})`)
  }
}
