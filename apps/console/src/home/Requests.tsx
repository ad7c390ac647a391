import type { Home as HomeData, StartRequest } from '@jieli/contract'
import { Link } from '@tanstack/react-router'
import { Card, inWords, near, num, useLang, useSay, type Words } from '../ui/index.ts'
import { triggerWords } from '../words.ts'
import css from './Home.module.css'

const sources: Readonly<Record<StartRequest['source'], Words>> = {
  'hr-system': { zh: 'HR 系统通知', en: 'HR system' },
  'wecom-form': { zh: '企业微信审批', en: 'WeCom form' },
  'safety-net': { zh: '已离职或停用，客户没人接', en: 'gone; nobody serves the customers' },
}

/** Whose work has to change hands, and for whom nobody has started a handover yet. */
export function Requests({ data }: { readonly data: HomeData }) {
  const say = useSay()
  const lang = useLang()
  if (data.requests.length === 0) return null
  return (
    <Card
      title={say({ zh: '等你发起的交接', en: 'Handovers to start' })}
      note={num(data.requests.length)}
      flush
    >
      <ul>
        {data.requests.map(({ id, person, trigger, source, freezeAt, returnAt, at }) => (
          <li key={id} className={css.row}>
            <span className={css.what}>
              <b>
                {data.names[person] ?? person} · {say(triggerWords[trigger])}
              </b>
              <small>
                {say(sources[source])}
                {freezeAt !== null && ` · ${inWords(freezeAt, lang)}`}
                {returnAt !== null && ` → ${inWords(returnAt, lang)}`}
              </small>
            </span>
            <span className={css.due}>{near(at, data.now, lang)}</span>
            <Link
              to="/h/new/$step"
              params={{ step: 'people' }}
              search={{
                leaver: person,
                trigger,
                ...(freezeAt === null ? {} : { freezeAt }),
                ...(returnAt === null ? {} : { returnAt }),
              }}
            >
              {say({ zh: '发起', en: 'Start' })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
