import { useState } from 'react'
import {
  Banner,
  Button,
  Copy,
  Dialog,
  Empty,
  ErrorBox,
  KeyHint,
  NextAction,
  OneWayMark,
  Skeleton,
  Tag,
  TextField,
  useToast,
  WaitClock,
} from '../ui/index.ts'
import type { Shelf } from './shelf.ts'
import { State } from './State.tsx'

function Buttons() {
  const [pressed, setPressed] = useState(0)
  const press = () => setPressed((n) => n + 1)
  return (
    <>
      <State name="四种" layout="row">
        <Button look="filled" onPress={press}>
          发出 15 批
        </Button>
        <Button onPress={press} icon="doc">
          导出当前报告
        </Button>
        <Button look="text" onPress={press}>
          按原因分组
        </Button>
        <Button look="danger" onPress={press}>
          取消交接
        </Button>
      </State>
      <State name="现在不行，说为什么" layout="row">
        <Button look="filled" onPress={press} whyNot="还差数据安全专员同意">
          开始转移
        </Button>
        <Button isBusy onPress={press}>
          正在发出
        </Button>
      </State>
      <p>
        按了 <output>{pressed}</output> 次
      </p>
    </>
  )
}

function NextActions() {
  return (
    <State name="现在需要你" layout="narrow">
      <NextAction
        kicker="现在需要你"
        due="今天 18:00 前"
        title="30 位客户转不过去，定一下去向"
        why={
          <ul>
            <li>7 位拒绝了周晴或陈默</li>
            <li>12 位 90 天额度用完</li>
            <li>11 位因何佳宁客户数已满</li>
          </ul>
        }
        verb="逐组处理"
        onAct={() => {}}
      />
      <NextAction
        kicker="现在需要你"
        title="开始转移"
        owner="高远"
        verb="发出第 1 批"
        whyNot="还差数据安全专员同意"
        onAct={() => {}}
      />
    </State>
  )
}

function Marks() {
  return (
    <>
      <State name="单行线和它的价">
        <OneWayMark
          title="11-16 09:00 发出第一批。"
          price="客户会收到通知。反悔只能反向再转：用掉最后 1 次额度，再等 24 小时，客户可拒绝。"
        />
      </State>
      <State name="等时间">
        <WaitClock at="2026-11-18T01:38:00Z" now="2026-11-17T06:20:00Z" />
        <WaitClock at="2026-11-25T02:00:00Z" now="2026-11-17T06:20:00Z" />
        <WaitClock at="2026-11-17T04:20:00Z" now="2026-11-17T06:20:00Z" />
      </State>
      <State name="标签" layout="row">
        <Tag tone="accent">转移中</Tag>
        <Tag>主动离职 · 在职继承</Tag>
        <Tag tone="ok">已核实</Tag>
        <Tag tone="wait">等时间</Tag>
        <Tag tone="act">等人</Tag>
        <Tag tone="bad">待决定</Tag>
      </State>
      <State name="键和编号" layout="row">
        <KeyHint keys={['J', 'K']} words={{ zh: '上下', en: 'move' }} />
        <KeyHint keys={['Enter']} words={{ zh: '打开', en: 'open' }} />
        <Copy text="req_8f21" />
      </State>
    </>
  )
}

function Messages() {
  const toast = useToast()
  return (
    <>
      <State name="风险，暂停，过期，缺一块">
        <Banner tone="act" action={<Button look="text">比较三种办法</Button>}>
          <b>12 位客户冻结后会没人接。</b>他们 90 天内已转过 2 次，最早 12-09 才能再转。
        </Banner>
        <Banner tone="bad">
          <b>已暂停：</b>企业微信连续 3 次系统繁忙，14:40 自动再试，进度不丢。
        </Banner>
        <Banner tone="idle" icon="clock">
          连接断开，显示 14:18 的数据；正在重连。
        </Banner>
        <Banner tone="wait" icon="hourglass">
          文档清单缺 1 个来源：微盘读取被限频，14:35 重试。
        </Banner>
      </State>
      <State name="读的时候">
        <Skeleton rows={3} />
      </State>
      <State name="没有">
        <Empty action={<Button>发起交接</Button>}>还没有交接。员工提出离职后，从这里发起。</Empty>
      </State>
      <State name="读不到">
        <ErrorBox
          message="读不到客户清单：数据库没有答复。审批和记录照常能用。"
          id="req_8f21c0"
          onRetry={() => {}}
        />
      </State>
      <State name="办好了" layout="row">
        <Button onPress={() => toast('已签收客户 548 位，例外 2 位由高远在 12-09 前处理。')}>签收</Button>
      </State>
    </>
  )
}

function Dialogs() {
  const [open, setOpen] = useState<'middle' | 'side'>()
  const [isSecond, setSecond] = useState(false)
  const [text, setText] = useState('')
  return (
    <State name="确认、抽屉、叠一层" layout="row">
      <Button onPress={() => setOpen('middle')}>打开确认</Button>
      <Button onPress={() => setOpen('side')}>打开抽屉</Button>
      {open !== undefined && (
        <Dialog
          place={open}
          title="开始转移，1,228 位客户会陆续收到通知"
          closeWords="先不发"
          onClose={() => setOpen(undefined)}
          actions={<Button look="filled">发出第 1 批，100 位</Button>}
        >
          <p>分 15 批；每位用掉 1 次额度（90 天共 2 次），24 小时后自动接管，客户可拒绝。</p>
          <TextField label="给周晴的话" value={text} onChange={setText} />
          <Button look="text" onPress={() => setSecond(true)}>
            看名单
          </Button>
        </Dialog>
      )}
      {isSecond && (
        <Dialog title="名单（已遮盖）" onClose={() => setSecond(false)}>
          <p>王**，李**，赵**</p>
        </Dialog>
      )}
    </State>
  )
}

export const acting: Shelf = {
  Button: Buttons,
  NextAction: NextActions,
  Reason: Buttons,
  OneWayMark: Marks,
  WaitClock: Marks,
  Banner: Messages,
  Dialog: Dialogs,
}
