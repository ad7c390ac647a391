import { accessRoutes, roles, type Action, type Role } from '@jieli/contract'
import { useState } from 'react'
import { ask, useAsk, useReread } from '../api.ts'
import { useMay, useMe } from '../me.tsx'
import { messageOf, NoWay } from '../no-way.tsx'
import {
  Button,
  Card,
  Empty,
  Page,
  Select,
  Skeleton,
  Tag,
  TextField,
  useLang,
  useSay,
  useToast,
  when,
} from '../ui/index.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { roleWords } from '../words.ts'
import { actionNames, reachWords } from './policy-words.ts'
import { OnePerson } from './OnePerson.tsx'
import { Why } from './Why.tsx'
import css from './Policy.module.css'

/** Who holds which role, what waits for a second person, and the whole table that decides. */
export function Policy() {
  const say = useSay()
  const title = say({ zh: '角色与策略', en: 'Roles and policy' })
  return (
    <Page
      documentTitle={title}
      title={title}
      lead={say({
        zh: '系统管理员提议，数据安全专员决定，马上生效。没有写在表里的，一律拒绝。',
        en: 'An administrator proposes, data security decides. What is not in the table is denied.',
      })}
    >
      <People />
      <OnePerson />
      <Why />
      <Matrix />
    </Page>
  )
}

type Given = 'hr' | 'admin' | 'security' | 'auditor'
const givenRoles: readonly Given[] = ['hr', 'admin', 'security', 'auditor']

function People() {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const me = useMe()
  const toast = useToast()
  const reread = useReread()
  const { data, error, refetch } = useAsk(accessRoutes.roles)
  const [person, setPerson] = useState<{ id: string; text: string }>()
  const [role, setRole] = useState<Given>('hr')
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState('')
  const act = async (work: () => Promise<unknown>, done: string) => {
    setProblem('')
    try {
      await work()
      toast(done)
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    } finally {
      await reread('/v1/roles', '/v1/home')
    }
  }
  const propose = (userid: string, which: Given, give: boolean) =>
    act(
      () =>
        ask(accessRoutes.proposeRole, {
          body: { userid, role: which, give, ...(why.trim() === '' ? {} : { why }) },
        }),
      say({ zh: '已提议，等数据安全专员决定', en: 'Proposed; data security decides' }),
    )
  return (
    <Card title={say({ zh: '谁有什么角色', en: 'Who holds which role' })} flush>
      {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={4} />}
      {data && data.proposals.length > 0 && (
        <ul className={css.proposals}>
          {data.proposals.map(({ id, name, role: which, give, byName, by, at }) => (
            <li key={id}>
              <span>
                <b>
                  {say(
                    give
                      ? {
                          zh: `给 ${name} “${roleWords[which].zh}”`,
                          en: `Give ${name} “${roleWords[which].en}”`,
                        }
                      : {
                          zh: `收回 ${name} 的“${roleWords[which].zh}”`,
                          en: `Take “${roleWords[which].en}” from ${name}`,
                        },
                  )}
                </b>
                <small>
                  {say({ zh: `${byName} 于 ${when(at)} 提议`, en: `proposed by ${byName} ${when(at)}` })}
                </small>
              </span>
              {may('roles.decide') && by !== me.userid && (
                <span className={css.buttons}>
                  <Button
                    onPress={() =>
                      void act(
                        () => ask(accessRoutes.decideRole, { params: { id }, body: { yes: false } }),
                        say({ zh: '没有同意', en: 'Refused' }),
                      )
                    }
                  >
                    {say({ zh: '不同意', en: 'Refuse' })}
                  </Button>
                  <Button
                    look="filled"
                    onPress={() =>
                      void act(
                        () => ask(accessRoutes.decideRole, { params: { id }, body: { yes: true } }),
                        say({ zh: '已生效', en: 'Effective' }),
                      )
                    }
                  >
                    {say({ zh: '同意', en: 'Agree' })}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {data && data.people.length === 0 && (
        <Empty>{say({ zh: '还没有人有角色。', en: 'Nobody holds a role yet.' })}</Empty>
      )}
      {data && (
        <ul className={css.people}>
          {data.people.map(({ userid, name, roles: held }) => (
            <li key={userid}>
              <b>{name}</b>
              <span className={css.held}>
                {held.map(({ role: which, derived, since }) => (
                  <span key={which} className={css.one}>
                    <Tag tone={derived ? 'idle' : 'accent'}>{say(roleWords[which])}</Tag>
                    <small>
                      {derived
                        ? say({ zh: '通讯录里带人', en: 'leads people in contacts' })
                        : since === null
                          ? ''
                          : say({ zh: `${when(since)} 起`, en: `since ${when(since)}` })}
                    </small>
                    {!derived && may('roles.propose') && isGiven(which) && (
                      <Button
                        look="text"
                        onPress={() => void propose(userid, which, false)}
                        label={say({
                          zh: `提议收回 ${name} 的${roleWords[which].zh}`,
                          en: `Propose to take ${roleWords[which].en} from ${name}`,
                        })}
                      >
                        {say({ zh: '提议收回', en: 'Propose to take' })}
                      </Button>
                    )}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {may('roles.propose') && (
        <div className={css.propose}>
          <PersonPicker label={say({ zh: '给谁', en: 'To whom' })} chosen={person} onChoose={setPerson} />
          <Select
            label={say({ zh: '什么角色', en: 'Which role' })}
            value={role}
            onChange={setRole}
            options={givenRoles.map((id) => ({ id, text: say(roleWords[id]) }))}
          />
          <TextField
            label={say({ zh: '为什么（可不填，会进审计日志）', en: 'Why (optional; goes on the log)' })}
            value={why}
            onChange={setWhy}
            maxLength={200}
          />
          <Button
            onPress={() => person && void propose(person.id, role, true)}
            whyNot={person === undefined ? say({ zh: '先选一个人', en: 'Choose a person' }) : undefined}
          >
            {say({ zh: '提议', en: 'Propose' })}
          </Button>
        </div>
      )}
      {problem !== '' && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
    </Card>
  )
}

function isGiven(role: Role): role is Given {
  return givenRoles.some((one) => one === role)
}

function Matrix() {
  const say = useSay()
  const { data, error, refetch } = useAsk(accessRoutes.policy)
  return (
    <Card
      title={say({ zh: '策略表', en: 'The policy table' })}
      note={data && `${say({ zh: '版本', en: 'version' })} ${data.version}`}
      flush
    >
      {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
      {data && (
        <div
          className={css.scroll}
          tabIndex={0}
          role="region"
          aria-label={say({ zh: '策略表', en: 'The policy table' })}
        >
          <table className={css.matrix}>
            <thead>
              <tr>
                <th scope="col">{say({ zh: '动作', en: 'Act' })}</th>
                {roles.map((role) => (
                  <th key={role} scope="col">
                    {say(roleWords[role])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Object.entries(data.table).map(([action, grant]) => (
                <tr key={action}>
                  <th scope="row">{say(actionNames[action as Action] ?? { zh: action, en: action })}</th>
                  {roles.map((role) => {
                    const { words, tone } = reachWords(grant[role])
                    return (
                      <td key={role} className={css[tone]}>
                        {say(words)}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}
