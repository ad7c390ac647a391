import {
  handoverRoutes,
  itemTabs,
  reasonWords,
  statesOfTab,
  type ItemTab,
  type ItemView,
  type Progress,
} from '@jieli/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { ask } from '../api.ts'
import { NoWay } from '../no-way.tsx'
import {
  Button,
  Card,
  Empty,
  KeyHint,
  near,
  num,
  Skeleton,
  Status,
  Table,
  Tabs,
  useLang,
  useSay,
  type Column,
  type Words,
} from '../ui/index.ts'
import { kindWords, nextWords } from '../words.ts'
import { sumOf, totalOf } from './parts.ts'
import css from './Items.module.css'

type Tab = ItemTab | 'all'
const tabs: readonly Tab[] = [...itemTabs, 'all']
const tabWords: Readonly<Record<Tab, Words>> = {
  people: { zh: '要人处理', en: 'For people' },
  clock: { zh: '等时间', en: 'For the clock' },
  ended: { zh: '已有结果', en: 'Ended' },
  all: { zh: '全部', en: 'All' },
}
const pageSize = 100

/** The items by who has to act; each row says why, what comes next, who and when. */
export function Items({ data }: { readonly data: Progress }) {
  const say = useSay()
  const lang = useLang()
  const navigate = useNavigate()
  const search = useSearch({ from: '/h/$id' })
  const { byState } = data.handover
  const counts: Readonly<Record<Tab, number>> = {
    people: sumOf(byState, statesOfTab.people),
    clock: sumOf(byState, statesOfTab.clock),
    ended: sumOf(byState, statesOfTab.ended),
    all: totalOf(byState),
  }
  const tab = tabs.find((one) => one === search.tab) ?? tabs.find((one) => counts[one] > 0) ?? 'all'
  const kind = data.carriers.find((one) => one.kind === search.kind)?.kind
  const { id } = data.handover
  const query = {
    limit: pageSize,
    ...(tab === 'all' ? {} : { tab }),
    ...(kind === undefined ? {} : { kind }),
    ...(search.successor === undefined ? {} : { successor: search.successor }),
  }
  const pages = useInfiniteQuery({
    queryKey: [handoverRoutes.items.path, id, tab, kind, search.successor],
    queryFn: ({ pageParam }) =>
      ask(handoverRoutes.items, {
        params: { id },
        query: { ...query, ...(pageParam === '' ? {} : { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const names = useMemo(
    () =>
      Object.assign({}, data.names, ...(pages.data?.pages.map((page) => page.names) ?? [])) as Record<
        string,
        string
      >,
    [pages.data, data.names],
  )
  const total = pages.data?.pages[0]?.total ?? 0
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = pages
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const set = (patch: Record<string, string | undefined>) =>
    void navigate({
      to: '/h/$id',
      params: { id },
      search: (before) => ({ ...before, ...patch }),
      replace: true,
    })
  const columns = useMemo(() => columnsOf(names, data, lang, say), [names, data, lang, say])
  return (
    <Card flush>
      <Tabs
        label={say({ zh: '交接项', en: 'Items' })}
        value={tab}
        onChange={(next) => set({ tab: next, kind: undefined })}
        items={tabs.map((one) => ({ id: one, text: say(tabWords[one]), n: counts[one] }))}
        end={
          kind !== undefined && (
            <Button look="text" icon="close" onPress={() => set({ kind: undefined })}>
              {say({ zh: `只看${kindWords[kind].zh}`, en: `Only ${kindWords[kind].en.toLowerCase()}` })}
            </Button>
          )
        }
      />
      {pages.error && rows.length === 0 && <NoWay error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && !pages.error && <Skeleton rows={6} height={56} />}
      {pages.data && (
        <Table
          label={say(tabWords[tab])}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.id}
          total={total}
          onNearEnd={more}
          onOpen={(row) => set({ item: row.id })}
          empty={<Empty>{say(emptyWords[tab])}</Empty>}
        />
      )}
      <footer className={css.foot}>
        <span>
          {say({
            zh: `显示 ${num(rows.length)} / ${num(total)}`,
            en: `${num(rows.length)} of ${num(total)}`,
          })}
        </span>
        <span className={css.keys}>
          <KeyHint keys={['J', 'K']} words={{ zh: '上下', en: 'down, up' }} />
          <KeyHint keys={['Enter']} words={{ zh: '打开', en: 'open' }} />
        </span>
        <span className={css.masked}>
          {say({
            zh: '姓名已遮盖，点开一项可按用途查看',
            en: 'Names are masked; open an item to look for a purpose',
          })}
        </span>
      </footer>
    </Card>
  )
}

const emptyWords: Readonly<Record<Tab, Words>> = {
  people: { zh: '现在没有要人处理的。', en: 'Nothing waits for a person now.' },
  clock: { zh: '没有在等时间的。', en: 'Nothing waits for the clock.' },
  ended: { zh: '还没有一项有结果。', en: 'Nothing has ended yet.' },
  all: { zh: '清点完成后，这里是全部交接项。', en: 'All items appear here after the inventory.' },
}

function columnsOf(
  names: Readonly<Record<string, string>>,
  data: Progress,
  lang: 'zh' | 'en',
  say: (words: Words) => string,
): readonly Column<ItemView>[] {
  const nameOf = (userid: string | null) => (userid === null ? '—' : (names[userid] ?? userid))
  return [
    {
      id: 'name',
      words: { zh: '项目', en: 'Item' },
      width: 'minmax(120px, 1.2fr)',
      cell: ({ kind, name, subject }) => (
        <>
          {kind === 'account' ? nameOf(subject) : name === '' ? '—' : name}
          <small>{say(kindWords[kind])}</small>
        </>
      ),
    },
    {
      id: 'to',
      words: { zh: '接替', en: 'Successor' },
      width: '84px',
      cell: ({ successor }) => nameOf(successor),
    },
    {
      id: 'state',
      words: { zh: '状态', en: 'State' },
      width: '122px',
      cell: ({ state, reason }) => <Status of={{ item: state, reason }} />,
    },
    {
      id: 'why',
      words: { zh: '原因', en: 'Why' },
      width: 'minmax(140px, 1.5fr)',
      cell: ({ reason, state }) =>
        reason === null
          ? state === 'waiting'
            ? say({ zh: '客户可以在 24 小时内拒绝', en: 'The customer may decline for 24 h' })
            : ''
          : say(reasonWords[reason]),
    },
    {
      id: 'next',
      words: { zh: '下一步', en: 'Next' },
      width: 'minmax(140px, 1.5fr)',
      cell: ({ reason, state, kind }) => say(nextOf(state, reason, kind)),
    },
    {
      id: 'who',
      words: { zh: '谁 · 何时', en: 'Who, when' },
      width: '104px',
      cell: (row) => {
        const { who, at } = whoAndWhen(row, data)
        return (
          <>
            {who === null ? '' : nameOf(who)}
            {at !== null && <small>{near(at, data.now, lang)}</small>}
          </>
        )
      },
    },
  ]
}

/** What waits for a decision waits for the manager, until the time of its group. */
function whoAndWhen(
  { state, reason, kind, owner, dueAt }: ItemView,
  data: Progress,
): { who: string | null; at: string | null } {
  if (state !== 'deciding' && state !== 'parked') return { who: owner, at: dueAt }
  const group = data.groups.find((one) => one.reason === reason && one.kind === kind)
  return { who: owner ?? data.handover.approvers.manager, at: group?.decideBy ?? null }
}

function nextOf(state: ItemView['state'], reason: ItemView['reason'], kind: ItemView['kind']): Words {
  if (state === 'deciding' || state === 'parked')
    return reason === null ? { zh: '', en: '' } : nextWords[reason]
  if (state === 'waiting')
    return { zh: '到时间再读一遍企业微信，对得上才算', en: 'Read back from WeCom when due' }
  if (state === 'sending')
    return { zh: '在查企业微信有没有执行，查清前不重发', en: 'Looked up; not sent again before it is clear' }
  if (state === 'planned')
    return kind === 'account'
      ? { zh: '到时间冻结', en: 'Frozen in time' }
      : { zh: '按计划发出', en: 'Sent by plan' }
  if (state === 'excepted') return { zh: '由负责人处理，写进报告', en: 'Owned; listed in the report' }
  return { zh: '', en: '' }
}
