import { setupRoutes, type ConnectionView, type SetupStep, type StepState } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { Button, Copy, Icon, useLang, useSay, when, type IconName, type Words } from '../ui/index.ts'
import { CallbackKeys } from './CallbackKeys.tsx'
import { DomainFile } from './DomainFile.tsx'
import css from './Setup.module.css'

const icons: Readonly<Record<StepState, IconName>> = {
  ok: 'check',
  warn: 'risk',
  fail: 'declined',
  blocked: 'clock',
  unknown: 'eye',
}

const stateWords: Readonly<Record<StepState, Words>> = {
  ok: { zh: '通过', en: 'passes' },
  warn: { zh: '提醒', en: 'warning' },
  fail: { zh: '不通', en: 'broken' },
  blocked: { zh: '等前面的', en: 'waits' },
  unknown: { zh: '还没看过', en: 'not looked at' },
}

interface Props {
  readonly step: SetupStep
  readonly view: ConnectionView
  readonly isBusy: boolean
  readonly onLook: () => void
  readonly onView: (view: ConnectionView) => void
}

/** One step: what it is for, what was seen, where to click, what to paste, look again. A step that passes is one line. */
export function StepRow({ step, view, isBusy, onLook, onView }: Props) {
  const say = useSay()
  const may = useMay()
  const { id, title, state, code, evidence, cause, remedy, path, paste, blockedBy, purpose, byHand } = step
  const ground = view.steps.find((one) => one.id === blockedBy)?.title
  const isOpen = state === 'fail' || state === 'warn' || (byHand !== null && state !== 'ok')
  const showsPaste = paste !== null && (isOpen || view.mode === 'setup' || id === 'callback')
  return (
    <li className={css[state]}>
      <Icon
        name={state === 'unknown' && byHand === null ? 'clock' : icons[state]}
        label={say(stateWords[state])}
      />
      <div className={css.what}>
        <b>{say(title)}</b>
        {code !== null && <small>{code}</small>}
        <small className={css.purpose}>{say(purpose)}</small>
      </div>
      <div className={css.seen}>
        {evidence && <p>{say(evidence)}</p>}
        {ground && <p>{say({ zh: `先解决“${ground.zh}”`, en: `First mend “${ground.en}”` })}</p>}
        {cause && <p className={css.cause}>{say(cause)}</p>}
        {remedy && <p>{say(remedy)}</p>}
        {!remedy && path && state !== 'ok' && state !== 'blocked' && <p>{say(path)}</p>}
        {showsPaste && (
          <p className={css.paste}>
            {say({ zh: '粘贴', en: 'Paste' })} <code>{paste}</code> <Copy text={paste} />
          </p>
        )}
        {byHand !== null && <ByHand step={step} view={view} onView={onView} />}
        {id === 'callback' && <CallbackKeys view={view} />}
        {id === 'trusted-domain' && <DomainFile view={view} />}
      </div>
      <div className={css.look}>
        {step.checkedAt !== null && state === 'ok' && <small>{when(step.checkedAt)}</small>}
        {may('setup.change') && isOpen && byHand === null && (
          <Button
            onPress={onLook}
            isBusy={isBusy}
            label={say({ zh: `复查：${title.zh}`, en: `Check again: ${title.en}` })}
          >
            {say({ zh: '复查', en: 'Check' })}
          </Button>
        )}
      </div>
    </li>
  )
}

function ByHand({ step, view: { names }, onView }: Pick<Props, 'step' | 'view' | 'onView'>) {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const [problem, setProblem] = useState('')
  const by = step.byHand?.by ?? undefined
  const isDone = by !== undefined
  const at = step.byHand?.at ?? null
  const tick = async () => {
    setProblem('')
    try {
      onView(await ask(setupRoutes.tick, { body: { id: step.id, done: !isDone } }))
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    }
  }
  return (
    <p className={css.hand}>
      {isDone && (
        <span>
          {say({
            zh: `${names[by] ?? by} 看过${at === null ? '' : `，${when(at)}`}`,
            en: `${names[by] ?? by} looked${at === null ? '' : `, ${when(at)}`}`,
          })}
        </span>
      )}
      {may('setup.change') && (
        <Button look={isDone ? 'text' : 'outline'} onPress={() => void tick()}>
          {isDone
            ? say({ zh: '取消勾选', en: 'Untick' })
            : say({ zh: '我看过了，填好了', en: 'I looked; it is set' })}
        </Button>
      )}
      {problem !== '' && <span role="alert">{problem}</span>}
    </p>
  )
}
