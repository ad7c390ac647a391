import { useState } from 'react'
import type { Purpose } from '@jieli/contract'
import {
  Avatar,
  Button,
  Card,
  Evidence,
  LogFeed,
  ManualTask,
  Masked,
  PlanDiff,
  useSay,
  type FeedEntry,
} from '../ui/index.ts'
import type { Shelf } from './shelf.ts'
import { State } from './State.tsx'

function Maskeds() {
  const [asked, setAsked] = useState<readonly string[]>([])
  const reveal = (why: { purpose: Purpose; text?: string }) => {
    setAsked((before) => [...before, why.text ?? why.purpose])
    return Promise.resolve({ value: '13800130021', hideAfterSeconds: 60, leftToday: 17 - asked.length })
  }
  const refuse = () =>
    Promise.reject(new Error('今天已查看 20 次，到上限了。要继续，请沈知微放行，或明天再看。'))
  return (
    <>
      <State name="可以看">
        <Masked mask="138****0021" label="电话" onReveal={reveal} />
        <p>
          为了：<output>{asked.join('，')}</output>
        </p>
      </State>
      <State name="不能看">
        <Masked mask="wm_****8d" label="客户" />
      </State>
      <State name="到上限了">
        <Masked mask="139****7780" label="备用电话" onReveal={refuse} />
      </State>
    </>
  )
}

function Differences() {
  return (
    <State name="方案变了什么" layout="narrow">
      <PlanDiff
        none="和上一版一样"
        lines={[
          { id: 'he', what: '何佳宁接手', before: '367', after: '307', change: '−60' },
          { id: 'zhou', what: '周晴接手', before: '488', after: '548', change: '+60' },
          { id: 'freeze', what: '冻结', before: '11-26 18:00', after: '11-27 18:00' },
        ]}
      />
      <PlanDiff none="和上一版一样" lines={[]} />
    </State>
  )
}

function Tasks() {
  return (
    <State name="手工任务" layout="narrow">
      <Card title="手工任务" note="38 项中 19 项完成">
        <ManualTask
          owner="林晓"
          title="7 个群邀请、1 个群腾位"
          how="手机打开引导页，一键邀请"
          due="明天 12:00"
          check="系统随后核对成员"
        />
        <ManualTask
          owner="唐锐"
          title="改 3 项后台角色"
          how="管理后台 › 审批 › 设置"
          due="11-19"
          check="附截图，次日复查"
          action={<Button>打开</Button>}
        />
      </Card>
      <Evidence what="成员列表里有周晴" at="11-17 13:47" by="接力读回" />
    </State>
  )
}

const written: readonly FeedEntry[] = [
  { id: '48211', time: '14:20', text: '核实 12 位客户已由陈默接管', ref: '48,211' },
  { id: '48190', time: '14:18', text: '周晴看完“知味轩”档案，用时 4 分 12 秒', ref: '48,190' },
  { id: '48102', time: '14:05', text: '2 位客户 30 分钟未获回复，已提醒周晴', ref: '48,102' },
]

function Feeds() {
  const [more, setMore] = useState<readonly FeedEntry[]>([])
  const say = useSay()
  const add = () => {
    const id = String(48_212 + more.length)
    setMore((before) => [{ id, time: '14:21', text: `发出第 ${16 + before.length} 批`, ref: id }, ...before])
  }
  return (
    <State name="记录" layout="narrow">
      <Card title="记录" action={<Button onPress={add}>来一条</Button>}>
        <LogFeed
          entries={[...more, ...written]}
          summary={(n) => say({ zh: `又有 ${n} 条记录`, en: `${n} new entries` })}
        />
      </Card>
    </State>
  )
}

function Avatars() {
  return (
    <State name="名字的第一个字" layout="row">
      <Avatar name="高远" />
      <Avatar name="𠮷田" />
      <Avatar name="" />
    </State>
  )
}

export const people: Shelf = {
  Masked: Maskeds,
  PlanDiff: Differences,
  ManualTask: Tasks,
  Evidence: Tasks,
  LogFeed: Feeds,
  Avatar: Avatars,
}
