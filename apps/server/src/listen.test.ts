import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'node:https'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCertificate } from './certificate.ts'
import { listen, type Listening } from './listen.ts'

const given = (name: string) => new URL(`../test/tls/${name}.pem`, import.meta.url).pathname
const app = new Hono().get('/', (c) => c.text('here'))
let dir = ''
let listening: Listening | undefined
let troubles: unknown[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-tls-'))
  troubles = []
  await put('one')
})
afterEach(async () => {
  await listening?.close()
  await rm(dir, { recursive: true })
})

const files = () => ({ TLS_CERT_FILE: join(dir, 'cert.pem'), TLS_KEY_FILE: join(dir, 'key.pem') })

async function put(which: string): Promise<void> {
  await copyFile(given(`${which}.cert`), files().TLS_CERT_FILE)
  await copyFile(given(`${which}.key`), files().TLS_KEY_FILE)
}

async function started(): Promise<URL> {
  listening = await listen(
    app,
    { HOST: '127.0.0.1', PORT: 0 },
    { certificate: () => readCertificate(files()), onTrouble: (error) => troubles.push(error) },
  )
  return new URL(listening.url)
}

/** Asks as somebody who trusts this certificate and no other. */
async function answerTo(url: URL, trusted: string, most?: 'TLSv1.1'): Promise<string> {
  const ca = await readFile(given(`${trusted}.cert`))
  return new Promise((answered, failed) => {
    const ask = request(
      url,
      { ca, agent: false, ...(most && { maxVersion: most, minVersion: most }) },
      (reply) => {
        reply.setEncoding('utf8').on('data', answered)
      },
    )
    ask.on('error', failed).end()
  })
}

test('answers with its certificate, and in clear not at all', async () => {
  const url = await started()
  expect(url.protocol).toBe('https:')
  expect(await answerTo(url, 'one')).toBe('here')
  await expect(answerTo(url, 'two')).rejects.toThrow(/self-signed/)
  await expect(answerTo(url, 'one', 'TLSv1.1')).rejects.toThrow()
  await expect(fetch(url.href.replace('https', 'http'))).rejects.toThrow()
})

test('a renewed certificate is taken at SIGHUP; a broken one leaves the old one in place and is told', async () => {
  const url = await started()
  await writeFile(files().TLS_CERT_FILE, 'half written')
  process.emit('SIGHUP')
  expect(await answerTo(url, 'one')).toBe('here')
  expect(String(troubles[0])).toContain('TLS_CERT_FILE')
  await put('two')
  process.emit('SIGHUP')
  expect(await answerTo(url, 'two')).toBe('here')
  expect(troubles).toHaveLength(1)
})

test('a certificate that does not work is told by the name of its setting', async () => {
  expect(() => readCertificate({ ...files(), TLS_CERT_FILE: join(dir, 'missing.pem') })).toThrow(
    /TLS_CERT_FILE: .*missing\.pem 读不到（ENOENT）/,
  )
  await copyFile(given('two.key'), files().TLS_KEY_FILE)
  expect(() => readCertificate(files())).toThrow(/TLS_CERT_FILE, TLS_KEY_FILE: 不是一对/)
  expect(readCertificate({ TLS_CERT_FILE: undefined, TLS_KEY_FILE: undefined })).toBeUndefined()
})
