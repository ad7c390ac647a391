import { consoleRoutes, handoverRoutes, type HandoverView } from '@jieli/contract'
import { sql } from 'kysely'
import type { Database } from '../../apps/server/src/platform/db.ts'
import type { Company, Truth } from '../rig/company.ts'
import type { Apis } from './world.ts'

export interface Stop {
  readonly title: string
  readonly act: string
  readonly see: string
  readonly done: boolean
  /** What it found, in figures. */
  readonly found: string
}

export interface Touring {
  readonly company: Company
  readonly database: Database
  readonly apis: Apis
  readonly wasPulled: () => boolean
}

/** The stops of the tour; each looks at what really is, in the database and in the company, and says so. */
export async function tourOf(world: Touring): Promise<readonly Stop[]> {
  const facts = await factsOf(world)
  const { view, drafts, voided, declined, revealed, twice } = facts
  const verified = (view?.byState.verified ?? 0) + (view?.byState.adopted ?? 0)
  const isOver = view?.state === 'reported' || view?.state === 'archived'
  const isMoving =
    isOver || (view !== undefined && ['executing', 'waiting', 'verifying', 'closing'].includes(view.state))
  return [
    {
      title: '发起',
      act: '左边是苏敏（HR）。点“发起交接”，选林晓。',
      see: '只有一张清单、一个按钮；选了人，右边就开始算，谁也不会收到通知。',
      done: drafts > 0 || view !== undefined,
      found: drafts > 0 ? `草稿 ${drafts} 份` : '',
    },
    {
      title: '分配',
      act: '加三位接替人：周晴、陈默、何佳宁；加规则；把期限改到 11-13 试试，再改回来；最后“正式清点”。',
      see: '数字一秒内变；来不及时告诉你最早哪天；单行线在发出之前就画好了。',
      done: view !== undefined && view.preview !== null,
      found: view?.preview ? `${view.preview.customersTold} 位会收到通知` : '',
    },
    {
      title: '审批',
      act: '提交审批。右边换成沈知微的手机点“同意”；再到左边“改方案”。',
      see: '一改方案，之前的同意作废，四张卡片都变成“请重新看”。',
      done: voided > 0,
      found: voided > 0 ? `作废 ${voided} 次` : '',
    },
    {
      title: '断电',
      act: '再提交，四位都同意，按“到下一件事”。发出后按“拔电源”；再换成一位客户，点“暂不添加”。',
      see: '两秒内页面说断开了；插回去接着做，没有一位客户被发两次。',
      done: isMoving && world.wasPulled() && declined > 0 && twice === 0,
      found: isMoving ? `拒绝 ${declined}，重复发出 ${twice}` : '',
    },
    {
      title: '一天以后',
      act: '按“+24 小时”。',
      see: '斜纹变成实心：再从企业微信读一遍，对得上才算。',
      done: verified > 600,
      found: verified > 0 ? `已核实 ${verified}` : '',
    },
    {
      title: '查看明文',
      act: '左边换成高远，打开一位客户，点“查看”。',
      see: '要说用途；60 秒后自动遮盖；谁看过什么，记在日志里。',
      done: revealed > 0,
      found: revealed > 0 ? `记了 ${revealed} 次` : '',
    },
    {
      title: '收尾',
      act: '高远“逐组处理”，然后一直按“到下一件事”，直到完成；打开完成证明，再到审计里点“校验”。在“捣乱”里“改一条日志”，再校验一次。',
      see: '每一项都有结果，例外有人负责；根在你的浏览器里重新算出来，改过的那一条会被指出来。',
      done: isOver,
      found: isOver ? `${verified} 已核实，${view?.byState.excepted ?? 0} 例外有人负责` : '',
    },
  ]
}

async function factsOf({ company, database, apis }: Touring) {
  const list = await apis.sumin(consoleRoutes.overview, { query: { view: 'active' } })
  const over = await apis.sumin(consoleRoutes.overview, { query: { view: 'archived' } })
  const rows = [...(list.ok ? list.value.rows : []), ...(over.ok ? over.value.rows : [])]
  const id = rows.find(({ leaver, state }) => leaver === 'linxiao' && state !== 'cancelled')?.id
  const got = id === undefined ? undefined : await apis.sumin(handoverRoutes.get, { params: { id } })
  const view: HandoverView | undefined = got?.ok ? got.value : undefined
  const { rows: counted } = await sql<{ drafts: number; voided: number; revealed: number }>`
    select (select count(*)::int from handover.draft where body->>'leaver' = 'linxiao') as drafts,
      (select count(*)::int from approvals.approval_set where voided_why = 'SUPERSEDED') as voided,
      (select count(*)::int from access.reveal) as revealed`.execute(database.db)
  const { drafts = 0, voided = 0, revealed = 0 } = counted[0] ?? {}
  const { transfers } = await company.get<Pick<Truth, 'transfers'>>('/truth/transfers')
  const ours = transfers.filter(
    ({ kind, from, via }) => kind === 'customer' && from === 'linxiao' && via === 'api',
  )
  const done = new Map<string, number>()
  for (const { subject, outcome } of ours)
    if (outcome === 'done') done.set(subject, (done.get(subject) ?? 0) + 1)
  return {
    view,
    drafts,
    voided,
    revealed,
    declined: ours.filter(({ outcome }) => outcome === 'refused').length,
    twice: [...done.values()].filter((n) => n > 1).length,
  }
}
