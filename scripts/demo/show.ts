import { writeFile } from 'node:fs/promises'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import { handoverRoutes } from '@jieli/contract'
import { startJieli } from '../rig/jieli.ts'
import { startControl } from './control.ts'
import { importKnownTransfers } from './hemu.ts'
import { plugged } from './plug.ts'
import { giveRoles } from './roles.ts'
import type { DemoState } from './state.ts'
import { tampering } from './tamper.ts'
import { tourOf } from './tour.ts'
import type { DemoWorld } from './world.ts'

/** The page with console and phone, and what has to end with it. */
export interface Showing {
  readonly url: string
  stop(): Promise<void>
}

export interface How {
  readonly say: (line: string) => void
  /** The file in which the simulator looks for what is beside it. */
  readonly links: string
}

/** Prepares the people, puts the phone beside the console and says where everything is. */
export async function showAround(world: DemoWorld, state: DemoState, { say, links }: How): Promise<Showing> {
  const { company, cluster, apis } = world
  await importKnownTransfers(company, apis.operator)
  await giveRoles(cluster)
  const plug = plugged(world.jieli, (port) => world.restart(port))
  const tamper = tampering(cluster.url('jieli_super'))
  let pulls = 0
  // What opens on the phone is another process of the same build, with a cookie of its own: two people in one browser.
  const inPocket = await startJieli({
    company,
    stateDir: state.jieli,
    logFile: `${state.dir}/phone-jieli.log`,
    database: { app: cluster.url('jieli_app'), owner: cluster.url('jieli_owner') },
    env: {
      AUDIT_ORIGIN: state.origin,
      SESSION_COOKIE: 'jieli_phone',
      FRAME_ANCESTORS: local(company.address.baseUrl),
    },
  })
  const database = openDatabase({ url: cluster.url('jieli_app'), max: 2 })
  const control = await startControl({
    'GET /next-due': async () => {
      const due = await apis.operator(handoverRoutes.nextDue)
      return due.ok ? due.value : { at: null, busy: false }
    },
    'POST /plug': async () => {
      pulls += 1
      return plug.pull()
    },
    'POST /tamper': () => tamper.turn(),
    'GET /tour': async () => ({
      stops: await tourOf({ company, database, apis, wasPulled: () => pulls > 0 }),
    }),
  })
  const url = `${local(company.address.baseUrl)}/demo/phone`
  const page = {
    consoleUrl: local(world.jieli.url),
    webviewUrl: local(inPocket.url),
    nextDueUrl: `${control.url}/next-due`,
    plugUrl: `${control.url}/plug`,
    tamperUrl: `${control.url}/tamper`,
    tourUrl: `${control.url}/tour`,
  }
  await writeFile(links, JSON.stringify(page, null, 2))
  say(`
接力 Jieli 演示：禾木云店，模拟的企业微信，时间 2026-11-12 10:00 起。林晓要离职。

  控制台和手机并排   ${url}      ← 打开这个；底部是导览，每一步自己检查
  只开控制台         ${page.consoleUrl}
  可以是谁           苏敏（HR，发起）　高远（部门经理）　郑岚（HR 审批）　唐锐（系统管理员）　沈知微（数据安全）
                     林晓（待交接员工）　周晴、陈默、何佳宁（接替）　以及任何一位客户

  接口说明           ${page.consoleUrl}/v1/openapi.json
  不想动手，看它自己跑完：npm run demo -- --once --out out
`)
  return {
    url,
    async stop() {
      await control.stop()
      await inPocket.child.stop()
      await database.close()
    },
  }
}

// The trusted domain of the simulated company.
function local(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
}
