import { NoSecret, RateLimited, Unanswered, WecomError } from '@jieli/wecom'
import { expect, test } from 'vitest'
import { retryDelayMs, troubleOf, Uncovered } from './trouble.ts'
import { now } from './test/builders.ts'

test.each<[string, Error, string, string]>([
  ['a wrong secret', new WecomError('getToken', 40001, '', true), 'Secret', '核对企业 ID 与 Secret'],
  [
    'an address that is not trusted',
    new WecomError('getUser', 60020, 'not allow to access from your ip, from ip: 203.0.113.7', true),
    '203.0.113.7',
    '企业可信 IP',
  ],
  [
    'a missing permission',
    new WecomError('transferCustomer', 48002, '', true),
    '无权调用',
    '允许本应用分配在职或离职成员的客户',
  ],
  ['a code nobody knows', new WecomError('getUser', 987_654, '', false), '987654', '错误码'],
  ['no answer', new Unanswered('getUser', false, {}), '没有答复', '自动再试'],
  ['too many calls', new RateLimited('getUser', now, 'wall', undefined), '频率', '自动继续'],
  ['a secret that is not configured', new NoSecret('updateUser', 'contacts'), 'Secret', '填写'],
  ['a checkpoint that is not signed', new Uncovered('x'), '检查点', 'jieli signer'],
])(
  '%s is trouble outside: cause and remedy are in the words of who can mend it',
  (_, error, cause, remedy) => {
    const trouble = troubleOf(error)
    expect(trouble?.cause).toContain(cause)
    expect(trouble?.remedy).toContain(remedy)
  },
)

test('what WeCom wrote in its own text never reaches the words, only the address of 60020 does', () => {
  const secret = 'invalid credential, hint: [1234], from ip: 203.0.113.7, 王老板'
  expect(JSON.stringify(troubleOf(new WecomError('getUser', 40001, secret, true)))).not.toMatch(
    /王老板|hint|203/,
  )
})

test('a mistake of our own is not called trouble outside', () => {
  for (const error of [
    new Error('x'),
    new TypeError('x is not a function'),
    new RangeError('x'),
    'text',
    undefined,
  ]) {
    expect(troubleOf(error)).toBeNull()
  }
})

test('a limit says from when on a try makes sense', () => {
  expect(troubleOf(new RateLimited('getUser', now, 'wall', 45009))?.notBefore).toEqual(now)
})

test('waits double up to 64 times the first, so that a company that is gone is not hammered', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 100].map((tries) => retryDelayMs(1_000, tries))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 64_000, 64_000,
  ])
})
