import { consoleRoutes, listViews, steps, type ListRow, type ListView } from '@jieli/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { useMay } from '../me.tsx'
import { NoWay } from '../no-way.tsx'
import {
  Button,
  Card,
  Empty,
  num,
  Page,
  Skeleton,
  StateBar,
  Status,
  Table,
  Tabs,
  TextField,
  useLang,
  useSay,
  when,
  type Column,
  type Words,
} from '../ui/index.ts'
import { stepWords, triggerWords } from '../words.ts'
import { partsOf } from './parts.ts'
import css from './List.module.css'

const viewWords: Readonly<Record<ListView, Words>> = {
  active: { zh: '进行中', en: 'Active' },
  risk: { zh: '有风险', en: 'At risk' },
  mine: { zh: '待我', en: 'Mine' },
  archived: { zh: '已归档', en: 'Archived' },
}

export function List() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { view: asked, q = '' } = useSearch({ from: '/h' })
  const view = listViews.find((one) => one === asked) ?? 'active'
  const { data, error, refetch } = useAsk(consoleRoutes.overview, {
    query: { view, ...(q === '' ? {} : { q }) },
  })
  const title = say({ zh: '工作交接', en: 'Handovers' })
  const go = (search: { view?: string; q?: string }) => void navigate({ to: '/h', search, replace: true })
  const start = (leaver?: string) =>
    void navigate({
      to: '/h/new/$step',
      params: { step: 'people' },
      search: leaver === undefined ? {} : { leaver },
    })
  return (
    <Page
      documentTitle={title}
      title={title}
      actions={
        may('handover.start') && (
          <Button look="filled" icon="plus" onPress={() => start()}>
            {say({ zh: '发起交接', en: 'Start a handover' })}
          </Button>
        )
      }
    >
      {data && data.withoutHandover.length > 0 && view === 'active' && (
        <ul className={css.missing}>
          {data.withoutHandover.map(({ userid, since, what }) => (
            <li key={userid}>
              <span>
                <b>{data.names[userid] ?? userid}</b>
                {what === 'disabled'
                  ? say({
                      zh: ` 通讯录显示已停用（${when(since, data.now)}），还没有交接`,
                      en: ` was disabled (${when(since, data.now)}) without a handover`,
                    })
                  : say({
                      zh: ` 通讯录显示已离职（${when(since, data.now)}），还没有交接`,
                      en: ` has left (${when(since, data.now)}) without a handover`,
                    })}
              </span>
              {may('handover.start') && (
                <Button onPress={() => start(userid)}>{say({ zh: '发起', en: 'Start' })}</Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Card flush>
        <Tabs
          label={title}
          value={view}
          onChange={(next) =>
            go({ ...(next === 'active' ? {} : { view: next }), ...(q === '' ? {} : { q }) })
          }
          items={listViews.map((id) => ({
            id,
            text: say(viewWords[id]),
            ...(data ? { n: data.counts[id] } : {}),
          }))}
          end={
            <TextField
              label={say({ zh: '按人名或编号找', en: 'Find by name or number' })}
              hideLabel
              type="search"
              placeholder={say({ zh: '人名、拼音或编号', en: 'Name or number' })}
              value={q}
              onChange={(next) =>
                go({ ...(view === 'active' ? {} : { view }), ...(next === '' ? {} : { q: next }) })
              }
            />
          }
        />
        {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton rows={6} height={62} />}
        {data && (
          <Rows
            rows={data.rows}
            names={data.names}
            now={data.now}
            empty={
              <Empty>
                {q === ''
                  ? say({
                      zh:
                        view === 'active' ? '还没有交接。员工提出离职后，从这里发起。' : '这里现在没有交接。',
                      en:
                        view === 'active'
                          ? 'No handover yet. Start one here when somebody resigns.'
                          : 'Nothing here now.',
                    })
                  : say({ zh: `没有找到“${q}”的交接。`, en: `No handover for “${q}”.` })}
              </Empty>
            }
          />
        )}
      </Card>
    </Page>
  )
}

function Rows({
  rows,
  names,
  now,
  empty,
}: {
  readonly rows: readonly ListRow[]
  readonly names: Readonly<Record<string, string>>
  readonly now: string
  readonly empty: React.ReactNode
}) {
  const say = useSay()
  const lang = useLang()
  const navigate = useNavigate()
  const nameOf = (userid: string) => names[userid] ?? userid
  const columns: Column<ListRow>[] = [
    {
      id: 'person',
      words: { zh: '人员', en: 'Person' },
      width: 'minmax(120px, 1.1fr)',
      cell: ({ leaver, department, id }) => (
        <>
          <b>{nameOf(leaver)}</b>
          <small>{[department, id].filter(Boolean).join(' · ')}</small>
        </>
      ),
    },
    {
      id: 'trigger',
      words: { zh: '触发 · 路线', en: 'Trigger' },
      width: 'minmax(110px, 1fr)',
      cell: ({ trigger }) => say(triggerWords[trigger]),
    },
    {
      id: 'phase',
      words: { zh: '阶段', en: 'Phase' },
      width: '132px',
      cell: ({ state, step }) => (
        <>
          <Status of={{ handover: state }} />
          <small>
            {step}/{steps.length} {say(stepWords[steps[step - 1] ?? 'report'])}
          </small>
        </>
      ),
    },
    {
      id: 'verified',
      words: { zh: '已核实', en: 'Verified' },
      width: 'minmax(130px, 1.2fr)',
      cell: ({ verified, items, byState }) =>
        items === 0 ? (
          '—'
        ) : (
          <>
            <span>
              <b>{num(verified)}</b> / {num(items)}
            </span>
            <StateBar thin total={items} parts={partsOf(byState)} />
          </>
        ),
    },
    {
      id: 'next',
      words: { zh: '下一步', en: 'Next' },
      width: 'minmax(120px, 1.2fr)',
      cell: (row) => say(nextOf(row, nameOf)),
    },
    {
      id: 'last',
      words: { zh: '最后工作日', en: 'Last day' },
      width: '110px',
      align: 'right',
      cell: ({ freezeAt, slackHours, state }) => (
        <>
          {when(freezeAt, now)}
          {slackHours !== null && state !== 'reported' && state !== 'archived' && state !== 'cancelled' && (
            <small className={slackHours < 0 ? css.late : ''}>{say(slackWords(slackHours))}</small>
          )}
        </>
      ),
    },
  ]
  return (
    <Table
      label={lang === 'zh' ? '工作交接' : 'Handovers'}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: '/h/$id', params: { id } })}
      empty={empty}
    />
  )
}

function slackWords(hours: number): Words {
  const days = Math.floor(Math.abs(hours) / 24)
  const text =
    days > 0
      ? { zh: `${days} 天`, en: `${days} d` }
      : { zh: `${Math.abs(hours)} 小时`, en: `${Math.abs(hours)} h` }
  return hours < 0
    ? { zh: `晚 ${text.zh}`, en: `${text.en} late` }
    : { zh: `早 ${text.zh}`, en: `${text.en} early` }
}

function nextOf(
  { deciding, manager, state, hasTrouble }: ListRow,
  nameOf: (userid: string) => string,
): Words {
  if (hasTrouble) return { zh: '已暂停，会自动再试', en: 'Paused; tried again by itself' }
  if (deciding > 0 && state !== 'confirming')
    return { zh: `${nameOf(manager)}：定 ${deciding} 项`, en: `${nameOf(manager)}: decide ${deciding}` }
  if (state === 'confirming') return { zh: '发起人：复核提交', en: 'Initiator: submit' }
  if (state === 'approving') return { zh: '审批人：看方案', en: 'Approvers: decide' }
  if (state === 'archived') return { zh: '已存档', en: 'Archived' }
  if (state === 'reported') return { zh: '报告已写好', en: 'Report is written' }
  if (state === 'cancelled') return { zh: '—', en: '—' }
  return { zh: '自动进行，不用操作', en: 'Goes on by itself' }
}
