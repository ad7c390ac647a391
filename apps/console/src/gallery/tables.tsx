import { useState } from 'react'
import { Card, KeyHint, num, Status, Table, Tabs, type Column } from '../ui/index.ts'
import type { Shelf } from './shelf.ts'
import { State } from './State.tsx'

interface Row {
  readonly id: string
  readonly name: string
  readonly to: string
  readonly n: number
}

const givers = ['王** · 知味轩餐饮', '李** · 小鹿母婴', '赵** · 青禾烘焙'] as const
const takers = ['周晴', '陈默', '何佳宁'] as const

function rowsOf(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `row-${at}`,
    name: givers[at % 3] ?? '',
    to: takers[at % 3] ?? '',
    n: at + 1,
  }))
}

const reasons = ['REFUSED', 'LIMIT', 'FULL'] as const

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    words: { zh: '项目', en: 'Item' },
    width: '1.4fr',
    cell: ({ name }) => (
      <>
        {name}
        <small>客户 · VIP</small>
      </>
    ),
  },
  { id: 'to', words: { zh: '接替', en: 'Successor' }, width: '80px', cell: ({ to }) => to },
  {
    id: 'state',
    words: { zh: '状态', en: 'State' },
    width: '120px',
    cell: ({ n }) => <Status of={{ reason: reasons[n % 3] ?? 'FULL' }} />,
  },
  { id: 'n', words: { zh: '第几', en: 'No' }, width: '70px', align: 'right', cell: ({ n }) => num(n) },
]

const few = rowsOf(10)
const many = rowsOf(5_000)

function Tables() {
  const [opened, setOpened] = useState('没有')
  return (
    <>
      <State name="十行，能打开">
        <Card flush>
          <Table
            label="要人处理"
            columns={columns}
            rows={few}
            keyOf={({ id }) => id}
            onOpen={({ id }) => setOpened(id)}
          />
        </Card>
      </State>
      <p>
        打开了 <output>{opened}</output>
        <KeyHint keys={['J', 'K']} words={{ zh: '上下', en: 'move' }} />
        <KeyHint keys={['Enter']} words={{ zh: '打开', en: 'open' }} />
      </p>
    </>
  )
}

function LongTables() {
  const [opened, setOpened] = useState('没有')
  return (
    <>
      <State name="五千行，只画看得见的">
        <Card flush>
          <Table
            label="全部"
            columns={columns}
            rows={many}
            keyOf={({ id }) => id}
            onOpen={({ id }) => setOpened(id)}
          />
        </Card>
      </State>
      <p>
        打开了 <output>{opened}</output>
      </p>
    </>
  )
}

function TabRows() {
  const [tab, setTab] = useState<'people' | 'time' | 'verified' | 'all'>('people')
  return (
    <State name="四个视图">
      <Card flush>
        <Tabs
          label="哪些项"
          value={tab}
          onChange={setTab}
          items={[
            { id: 'people', text: '要人处理', n: 95 },
            { id: 'time', text: '等时间', n: 398 },
            { id: 'verified', text: '已核实', n: 2_306 },
            { id: 'all', text: '全部', n: 2_850 },
          ]}
        />
      </Card>
    </State>
  )
}

export const tables: Shelf = { Table: Tables, LongTable: LongTables, Tabs: TabRows }
