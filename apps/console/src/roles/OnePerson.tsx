import { accessRoutes } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { Button, Card, NumberField, useLang, useSay } from '../ui/index.ts'
import css from './Policy.module.css'

/** For one person: end his logins at once, or let him look at more names today. */
export function OnePerson() {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const [person, setPerson] = useState<{ id: string; text: string }>()
  const [more, setMore] = useState<number | undefined>(10)
  const [said, setSaid] = useState('')
  if (!may('sessions.end') && !may('reveal.allow')) return null
  const choose = say({ zh: '先选一个人', en: 'Choose a person' })
  const act = async (work: (userid: string) => Promise<string>) => {
    if (!person) return
    setSaid('')
    try {
      setSaid(await work(person.id))
    } catch (failed) {
      setSaid(messageOf(failed, lang))
    }
  }
  const end = async (userid: string) => {
    const { ended } = await ask(accessRoutes.endSessions, { body: { userid } })
    return ended === 0
      ? say({ zh: '他现在没有登录。', en: 'Not logged in now.' })
      : say({
          zh: `已结束 ${ended} 个登录，下一次点击就要重新登录。`,
          en: `${ended} logins ended; the next click asks for a new one.`,
        })
  }
  const allow = async (userid: string) => {
    const { limit } = await ask(accessRoutes.allowReveals, { body: { userid, more: more ?? 1 } })
    return say({
      zh: `今天一共可以查看 ${limit} 次；任何人一天最多 50 次。`,
      en: `${limit} looks in all today; nobody has more than 50 a day.`,
    })
  }
  return (
    <Card
      title={say({ zh: '登录与查看明文', en: 'Logins and names in clear' })}
      note={say({ zh: '马上生效，记进审计日志', en: 'at once, and on the log' })}
    >
      <div className={css.person}>
        <PersonPicker label={say({ zh: '谁', en: 'Who' })} chosen={person} onChoose={setPerson} />
        {may('sessions.end') && (
          <Button onPress={() => void act(end)} whyNot={person ? undefined : choose}>
            {say({ zh: '结束他的登录', en: 'End the logins' })}
          </Button>
        )}
        {may('reveal.allow') && (
          <>
            <NumberField
              label={say({ zh: '今天多看几次', en: 'More looks today' })}
              value={more}
              onChange={setMore}
              min={1}
              max={30}
            />
            <Button
              onPress={() => void act(allow)}
              whyNot={
                person === undefined
                  ? choose
                  : more === undefined
                    ? say({ zh: '填 1 到 30', en: '1 to 30' })
                    : undefined
              }
            >
              {say({ zh: '放行', en: 'Allow' })}
            </Button>
          </>
        )}
      </div>
      <p role="status" className={css.answer}>
        {said}
      </p>
    </Card>
  )
}
