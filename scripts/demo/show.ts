import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createKey } from '../../apps/server/src/access/index.ts'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import { importKnownTransfers, linxiao, people } from './hemu.ts'
import type { DemoState } from './state.ts'
import type { DemoWorld } from './world.ts'

/** Says what runs where, and the lines to type to drive a handover by hand. The screens come with the next version. */
export async function showAround(
  world: DemoWorld,
  state: DemoState,
  say: (line: string) => void,
): Promise<void> {
  await importKnownTransfers(world.company, world.apis.operator)
  await mkdir(state.dir, { recursive: true })
  const draft = join(state.dir, 'linxiao.json')
  await writeFile(draft, JSON.stringify(linxiao, null, 2))
  const database = openDatabase({ url: world.cluster.url('jieli_app'), max: 1 })
  const key = await database.inTx((tx) => createKey(tx, people.sumin, new Date()))
  await database.close()
  const { control } = world.company.address
  say(`
接力 Jieli 演示：禾木云店，模拟的企业微信，时间 2026-11-12 10:00 起

  接力的接口      ${world.jieli.url}          （/healthz、/metrics、/v1/openapi.json）
  模拟的企业微信  ${world.company.address.baseUrl}
  它的控制台      ${control}          （/truth 真相，/clock 时钟，/people/<账号>/inbox 手机）

林晓要离职。用苏敏（HR）的身份来办，在另一个终端里：

  export JIELI_URL=${world.jieli.url} JIELI_API_KEY=${key}
  npm run -s jieli -- handover plan ${draft}      清点 1,286 位客户、38 个群，算出方案
  npm run -s jieli -- handover start H-2026-0001  请四位审批人同意
  curl -s ${control}/people/gaoyuan/inbox          看高远的手机；卡片上的按钮这样按：
  curl -s -XPOST ${control}/people/gaoyuan/press -d '{"taskId":"…","key":"approve:…"}'
  curl -s -XPOST ${control}/clock -d '{"advanceSeconds":86400}'   过一天
  npm run -s jieli -- handover status H-2026-0001 看进展

不想动手，看它自己跑完：npm run demo -- --once --out out
`)
}
