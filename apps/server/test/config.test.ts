import { expect, test } from 'vitest'
import { BadConfig, readClientConfig, readConfig } from '../src/config.ts'

const good = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_APP_SECRET: 'app-secret-of-the-test',
  WECOM_CALLBACK_TOKEN: 'callback-token-of-the-test',
  WECOM_CALLBACK_AES_KEY: 'k'.repeat(43),
}

/** The message of the refusal; fails when the settings were taken. */
function refusal(over: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig({ ...good, ...over })
  } catch (error) {
    if (error instanceof BadConfig) return error.message
    throw error
  }
  throw new Error('the settings were taken')
}

test('the five settings without a usual value are enough; the rest is as usual, and frozen', () => {
  const config = readConfig(good)
  expect(config).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 3_000,
    WECOM_AGENT_ID: 1_000_002,
    STATE_DIR: '.jieli/main',
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test('every mistake is told at once, each with what the setting is', () => {
  const message = refusal({
    WECOM_CORP_ID: undefined,
    WECOM_AGENT_ID: 'many',
    WECOM_CALLBACK_AES_KEY: 'short',
    PORT: '70000',
    SWEEP_MS: '1',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'not an address',
    CRASH_AT: 'noon',
  })
  expect(message).toMatch(/^设置有 8 处不对 \/ 8 wrong settings:/)
  for (const name of [
    'WECOM_CORP_ID',
    'WECOM_AGENT_ID',
    'WECOM_CALLBACK_AES_KEY',
    'PORT',
    'SWEEP_MS',
    'LOG_LEVEL',
    'DATABASE_URL',
    'CRASH_AT',
  ]) {
    expect(message).toContain(`  ${name}: `)
  }
  expect(message).toContain('企业 ID, from 我的企业')
})

test('a mistake in one setting does not hide a rule about two', () => {
  expect(refusal({ HOST: '0.0.0.0' })).toMatch(/HOST: .*TRUSTED_PROXY=yes/)
  expect(refusal({ DATABASE_URL: 'postgres://jieli_app:pw@db/jieli' })).toContain('DATABASE_OWNER_URL: ')
  const both = refusal({ HOST: '0.0.0.0', PORT: '70000' })
  expect(both).toContain('PORT')
  expect(both).toContain('HOST')
})

test('the value of no setting is ever printed, right or wrong', () => {
  const values = {
    WECOM_APP_SECRET: 'leaky-app-secret',
    WECOM_CONTACTS_SECRET: 'leaky-contacts-secret',
    WECOM_CALLBACK_TOKEN: 'leaky-token',
    WECOM_CALLBACK_AES_KEY: 'leaky-aes-key',
    DATABASE_URL: 'leaky-password@nowhere',
    AUDIT_SIGNER_TOKEN: 'leaky-signer',
    WECOM_AUDIT_WEBHOOK_KEY: 'leaky-webhook',
    LOG_LEVEL: 'leaky-level',
  }
  const message = refusal({ ...values, WECOM_AGENT_ID: undefined })
  for (const value of Object.values(values)) expect(message).not.toContain(value)
})

test.each(['0.0.0.0', '::', '192.168.1.10', 'jieli.example.cn'])(
  '%s is beyond this machine: only behind a trusted proxy or with a certificate, and people must know the address',
  (HOST) => {
    const PUBLIC_URL = 'https://jieli.example.cn'
    const tls = { TLS_CERT_FILE: '/etc/jieli/cert.pem', TLS_KEY_FILE: '/etc/jieli/key.pem' }
    expect(refusal({ HOST, PUBLIC_URL })).toMatch(/beyond this machine in clear/)
    expect(refusal({ HOST, TRUSTED_PROXY: 'yes' })).toContain('PUBLIC_URL')
    expect(readConfig({ ...good, HOST, PUBLIC_URL, TRUSTED_PROXY: 'yes' }).HOST).toBe(HOST)
    expect(readConfig({ ...good, HOST, PUBLIC_URL, ...tls }).HOST).toBe(HOST)
    expect(refusal({ HOST, PUBLIC_URL, TLS_CERT_FILE: '/etc/jieli/cert.pem' })).toContain('TLS_KEY_FILE')
  },
)

test.each(['127.0.0.1', '::1', 'localhost'])('%s is this machine', (HOST) => {
  expect(readConfig({ ...good, HOST }).HOST).toBe(HOST)
})

test('a signer elsewhere needs its token, and the token is long', () => {
  expect(refusal({ AUDIT_SIGNER_URL: 'http://127.0.0.1:1' })).toContain('AUDIT_SIGNER_TOKEN')
  expect(refusal({ AUDIT_SIGNER_TOKEN: 't'.repeat(32) })).toContain('AUDIT_SIGNER_TOKEN')
  expect(refusal({ AUDIT_SIGNER_URL: 'http://127.0.0.1:1', AUDIT_SIGNER_TOKEN: 'short' })).toContain(
    'AUDIT_SIGNER_TOKEN',
  )
})

test('an empty setting is one that is not set, as a line of .env without a value', () => {
  expect(readConfig({ ...good, WECOM_CONTACTS_SECRET: '', PORT: '' })).toMatchObject({ PORT: 3_000 })
  expect(refusal({ WECOM_APP_SECRET: '' })).toContain('WECOM_APP_SECRET')
})

test("the operator's tool says which two settings it needs, without a value", () => {
  expect(() => readClientConfig({})).toThrow(/JIELI_API_KEY.*JIELI_URL/)
  expect(() => readClientConfig({ JIELI_API_KEY: 'jk_leaky', JIELI_URL: 'nowhere' })).toThrow(/JIELI_URL/)
  expect(() => readClientConfig({ JIELI_API_KEY: 'jk_leaky', JIELI_URL: 'nowhere' })).not.toThrow(/jk_leaky/)
  expect(readClientConfig({ JIELI_API_KEY: 'jk_x' })).toEqual({
    JIELI_API_KEY: 'jk_x',
    JIELI_URL: 'http://127.0.0.1:3000',
  })
})
