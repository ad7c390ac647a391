import { useState } from 'react'
import { handoverStates, itemStates, reasons } from '@jieli/contract'
import {
  Card,
  FactNumber,
  Facts,
  FactsDrawer,
  Gantt,
  Meter,
  num,
  RelayTrack,
  StateBar,
  Status,
  type Part,
} from '../ui/index.ts'
import type { Shelf } from './shelf.ts'
import { State } from './State.tsx'
import { track } from './track.ts'

const parts: readonly Part[] = [
  { id: 'verified', words: { zh: '已核实', en: 'Verified' }, n: 2_306, tone: 'ok' },
  { id: 'waiting', words: { zh: '等 24 小时', en: 'Waiting 24 h' }, n: 398, tone: 'wait', fill: 'hatch' },
  { id: 'people', words: { zh: '等人', en: 'Waiting on someone' }, n: 65, tone: 'act' },
  { id: 'deciding', words: { zh: '待决定', en: 'Needs a decision' }, n: 30, tone: 'bad' },
  { id: 'gap', words: { zh: '缺口已说明', en: 'Explained gap' }, n: 45, tone: 'ok', fill: 'pale' },
  { id: 'later', words: { zh: '按计划稍后', en: 'Scheduled later' }, n: 6, tone: 'idle' },
]

function StateBars() {
  const one = parts.slice(0, 1)
  return (
    <>
      <State name="六种状态，最小的 6 / 2,850 也看得见">
        <Card>
          <StateBar parts={parts} total={2_850} legend />
        </Card>
      </State>
      <State name="细的，没有图例" layout="narrow">
        <StateBar parts={parts} total={2_850} thin />
        <StateBar parts={one} total={2_306} thin />
        <StateBar parts={[]} total={0} thin />
      </State>
    </>
  )
}

function FactNumbers() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <State name="大和小，都能打开" layout="row">
        <FactNumber size="big" value={2_306} of={2_850} label="已核实" onOpen={() => setOpen(true)} />
        <FactNumber value={812} of={1_286} label="客户已核实" onOpen={() => setOpen(true)} />
      </State>
      {isOpen && (
        <FactsDrawer
          title="已核实，怎么算的"
          formula="从企业微信读回、归属已是接替人的项数，除以清点到的全部项数。"
          onClose={() => setOpen(false)}
        >
          <Facts
            rows={[
              { name: '客户', value: `${num(812)} / ${num(1_286)}` },
              { name: '客户群', value: '56 / 64' },
              { name: '聊天档案', value: `${num(1_241)} / ${num(1_286)}` },
            ]}
          />
        </FactsDrawer>
      )}
    </>
  )
}

function Statuses() {
  return (
    <>
      <State name="项的状态" layout="row">
        {itemStates.map((item) => (
          <Status key={item} of={{ item }} />
        ))}
      </State>
      <State name="原因" layout="row">
        {reasons.map((reason) => (
          <Status key={reason} of={{ reason }} />
        ))}
      </State>
      <State name="交接的状态" layout="row">
        {handoverStates.map((handover) => (
          <Status key={handover} of={{ handover }} tag />
        ))}
      </State>
    </>
  )
}

function Tracks() {
  return (
    <>
      <State name="第 6 步在跑，双轨同时在跑">
        <Card>
          <RelayTrack steps={track('running')} />
        </Card>
      </State>
      <State name="还没开始">
        <Card>
          <RelayTrack steps={track('ahead')} />
        </Card>
      </State>
      <State name="全部走完">
        <Card>
          <RelayTrack steps={track('done')} />
        </Card>
      </State>
    </>
  )
}

function Gantts() {
  return (
    <State name="方案的时间" layout="narrow">
      <Card title="时间" note="比截止早 2 天 8 小时">
        <Gantt
          label="审批到 11-14，11-16 起分 15 批发出，等 24 小时，双轨到 11-24，最早 11-25 完成，11-27 冻结"
          bars={[
            { id: 'approval', text: '审批 4 人', from: 12.4, to: 13.8, tone: 'idle', note: '最长 2 天' },
            { id: 'backup', text: '备份验证', from: 13.9, to: 14.1, tone: 'idle', note: '约 40 分钟' },
            { id: 'send', text: '分批发出', from: 16.4, to: 17.4, tone: 'accent', note: '15 批' },
            { id: 'wait', text: '等 24 小时', from: 16.4, to: 19.7, tone: 'wait', note: '客户可拒绝' },
            { id: 'dual', text: '双轨运行', from: 16.4, to: 24.7, tone: 'accent' },
            { id: 'check', text: '核验签收', from: 24.7, to: 25.4, tone: 'ok' },
          ]}
          marks={[
            { id: 'earliest', at: 25.4, text: '最早 11-25', tone: 'ok' },
            { id: 'freeze', at: 27.75, text: '冻结 11-27', tone: 'ink' },
          ]}
        />
      </Card>
    </State>
  )
}

function Meters() {
  return (
    <State name="够用，过了自己的线，用完" layout="narrow">
      <Meter label="消息，每小时" used={320} soft={800} hard={1_000} />
      <Meter label="群，每天" used={262} soft={240} hard={300} />
      <Meter label="转移，90 天" used={2} soft={2} hard={2} />
    </State>
  )
}

export const facts: Shelf = {
  StateBar: StateBars,
  FactNumber: FactNumbers,
  FactsDrawer: FactNumbers,
  Status: Statuses,
  RelayTrack: Tracks,
  Gantt: Gantts,
  Meter: Meters,
}
