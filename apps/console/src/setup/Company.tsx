import {
  settingValues,
  setupRoutes,
  type ConnectionView,
  type SettingName,
  type SettingView,
} from '@jieli/contract'
import { useState } from 'react'
import { ask, Refused } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { Button, Card, Icon, TextField, useLang, useSay, useToast, when, type Lang } from '../ui/index.ts'
import { settingWords } from './setting-words.ts'
import css from './Setup.module.css'

type Values = Partial<Record<SettingName, string>>
type Problems = Partial<Record<SettingName | 'all', string | undefined>>

// The keys of the callback are made, not typed.
const typed: readonly SettingName[] = ['corpId', 'agentId', 'appSecret', 'contactsSecret']

/** The settings of the company: typed once, tried at once, never shown again. */
export function Company({ view, onSaved }: { readonly view: ConnectionView; readonly onSaved: () => void }) {
  const say = useSay()
  const may = useMay()
  const settings = view.settings.filter(({ name }) => typed.includes(name))
  const isNew = view.mode === 'setup'
  const [isOpen, setOpen] = useState(isNew)
  const isFixed = settings.every(({ from }) => from === 'environment')
  return (
    <Card
      title={say({ zh: '企业与应用', en: 'Company and app' })}
      note={isFixed ? say({ zh: '由环境变量指定', en: 'named by the environment' }) : undefined}
      action={
        !isOpen &&
        !isFixed &&
        may('setup.change') && (
          <Button onPress={() => setOpen(true)}>{say({ zh: '改设置', en: 'Change' })}</Button>
        )
      }
    >
      {isOpen ? (
        <Form
          settings={settings}
          isNew={isNew}
          onSaved={() => {
            setOpen(false)
            onSaved()
          }}
          {...(isNew ? {} : { onClose: () => setOpen(false) })}
        />
      ) : (
        <ul className={css.settings}>
          {settings.map((setting) => (
            <Set key={setting.name} setting={setting} names={view.names} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Set({
  setting: { name, from, by, at, variable },
  names,
}: {
  readonly setting: SettingView
  readonly names: ConnectionView['names']
}) {
  const say = useSay()
  const who = by === null ? '' : (names[by] ?? by)
  return (
    <li>
      <Icon name={from === null ? 'oneway' : 'tick'} />
      <span>{say(settingWords[name].label)}</span>
      <small>
        {from === null && say({ zh: '没设', en: 'not set' })}
        {from === 'environment' && <code>{variable}</code>}
        {from === 'saved' &&
          say({
            zh: `${who} ${at ? when(at) : ''} 保存`,
            en: `saved by ${who} ${at ? when(at) : ''}`,
          })}
      </small>
    </li>
  )
}

interface FormProps {
  readonly settings: readonly SettingView[]
  readonly isNew: boolean
  readonly onSaved: () => void
  readonly onClose?: () => void
}

function Form({ settings, isNew, onSaved, onClose }: FormProps) {
  const say = useSay()
  const lang = useLang()
  const toast = useToast()
  const [values, setValues] = useState<Values>({})
  const [problems, setProblems] = useState<Problems>({})
  const [isBusy, setBusy] = useState(false)
  const save = async (evenSo: boolean) => {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
    const wrong = shapeProblems(given, lang)
    setProblems(wrong)
    if (Object.keys(wrong).length > 0) return
    setBusy(true)
    try {
      await ask(setupRoutes.save, { body: { values: given, evenSo } })
      toast(say({ zh: '企业微信认可，已保存', en: 'WeCom takes them; saved' }))
      onSaved()
    } catch (failed) {
      setProblems(refusedProblems(failed, lang))
    } finally {
      setBusy(false)
    }
  }
  const isRefused = Object.entries(problems).some(([name, words]) => name !== 'all' && words !== undefined)
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void save(false)
      }}
    >
      {settings.map(({ name, from, isNeeded, variable }) =>
        from === 'environment' ? (
          <p key={name} className={css.quiet}>
            {say(settingWords[name].label)}
            {say({ zh: '：由环境变量 ', en: ': named by ' })}
            <code>{variable}</code>
            {say({ zh: ' 指定', en: '' })}
          </p>
        ) : (
          <TextField
            key={name}
            label={`${say(settingWords[name].label)}${isNeeded ? '' : say({ zh: '（可以以后再填）', en: ' (may come later)' })}`}
            hint={`${say(settingWords[name].where)}${from === 'saved' ? say({ zh: '；已保存，留空就不改', en: '; saved, leave empty to keep' }) : ''}`}
            type={settingWords[name].isSecret ? 'password' : 'text'}
            value={values[name] ?? ''}
            onChange={(value) => {
              setValues((before) => ({ ...before, [name]: value }))
              setProblems((before) => ({ ...before, [name]: undefined }))
            }}
            problem={problems[name]}
          />
        ),
      )}
      {problems.all !== undefined && (
        <p role="alert" className={css.problem}>
          {problems.all}
        </p>
      )}
      <div className={css.buttons}>
        <Button look="filled" isBusy={isBusy} submits>
          {isBusy
            ? say({ zh: '正在向企业微信试…', en: 'Asking WeCom…' })
            : say({ zh: '试一下并保存', en: 'Try and save' })}
        </Button>
        {isRefused && (
          <Button look="text" onPress={() => void save(true)}>
            {say({
              zh: '还是保存（企业微信现在连不上时用）',
              en: 'Save even so (when WeCom cannot be reached)',
            })}
          </Button>
        )}
        {onClose && (
          <Button look="text" onPress={onClose}>
            {say({ zh: '不改了', en: 'Keep as it is' })}
          </Button>
        )}
      </div>
      {isNew && (
        <p className={css.quiet}>
          {say({
            zh: '密钥加密保存，不再显示，也不进日志。保存前先向企业微信试一次。',
            en: 'Secrets are kept encrypted, never shown again and never logged. They are tried with WeCom first.',
          })}
        </p>
      )}
    </form>
  )
}

/** What cannot be right, by the shapes of the contract; the words are “中文 / English”. */
function shapeProblems(values: Values, lang: Lang): Problems {
  const parsed = settingValues.safeParse(values)
  if (parsed.success) return {}
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => {
      const [zh = message, en] = message.split(' / ')
      return [String(path[0]), lang === 'en' ? (en ?? zh) : zh]
    }),
  )
}

function refusedProblems(failed: unknown, lang: Lang): Problems {
  if (!(failed instanceof Refused) || failed.why !== 'VALUE_REFUSED') return { all: messageOf(failed, lang) }
  // As the row of the server writes them: names and words side by side.
  const { settings = [], [lang]: words = [] } = failed.facts as Partial<Record<string, string[]>>
  return Object.fromEntries(settings.map((name, at) => [name, words[at] ?? messageOf(failed, lang)]))
}
