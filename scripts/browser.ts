import { access } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import { runProgram } from './program.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where the browser is. When there is none and this is root on Debian, it is installed with Chinese fonts. */
export async function ensureBrowser(): Promise<string> {
  const found = await browserPath()
  if (found !== undefined) return found
  const isDebian = /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(
    await readFile('/etc/os-release', 'utf8').catch(() => ''),
  )
  if (isDebian && process.getuid?.() === 0) {
    console.log('没有浏览器，正在安装 chromium 和中文字体（约一分钟）/ installing chromium and Chinese fonts')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await runProgram('apt-get', ['update', '-qq'], { env })
    const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
    const { code, output } = await runProgram('apt-get', packages, { env })
    const installed = await browserPath()
    if (installed !== undefined) return installed
    throw new Error(`chromium was not installed (${code}):\n${output.slice(-2_000)}`)
  }
  throw new Error(
    '页面测试要用 Chromium 或 Chrome：请安装它（Debian/Ubuntu：apt-get install chromium fonts-noto-cjk），或设 CHROME_PATH / the tests of the pages need Chromium or Chrome: install it, or set CHROME_PATH',
  )
}

async function browserPath(): Promise<string | undefined> {
  const { CHROME_PATH: own } = process.env
  for (const path of [...(own === undefined || own === '' ? [] : [own]), ...places]) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return undefined
}
