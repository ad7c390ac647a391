import { readinessLists, readinessRoutes, type ReadinessFinding, type ValueOf } from '@jieli/contract'
import { useState } from 'react'
import { useAsk } from '../api.ts'
import { NoWay } from '../no-way.tsx'
import { Button, Dialog, Empty, num, Skeleton, Tag, useSay, type Words } from '../ui/index.ts'
import { blocking, findingWords, mendWords } from './words.ts'
import css from './Readiness.module.css'

type Person = ValueOf<(typeof readinessRoutes)['readiness']>['people'][number]
type What = (typeof readinessLists)[number]

/** One person: what would go badly, what mends it, and every number opens its list. */
export function PersonRow({ person, name }: { readonly person: Person; readonly name: string }) {
  const say = useSay()
  const [open, setOpen] = useState<What>()
  const { figures } = person
  return (
    <li className={css.person}>
      <div className={css.who}>
        <b>{name}</b>
        <small>
          {person.department} ·{' '}
          {say({
            zh: `${num(figures.customers)} 位客户，${num(figures.groups)} 个群`,
            en: `${num(figures.customers)} customers, ${num(figures.groups)} groups`,
          })}
        </small>
      </div>
      <ul className={css.findings}>
        {person.findings.map((finding) => {
          const list = readinessLists.find((one) => one === finding)
          return (
            <li key={finding}>
              <Tag tone={blocking.has(finding) ? 'bad' : 'act'}>{say(findingWords[finding])}</Tag>{' '}
              {list === undefined ? (
                <span>{say(amountOf(finding, person))}</span>
              ) : (
                <Button look="text" onPress={() => setOpen(list)}>
                  {say(amountOf(finding, person))}
                </Button>
              )}
              <small>{say(mendWords[finding])}</small>
            </li>
          )
        })}
      </ul>
      {open !== undefined && (
        <List userid={person.userid} what={open} name={name} onClose={() => setOpen(undefined)} />
      )}
    </li>
  )
}

function amountOf(finding: ReadinessFinding, { figures }: Person): Words {
  const { customers, groups, lonely, unremarked, untagged, successors, full } = figures
  const of = (n: number, all: number): Words => ({
    zh: `${num(n)} / ${num(all)}`,
    en: `${num(n)} of ${num(all)}`,
  })
  switch (finding) {
    case 'no-successor':
      return { zh: '同部门 0 人有客户联系权限', en: '0 others in the department' }
    case 'successors-full':
      return of(full, successors)
    case 'lonely-groups':
      return of(lonely, groups)
    case 'unremarked':
      return of(unremarked, customers)
    case 'untagged':
      return of(untagged, customers)
  }
}

function List({
  userid,
  what,
  name,
  onClose,
}: {
  readonly userid: string
  readonly what: What
  readonly name: string
  readonly onClose: () => void
}) {
  const say = useSay()
  const { data, error, refetch } = useAsk(readinessRoutes.list, { params: { userid, what } })
  return (
    <Dialog place="side" onClose={onClose} title={`${name} · ${say(findingWords[what])}`}>
      {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={6} />}
      {data?.of === 0 && <Empty>{say({ zh: '现在已经没有了。', en: 'None any more.' })}</Empty>}
      {data && data.of > 0 && (
        <>
          <p className={css.foot}>
            {say({ zh: `现在 ${num(data.of)} 个`, en: `${num(data.of)} now` })}
            {data.of > data.rows.length &&
              say({ zh: `，只列前 ${num(data.rows.length)} 个`, en: `, the first ${num(data.rows.length)}` })}
          </p>
          <ul className={css.names}>
            {data.rows.map((row, at) => (
              <li key={at}>{row === '' ? say({ zh: '未命名的群', en: 'unnamed' }) : row}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
