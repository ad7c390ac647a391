import { describe, expect, test } from 'vitest'
import { signPage } from './jssdk.ts'
import { loginByQrUrl, loginInsideUrl } from './login.ts'

const page = {
  corpId: 'wwEXAMPLE',
  agentId: 1000009,
  redirectUri: 'https://a.cn/back?x=1&y=中',
  state: 'abc123',
}

describe('login pages', () => {
  test('inside WeCom: silent by default, agent id always there, fragment last', () => {
    const url = new URL(loginInsideUrl(page))
    expect(url.origin + url.pathname).toBe('https://open.weixin.qq.com/connect/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: 'wwEXAMPLE',
      redirect_uri: page.redirectUri,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      agentid: '1000009',
    })
    expect(url.hash).toBe('#wechat_redirect')
    expect(loginInsideUrl({ ...page, scope: 'privateinfo' })).toContain('scope=snsapi_privateinfo')
  })

  test('by QR, against another base address too', () => {
    const url = new URL(loginByQrUrl({ ...page, lang: 'en' }, 'http://127.0.0.1:9'))
    expect(url.origin + url.pathname).toBe('http://127.0.0.1:9/wwlogin/sso/login')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      login_type: 'CorpApp',
      appid: 'wwEXAMPLE',
      agentid: '1000009',
      redirect_uri: page.redirectUri,
      state: 'abc123',
      lang: 'en',
    })
  })

  test.each(['', 'a b', 'a&b', 'x'.repeat(129)])('a state of %j is refused', (state) => {
    expect(() => loginInsideUrl({ ...page, state })).toThrow('state')
    expect(() => loginByQrUrl({ ...page, state })).toThrow('state')
  })
})

test('a page signature equals the vector, and the fragment does not count', () => {
  const vector = {
    ticket: 'tkt-0001-EXAMPLE',
    nonceStr: 'n0nce77',
    at: new Date(1760000000_000),
    url: 'https://handover.example.cn/app/issue?id=42',
  }
  const expected = {
    timestamp: 1760000000,
    nonceStr: 'n0nce77',
    signature: '9b9ccb7e965c0dcd4bd0e5dae70f521384fb5058',
  }
  expect(signPage(vector)).toEqual(expected)
  expect(signPage({ ...vector, url: `${vector.url}#/tab` })).toEqual(expected)
  expect(signPage({ ...vector, url: `${vector.url}&x=1` }).signature).not.toBe(expected.signature)
})
