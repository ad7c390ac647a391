import { readBootConfig } from '../config.ts'
import type { Duties } from '../engine.ts'
import { start } from '../main.ts'

/** Runs until it is told to end; says on standard output where it listens. */
export async function serveCommand(_args: readonly string[], duties: Duties): Promise<void> {
  const running = await start(readBootConfig(), duties)
  const { url = null, firstAdminUrl, setupUrl } = running
  // For people at a terminal; elsewhere it stands in the line below, and the log stays one of JSON lines.
  if (firstAdminUrl !== undefined && process.stderr.isTTY) {
    process.stderr.write(
      `还没有管理员。用下面的链接登录一次（24 小时内有效，只能用一次），你就是第一位系统管理员：
Nobody is administrator yet. Log in once by this link (24 h, one use) to become the first:
  ${firstAdminUrl}\n`,
    )
  }
  if (setupUrl !== undefined && process.stderr.isTTY) {
    process.stderr.write(
      `还没有接入企业微信。用下面的链接打开接入页面（24 小时内有效，只能用一次）：
Not connected to WeCom yet. Open the page that connects it by this link (24 h, one use):
  ${setupUrl}\n`,
    )
  }
  process.stdout.write(`${JSON.stringify({ url, pid: process.pid, firstAdminUrl, setupUrl })}\n`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  await running.stop()
  process.exit(0)
}
