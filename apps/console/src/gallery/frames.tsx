import { useState } from 'react'
import { Button, Card, Columns, Icon, Qr, Steps, type IconName } from '../ui/index.ts'
import { iconNames } from '../ui/Icon.tsx'
import type { Shelf } from './shelf.ts'
import { State } from './State.tsx'
import css from './Gallery.module.css'

function Cards() {
  return (
    <Columns
      aside={
        <Card title="审批" note="方案 v3">
          四人已同意
        </Card>
      }
    >
      <Card title="怎么分客户" note="从上往下，先中先得" action={<Button look="text">加一条规则</Button>}>
        1,286 位都有归属
      </Card>
    </Columns>
  )
}

function WizardSteps() {
  const [at, setAt] = useState<'people' | 'plan' | 'scope' | 'review'>('plan')
  return (
    <State name="第 2 步">
      <Steps
        label="步骤"
        current={at}
        onGo={setAt}
        steps={[
          { id: 'people', text: '人员与触发', isDone: true },
          { id: 'plan', text: '接替与分配', isDone: false },
          { id: 'scope', text: '期限与范围', isDone: false },
          { id: 'review', text: '复核提交', isDone: false },
        ]}
      />
    </State>
  )
}

function Icons() {
  return (
    <State name="16 像素，1.5 像素的线" layout="row">
      {iconNames.map((name: IconName) => (
        <span key={name} className={css.icon}>
          <Icon name={name} /> {name}
        </span>
      ))}
    </State>
  )
}

function Codes() {
  return (
    <State name="纸上的码，明暗两套都是黑白" layout="row">
      <Qr text="https://jieli.example.cn/admin/audit?size=51902&root=9f3ac21e" label="扫码校验这份报告" />
    </State>
  )
}

export const frames: Shelf = { Qr: Codes, Card: Cards, Steps: WizardSteps, Icon: Icons }
