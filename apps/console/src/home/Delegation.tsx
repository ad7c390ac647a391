import { delegationRoutes } from '@jieli/contract'
import { useState } from 'react'
import { ask, useAsk, useReread } from '../api.ts'
import { useMay } from '../me.tsx'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { Button, Card, inWords, useLang, useSay } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import css from './Home.module.css'

/** Who decides approvals in one's place while one is away. */
export function Delegation() {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const reread = useReread()
  const { data } = useAsk(delegationRoutes.mine)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<{ id: string; text: string }>()
  const { act, problem } = useAct()
  if (!data || !may('people.search')) return null
  const go = (delegate: string | null) =>
    act(async () => {
      await ask(delegationRoutes.set, { body: { delegate } })
      await reread('/v1/delegation')
      setOpen(false)
      setChosen(undefined)
    })
  const nameOf = (userid: string) => data.names[userid] ?? userid
  return (
    <Card title={say({ zh: '代理审批', en: 'Delegation' })}>
      {data.for.length > 0 && (
        <p>
          {say({
            zh: `你现在可以代 ${data.for.map(nameOf).join('、')} 审批。`,
            en: `You may decide in the place of ${data.for.map(nameOf).join(', ')}.`,
          })}
        </p>
      )}
      {data.mine === null ? (
        !isOpen && (
          <p>
            {say({
              zh: '要请假？可以请一位同事代你审批 14 天。',
              en: 'Away? A colleague can decide for you for 14 days.',
            })}{' '}
            <Button look="text" onPress={() => setOpen(true)}>
              {say({ zh: '选一位', en: 'Choose' })}
            </Button>
          </p>
        )
      ) : (
        <p>
          {say({
            zh: `到 ${inWords(data.mine.until, lang)}，${nameOf(data.mine.delegate)} 可以代你审批。`,
            en: `Until ${inWords(data.mine.until, lang)} ${nameOf(data.mine.delegate)} may decide in your place.`,
          })}{' '}
          <Button look="text" onPress={() => void go(null)}>
            {say({ zh: '结束代理', en: 'End it' })}
          </Button>
        </p>
      )}
      {isOpen && (
        <div className={css.delegate}>
          <PersonPicker
            label={say({ zh: '谁来代', en: 'Who' })}
            chosen={chosen}
            onChoose={({ id, text }) => setChosen({ id, text })}
            problem={problem}
          />
          <p>
            {say({
              zh: '他也不能审批和自己有关的交接：本人、接替人、发起人都不行。',
              en: 'A delegate may be no party either: neither leaver, successor nor initiator.',
            })}
          </p>
          <Button
            onPress={() => void (chosen && go(chosen.id))}
            whyNot={chosen === undefined ? say({ zh: '先选一位同事', en: 'Choose a colleague' }) : undefined}
          >
            {say({ zh: '请他代 14 天', en: 'For 14 days' })}
          </Button>
        </div>
      )}
    </Card>
  )
}
