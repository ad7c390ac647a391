import { accessRoutes, actions, type Action, type ValueOf } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { Button, Card, Select, TextField, useLang, useSay } from '../ui/index.ts'
import { roleWords } from '../words.ts'
import { actionNames, reachWords, relationWords } from './policy-words.ts'
import css from './Policy.module.css'

type Answer = ValueOf<typeof accessRoutes.why>

/** Chooses a person, an act and a handover, and says how the table decides and by which line. */
export function Why() {
  const say = useSay()
  const lang = useLang()
  const [person, setPerson] = useState<{ id: string; text: string }>()
  const [action, setAction] = useState<Action>('handover.read')
  const [handover, setHandover] = useState('')
  const [answer, setAnswer] = useState<Answer>()
  const [problem, setProblem] = useState('')
  const look = async () => {
    if (!person) return
    setProblem('')
    try {
      setAnswer(
        await ask(accessRoutes.why, {
          body: { userid: person.id, action, ...(handover === '' ? {} : { handover }) },
        }),
      )
    } catch (error) {
      setProblem(messageOf(error, lang))
    }
  }
  return (
    <Card
      title={say({ zh: '为什么', en: 'Why' })}
      note={say({ zh: '问一个人能不能做一件事', en: 'whether somebody may do something' })}
    >
      <div className={css.why}>
        <PersonPicker label={say({ zh: '谁', en: 'Who' })} chosen={person} onChoose={setPerson} />
        <Select
          label={say({ zh: '做什么', en: 'Act' })}
          value={action}
          onChange={setAction}
          options={actions.map((id) => ({ id, text: say(actionNames[id]) }))}
        />
        <TextField
          label={say({ zh: '交接编号（可不填）', en: 'Handover (optional)' })}
          value={handover}
          onChange={setHandover}
          placeholder="H-2026-0001"
        />
        <Button
          onPress={() => void look()}
          whyNot={person ? undefined : say({ zh: '先选一个人', en: 'Choose a person' })}
        >
          {say({ zh: '看决定', en: 'See' })}
        </Button>
      </div>
      <p role="status" className={css.answer}>
        {problem}
        {answer && (
          <>
            <b>{say(answer.allowed ? { zh: '允许', en: 'Allowed' } : { zh: '拒绝', en: 'Denied' })}</b>
            {say({ zh: '：角色 ', en: ': roles ' })}
            {answer.roles.map((role) => say(roleWords[role])).join('、') ||
              say({ zh: '无（不是已激活成员）', en: 'none' })}
            {answer.relations.length > 0 && (
              <>
                {say({ zh: '；关系 ', en: '; relation ' })}
                {answer.relations.map((one) => say(relationWords[one])).join('、')}
              </>
            )}
            {answer.by &&
              say({
                zh: `；由“${roleWords[answer.by.role].zh}：${reachWords(answer.by.reach).words.zh}”这一格决定`,
                en: `; by “${roleWords[answer.by.role].en}: ${reachWords(answer.by.reach).words.en}”`,
              })}
            {!answer.by &&
              say({ zh: '；表里没有给这些角色和关系', en: '; the table grants nothing for these' })}
          </>
        )}
      </p>
    </Card>
  )
}
