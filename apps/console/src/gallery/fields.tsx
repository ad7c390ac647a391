import { useCallback, useState } from 'react'
import {
  Checkbox,
  ComboBox,
  DateTimeField,
  NumberField,
  RadioRows,
  Select,
  TextField,
  type Choice,
} from '../ui/index.ts'
import type { Shelf } from './shelf.ts'
import { State } from './State.tsx'

function TextFields() {
  const [text, setText] = useState('')
  const [n, setN] = useState<number>()
  const [isOn, setOn] = useState(false)
  return (
    <State name="字、数、勾" layout="narrow">
      <TextField label="为什么取消" value={text} onChange={setText} hint="会写进记录" maxLength={200} />
      <TextField label="名字" value="" onChange={setText} problem="名字不能空：写接替人在通讯录里的名字" />
      <TextField label="备注" value={text} onChange={setText} lines={3} />
      <NumberField label="上限" value={n} onChange={setN} min={10} max={500} hint="10 到 500" />
      <p>
        数：<output>{n ?? '没有'}</output>
      </p>
      <Checkbox isOn={isOn} onChange={setOn}>
        接替人先看档案再转
      </Checkbox>
    </State>
  )
}

const regions = [
  { id: 'zhejiang', text: '浙江' },
  { id: 'shanghai', text: '上海' },
  { id: 'jiangsu', text: '江苏' },
  { id: 'anhui', text: '安徽' },
] as const

function Selects() {
  const [region, setRegion] = useState<(typeof regions)[number]['id']>('zhejiang')
  return (
    <State name="选一个" layout="narrow">
      <Select label="地区" value={region} onChange={setRegion} options={regions} />
      <p>
        选了 <output>{region}</output>
      </p>
    </State>
  )
}

const everybody: readonly (Choice & { readonly pinyin: string })[] = [
  { id: 'zhouqing', text: '周晴', note: '客户成功 · 在手 642', pinyin: 'zhouqing zq' },
  { id: 'chenmo', text: '陈默', note: '客户成功 · 在手 866', pinyin: 'chenmo cm' },
  { id: 'hejianing', text: '何佳宁', note: '客户成功 · 在手 1,182', pinyin: 'hejianing hjn' },
]

function ComboBoxes() {
  const [chosen, setChosen] = useState<Choice>()
  const search = useCallback(
    (q: string) =>
      Promise.resolve(everybody.filter(({ text, pinyin }) => text.includes(q) || pinyin.includes(q))),
    [],
  )
  return (
    <State name="找一个人" layout="narrow">
      <ComboBox label="接替人" search={search} onChoose={setChosen} />
      <ComboBox label="必填的" search={search} onChoose={setChosen} problem="选一位接替人" />
      <p>
        选了 <output>{chosen?.id ?? '没有'}</output>
      </p>
    </State>
  )
}

function Dates() {
  const [at, setAt] = useState('2026-11-27T10:00:00.000Z')
  return (
    <State name="上海时间的一刻" layout="narrow">
      <DateTimeField
        label="最后工作日"
        value={at}
        onChange={setAt}
        min="2026-11-25T02:00:00.000Z"
        whyMin="最早 11-25 10:00：分批发出后要等 24 小时，再双轨 3 个工作日"
      />
      <p>
        <output>{at}</output>
      </p>
    </State>
  )
}

function Radios() {
  const [trigger, setTrigger] = useState<'leave' | 'end' | 'move' | 'away'>()
  return (
    <State name="四行，各有去路和价" layout="narrow">
      <RadioRows
        label="为什么交接"
        value={trigger}
        onChange={setTrigger}
        rows={[
          { id: 'leave', title: '主动离职', price: '最后工作日前在职继承，其余离职继承' },
          { id: 'end', title: '公司终止', price: '本人确认可以跳过，提交时就能收回权限' },
          { id: 'move', title: '调岗', price: '在职继承，每位客户用掉 1 次额度' },
          { id: 'away', title: '长期休假', price: '借出再归还', whyNot: '会用完 90 天内的 2 次额度' },
        ]}
      />
      <p>
        选了 <output>{trigger ?? '没有'}</output>
      </p>
    </State>
  )
}

export const fields: Shelf = {
  TextField: TextFields,
  Select: Selects,
  ComboBox: ComboBoxes,
  DateTimeField: Dates,
  RadioRows: Radios,
}
