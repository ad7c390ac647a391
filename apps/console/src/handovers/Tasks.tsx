import type { Progress } from '@jieli/contract'
import { Card, ManualTask, useSay, when } from '../ui/index.ts'

/** What WeCom has no call for, so a person has to do it. */
export function Tasks({ data }: { readonly data: Progress }) {
  const say = useSay()
  const { handover, names, groups, now } = data
  const leaver = names[handover.leaver] ?? handover.leaver
  const memberOnly = handover.preview?.memberOnlyGroups ?? 0
  const full = groups.find(({ reason }) => reason === 'GROUP_FULL')?.count ?? 0
  if (handover.state === 'reported' || (memberOnly === 0 && full === 0)) return null
  const due = when(handover.freezeAt, now)
  return (
    <Card
      title={say({ zh: '手工任务', en: 'Manual tasks' })}
      note={say({ zh: '企业微信没有接口的', en: 'WeCom has no call' })}
    >
      {memberOnly > 0 && (
        <ManualTask
          owner={leaver}
          title={say({
            zh: `邀请接替人进 ${memberOnly} 个群`,
            en: `invite successors into ${memberOnly} groups`,
          })}
          how={say({
            zh: '手机企业微信 › 群 › 右上角 › 添加群成员',
            en: 'WeCom on the phone › group › add members',
          })}
          check={say({
            zh: '企业微信不能代加成员；报告里逐个写明',
            en: 'WeCom cannot add members; the report lists each',
          })}
          due={due}
        />
      )}
      {full > 0 && (
        <ManualTask
          owner={leaver}
          title={say({
            zh: `${full} 个群移出 1 位微信成员`,
            en: `remove a WeChat member from ${full} groups`,
          })}
          how={say({
            zh: '手机企业微信 › 群 › 成员 › 移出',
            en: 'WeCom on the phone › group › members › remove',
          })}
          check={say({ zh: '再转一次时由企业微信核对', en: 'Checked by WeCom on the next try' })}
          due={due}
        />
      )}
    </Card>
  )
}
