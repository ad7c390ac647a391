import { consoleRoutes, type Progress as ProgressData } from '@jieli/contract'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk } from '../api.ts'
import { HandoverPending } from '../denied.tsx'
import {
  Banner,
  Button,
  Card,
  Columns,
  FactNumber,
  inWords,
  num,
  Page,
  RelayTrack,
  span,
  StateBar,
  Status,
  Tag,
  useLang,
  useSay,
  when,
} from '../ui/index.ts'
import { WaitingCustomers } from '../waiting/WaitingCustomers.tsx'
import { triggerWords } from '../words.ts'
import { Cancel } from './Cancel.tsx'
import { Carriers } from './Carriers.tsx'
import { Decide } from './Decide.tsx'
import { Forecast } from './Forecast.tsx'
import { Halt, Standing } from './Halt.tsx'
import { ItemDrawer } from './ItemDrawer.tsx'
import { Items } from './Items.tsx'
import { partsOf, sumOf, totalOf } from './parts.ts'
import { OneWay } from './OneWay.tsx'
import { Plan } from './Plan.tsx'
import { NeedStrip, Side } from './Side.tsx'
import { Submit } from './Submit.tsx'
import { trackOf } from './track.ts'
import css from './Progress.module.css'

export type Open = 'decide' | 'forecast' | 'submit' | 'cancel'

/** How a handover stands: what needs me, what happens, what happened. */
export function Progress() {
  const { id } = useParams({ from: '/h/$id' })
  const { data, error, refetch } = useAsk(consoleRoutes.progress, { params: { id } })
  if (data) return <Known data={data} />
  return <HandoverPending title={id} rows={8} handover={id} error={error} onRetry={() => void refetch()} />
}

function Known({ data }: { readonly data: ProgressData }) {
  const say = useSay()
  const lang = useLang()
  const navigate = useNavigate()
  const { item, open } = useSearch({ from: '/h/$id' })
  const { handover, names, now } = data
  const [asked, setAsked] = useState<'cancel' | 'pause' | 'giveBack'>()
  const name = names[handover.leaver] ?? handover.leaver
  const set = (patch: Record<string, string | undefined>) =>
    void navigate({
      to: '/h/$id',
      params: { id: handover.id },
      search: (before) => ({ ...before, ...patch }),
      replace: true,
    })
  const waiting = data.groups.reduce((sum, { count }) => sum + count, 0)
  const isPlan =
    handover.state === 'confirming' || handover.state === 'approving' || handover.state === 'collecting'
  const isOver = ['reported', 'archived'].includes(handover.state)
  const side = (
    <Side data={data} onDecide={() => set({ open: 'decide' })} onSubmit={() => set({ open: 'submit' })} />
  )
  return (
    <Page
      documentTitle={
        data.may.decide
          ? say({
              zh: `待你处理 ${waiting} 项 · ${name}的交接`,
              en: `${waiting} for you · handover of ${name}`,
            })
          : say({ zh: `${name}的交接`, en: `Handover of ${name}` })
      }
      title={say({ zh: `${name}的工作交接`, en: `Handover of ${name}` })}
      tags={
        <>
          <Status of={{ handover: handover.state }} tag />
          <Tag>{say(triggerWords[handover.trigger])}</Tag>
        </>
      }
      lead={
        <>
          {data.department !== null && (
            <>
              {data.department}
              {'　'}
            </>
          )}
          {say({ zh: '接替：', en: 'Successors: ' })}
          {handover.successors.map((one) => names[one] ?? one).join('、')}
          {'\u3000'}
          {say(lastWords[handover.trigger])}
          <b>{inWords(handover.freezeAt, lang)}</b>
          {!isOver &&
            handover.freezeAt > now &&
            say({
              zh: `，还有 ${span(now, handover.freezeAt, lang)}`,
              en: `, in ${span(now, handover.freezeAt, lang)}`,
            })}
        </>
      }
      actions={
        <>
          {isOver && (
            <Button
              icon="doc"
              look="filled"
              onPress={() => void navigate({ to: '/h/$id/report', params: { id: handover.id } })}
            >
              {say({ zh: '看完成证明', en: 'See the report' })}
            </Button>
          )}
          {handover.state === 'approving' && (
            <Button
              icon="shield"
              onPress={() => void navigate({ to: '/h/$id/approve', params: { id: handover.id } })}
            >
              {say({ zh: '看审批', en: 'See the approval' })}
            </Button>
          )}
          {data.may.giveBack && (
            <Button onPress={() => setAsked('giveBack')}>
              {say({ zh: '现在就还回', en: 'Give back now' })}
            </Button>
          )}
          {data.may.pause && (
            <Button look="text" onPress={() => setAsked('pause')}>
              {say({ zh: '暂停', en: 'Pause' })}
            </Button>
          )}
          {data.may.cancel && (
            <Button look="text" onPress={() => setAsked('cancel')}>
              {say({ zh: '取消交接', en: 'Cancel' })}
            </Button>
          )}
        </>
      }
      bottom={
        data.may.decide && waiting > 0 ? (
          <Button look="filled" wide onPress={() => set({ open: 'decide' })}>
            {say({ zh: `逐组处理 ${waiting} 项`, en: `Decide about ${waiting}` })}
          </Button>
        ) : data.may.submit ? (
          <Button look="filled" wide onPress={() => set({ open: 'submit' })}>
            {say({ zh: '提交审批', en: 'Submit for approval' })}
          </Button>
        ) : undefined
      }
    >
      <Card>
        <RelayTrack steps={trackOf(data, lang)} />
        <OneWay data={data} />
      </Card>
      <Standing data={data} />
      {handover.trouble ? (
        <Banner tone="bad">
          <b>{say({ zh: '已暂停：', en: 'Paused: ' })}</b>
          {handover.trouble.cause}。{handover.trouble.remedy}
          {handover.trouble.code !== null && <small> （{handover.trouble.code}）</small>}
        </Banner>
      ) : (
        !isOver &&
        data.leftBehind > 0 && (
          <Banner tone="act">
            <b>
              {say({
                zh: `${data.leftBehind} 位客户冻结后会没人接。`,
                en: `${data.leftBehind} customers will have nobody after the freeze. `,
              })}
            </b>
            {say({
              zh: `他们 90 天内已转过 2 次，而账号 ${when(handover.freezeAt, now)} 冻结。先定谁负责、到哪天。`,
              en: `They were moved twice within 90 days, and the account is frozen ${when(handover.freezeAt, now)}.`,
            })}
          </Banner>
        )
      )}
      <NeedStrip
        data={data}
        onDecide={() => set({ open: 'decide' })}
        onSubmit={() => set({ open: 'submit' })}
      />
      <Columns aside={side}>
        {isPlan ? <Plan data={data} /> : <Sums data={data} onForecast={() => set({ open: 'forecast' })} />}
        <Items data={data} />
        {!isPlan && !isOver && <WaitingCustomers handover={handover.id} />}
      </Columns>
      {item !== undefined && <ItemDrawer data={data} item={item} onClose={() => set({ item: undefined })} />}
      {open === 'decide' && <Decide data={data} onClose={() => set({ open: undefined })} />}
      {open === 'forecast' && <Forecast data={data} onClose={() => set({ open: undefined })} />}
      {open === 'submit' && <Submit data={data} onClose={() => set({ open: undefined })} />}
      {asked === 'cancel' && <Cancel data={data} onClose={() => setAsked(undefined)} />}
      {(asked === 'pause' || asked === 'giveBack') && (
        <Halt data={data} what={asked} onClose={() => setAsked(undefined)} />
      )}
    </Page>
  )
}

const lastWords = {
  resign: { zh: '最后工作日 ', en: 'Last day ' },
  dismiss: { zh: '冻结账号 ', en: 'Account frozen ' },
  move: { zh: '交接完成期限 ', en: 'Handed over by ' },
  leave: { zh: '借出完成期限 ', en: 'Lent by ' },
} as const

function Sums({ data, onForecast }: { readonly data: ProgressData; readonly onForecast: () => void }) {
  const say = useSay()
  const lang = useLang()
  const { byState } = data.handover
  const total = totalOf(byState)
  const verified = sumOf(byState, ['verified', 'adopted'])
  return (
    <Card flush>
      <div className={css.sums}>
        <div className={css.figure}>
          <FactNumber
            size="big"
            value={verified}
            of={total}
            onOpen={onForecast}
            label={say({ zh: '已核实', en: 'Verified' })}
          />
          <span>{say({ zh: '项已核实', en: 'verified' })}</span>
          {data.forecastAt !== null && (
            <span className={css.forecast}>
              {say({ zh: '按当前进度 ', en: 'At this pace ' })}
              <b>{when(data.forecastAt, data.now)}</b>
              {say({ zh: ' 全部核验完，比截止', en: ' all read back, ' })}
              {data.forecastAt <= data.handover.freezeAt
                ? say({
                    zh: `早 ${span(data.forecastAt, data.handover.freezeAt, lang)}`,
                    en: `${span(data.forecastAt, data.handover.freezeAt, lang)} early`,
                  })
                : say({
                    zh: `晚 ${span(data.handover.freezeAt, data.forecastAt, lang)}`,
                    en: `${span(data.handover.freezeAt, data.forecastAt, lang)} late`,
                  })}
              {' · '}
              <button type="button" className={css.how} onClick={onForecast}>
                {say({ zh: '怎么算的', en: 'How' })}
              </button>
            </span>
          )}
        </div>
        <StateBar parts={partsOf(byState)} total={total} legend />
        <p className="sr">{num(total)}</p>
      </div>
      <Carriers data={data} />
    </Card>
  )
}
