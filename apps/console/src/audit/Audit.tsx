import { auditRoutes, type AuditEntry } from '@jieli/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { ask, useAsk } from '../api.ts'
import { NoWay } from '../no-way.tsx'
import {
  Banner,
  Card,
  Dialog,
  Empty,
  Facts,
  num,
  Page,
  Select,
  Skeleton,
  Table,
  TextField,
  useSay,
  when,
  type Column,
} from '../ui/index.ts'
import { actionWords } from '../words.ts'
import { actorRoles, actors, objectWords, valueWords } from './audit-words.ts'
import { Verify } from './Verify.tsx'
import css from './Audit.module.css'

const pageSize = 100

/** Every act that was logged, and a check in this very browser that none was changed. */
export function Audit() {
  const say = useSay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/admin/audit' })
  const seal = useAsk(auditRoutes.seal)
  const filters = {
    ...(search.person === undefined ? {} : { person: search.person }),
    ...(search.object === undefined ? {} : { object: search.object }),
    ...(search.action === undefined ? {} : { action: search.action }),
  }
  const pages = useInfiniteQuery({
    queryKey: [auditRoutes.entries.path, filters],
    queryFn: ({ pageParam }) =>
      ask(auditRoutes.entries, {
        query: { ...filters, limit: pageSize, ...(pageParam === '' ? {} : { before: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const rows = useMemo(() => pages.data?.pages.flatMap(({ entries }) => entries) ?? [], [pages.data])
  const names = useMemo(
    () => Object.assign({}, ...(pages.data?.pages.map((page) => page.names) ?? [])) as Record<string, string>,
    [pages.data],
  )
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = pages
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const set = (patch: Record<string, string | undefined>) =>
    void navigate({ to: '/admin/audit', search: (before) => ({ ...before, ...patch }), replace: true })
  const open = rows.find(({ seq }) => String(seq) === search.seq)
  const title = say({ zh: '审计', en: 'Audit' })
  const columns: Column<AuditEntry>[] = [
    { id: 'seq', words: { zh: '编号', en: 'No.' }, width: '72px', cell: ({ seq }) => `#${num(seq)}` },
    { id: 'at', words: { zh: '时间', en: 'Time' }, width: '100px', cell: ({ at }) => when(at) },
    {
      id: 'who',
      words: { zh: '谁', en: 'Who' },
      width: '120px',
      cell: ({ actor, role }) => (
        <>
          {say(actors[actor] ?? { zh: names[actor] ?? actor, en: names[actor] ?? actor })}
          <small>{say(actorRoles[role] ?? { zh: role, en: role })}</small>
        </>
      ),
    },
    {
      id: 'what',
      words: { zh: '做了什么', en: 'What' },
      width: 'minmax(160px, 1.4fr)',
      cell: ({ action, objects }) => (
        <>
          {say(actionWords[action] ?? { zh: action, en: action })}
          <small>
            {Object.entries(objects)
              .filter(([, value]) => value.length <= 24)
              .map(
                ([key, value]) =>
                  `${say(objectWords[key] ?? { zh: key, en: key })} ${say(valueWords[value] ?? { zh: names[value] ?? value, en: names[value] ?? value })}`,
              )
              .join(' · ')}
          </small>
        </>
      ),
    },
    {
      id: 'result',
      words: { zh: '结果', en: 'Result' },
      width: '110px',
      cell: ({ result }) => say(valueWords[result] ?? { zh: result, en: result }),
    },
  ]
  return (
    <Page
      documentTitle={title}
      title={title}
      lead={
        seal.data?.checkpoint &&
        say({
          zh: `${num(seal.data.size)} 条，已锚定到 #${num(seal.data.checkpoint.size)}（${when(seal.data.checkpoint.at)}），库外 ${seal.data.checkpoint.places.length} 处`,
          en: `${num(seal.data.size)} entries, anchored to #${num(seal.data.checkpoint.size)} (${when(seal.data.checkpoint.at)}), ${seal.data.checkpoint.places.length} places outside`,
        })
      }
    >
      {seal.data?.halted && (
        <Banner tone="bad">
          {say({
            zh: '日志比已公布的检查点短，现在只读。请数据安全专员处理。',
            en: 'The log is shorter than what was published and is read-only now.',
          })}
        </Banner>
      )}
      {seal.data && <Verify log={seal.data.log} paper={paperOf(search)} />}
      <Card flush>
        <div className={css.filters}>
          <TextField
            label={say({ zh: '人（账号）', en: 'Person (user id)' })}
            value={search.person ?? ''}
            onChange={(person) => set({ person: person === '' ? undefined : person })}
          />
          <TextField
            label={say({ zh: '对象（交接编号等）', en: 'Object (a handover’s number)' })}
            value={search.object ?? ''}
            onChange={(object) => set({ object: object === '' ? undefined : object })}
          />
          <Select
            label={say({ zh: '动作', en: 'Act' })}
            value={search.action ?? ''}
            onChange={(action) => set({ action: action === '' ? undefined : action })}
            options={[
              { id: '', text: say({ zh: '全部', en: 'All' }) },
              ...Object.entries(actionWords).map(([id, words]) => ({ id, text: say(words) })),
            ]}
          />
        </div>
        {pages.error && rows.length === 0 && (
          <NoWay error={pages.error} onRetry={() => void pages.refetch()} />
        )}
        {pages.isPending && !pages.error && <Skeleton rows={8} />}
        {pages.data && (
          <Table
            label={title}
            columns={columns}
            rows={rows}
            keyOf={({ log, seq }) => `${log}.${seq}`}
            total={hasNextPage ? rows.length + 1 : rows.length}
            onNearEnd={more}
            onOpen={({ seq }) => set({ seq: String(seq) })}
            empty={<Empty>{say({ zh: '没有符合的记录。', en: 'No entry matches.' })}</Empty>}
          />
        )}
      </Card>
      {open && (
        <Dialog
          place="side"
          title={`#${num(open.seq)} ${say(actionWords[open.action] ?? { zh: open.action, en: open.action })}`}
          onClose={() => set({ seq: undefined })}
        >
          <Facts
            rows={[
              { name: say({ zh: '时间', en: 'Time' }), value: when(open.at) },
              {
                name: say({ zh: '谁', en: 'Who' }),
                value: `${names[open.actor] ?? open.actor}（${open.role}）`,
              },
              { name: say({ zh: '动作', en: 'Act' }), value: <code>{open.action}</code> },
              { name: say({ zh: '结果', en: 'Result' }), value: open.result },
              ...Object.entries(open.objects).map(([key, value]) => ({
                name: say(objectWords[key] ?? { zh: key, en: key }),
                value: <code>{names[value] === undefined ? value : `${names[value]} ${value}`}</code>,
              })),
            ]}
          />
        </Dialog>
      )}
    </Page>
  )
}

/** From the code on a printed report. */
function paperOf({ size, root }: { readonly size?: string; readonly root?: string }) {
  return size !== undefined && /^\d+$/.test(size) && root !== undefined
    ? { size: Number(size), root }
    : undefined
}
