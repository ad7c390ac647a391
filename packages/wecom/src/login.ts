/** Where a login leads back to; its domain must be the app's trusted domain (else 50001). */
export interface LoginPage {
  readonly corpId: string
  readonly agentId: number
  readonly redirectUri: string
  /** Letters and digits only, at most 128: our protection against forged returns. */
  readonly state: string
}

/** The page that logs a member in inside WeCom (doc 91022); `privateinfo` asks for consent and gives a user_ticket. */
export function loginInsideUrl(
  page: LoginPage & { readonly scope?: 'base' | 'privateinfo' },
  baseUrl = 'https://open.weixin.qq.com',
): string {
  const query = new URLSearchParams({
    appid: page.corpId,
    redirect_uri: page.redirectUri,
    response_type: 'code',
    scope: `snsapi_${page.scope ?? 'base'}`,
    state: checkedState(page.state),
    agentid: String(page.agentId),
  })
  return `${baseUrl}/connect/oauth2/authorize?${query}#wechat_redirect`
}

/** The QR page that logs a member in from an outside browser (doc 98152). */
export function loginByQrUrl(
  page: LoginPage & { readonly lang?: 'zh' | 'en' },
  baseUrl = 'https://login.work.weixin.qq.com',
): string {
  const query = new URLSearchParams({
    login_type: 'CorpApp',
    appid: page.corpId,
    agentid: String(page.agentId),
    redirect_uri: page.redirectUri,
    state: checkedState(page.state),
    lang: page.lang ?? 'zh',
  })
  return `${baseUrl}/wwlogin/sso/login?${query}`
}

function checkedState(state: string): string {
  if (!/^[a-zA-Z0-9]{1,128}$/.test(state)) throw new Error('state must be 1 to 128 letters and digits')
  return state
}
