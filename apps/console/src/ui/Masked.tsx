import { purposes, type Purpose } from '@jieli/contract'
import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'
import { useSay, type Words } from './i18n.tsx'
import { Dialog } from './Dialog.tsx'
import { TextField } from './fields.tsx'
import { RadioRows } from './RadioRows.tsx'
import css from './Masked.module.css'

export interface Revealed {
  readonly value: string
  readonly hideAfterSeconds: number
  readonly leftToday: number
}

export interface MaskedProps {
  /** As the server masked it. */
  readonly mask: string
  readonly label: string
  /** Absent: this person may not look. Throws a message in his words when it is refused. */
  readonly onReveal?: ((why: { purpose: Purpose; text?: string }) => Promise<Revealed>) | undefined
}

const purposeWords: Readonly<Record<Purpose, Words>> = {
  'call-customer': { zh: '要打电话给客户', en: 'To call the customer' },
  'check-duplicate': { zh: '确认是不是同一位客户', en: 'To tell two customers apart' },
  'answer-complaint': { zh: '处理客户投诉', en: 'To answer a complaint' },
  'legal-duty': { zh: '法规或审计要求', en: 'A legal or audit duty' },
  other: { zh: '其他（写一句）', en: 'Other (say what for)' },
}

/** Shows a mask; on request and for a purpose the value, for a minute. */
export function Masked({ mask, label, onReveal }: MaskedProps) {
  const say = useSay()
  const [isAsking, setAsking] = useState(false)
  const [shown, setShown] = useState<Revealed>()
  const [said, setSaid] = useState('')
  const covered = say({ zh: '已遮盖', en: 'Masked again' })

  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => {
      setShown(undefined)
      setSaid(covered)
    }, shown.hideAfterSeconds * 1_000)
    return () => clearTimeout(timer)
  }, [shown, covered])

  return (
    <span className={css.masked}>
      <span className={shown ? css.clear : ''}>{shown?.value ?? mask}</span>
      {onReveal && !shown && (
        <button
          type="button"
          className={css.look}
          onClick={() => setAsking(true)}
          aria-label={say({ zh: `查看${label}`, en: `Show ${label}` })}
        >
          {say({ zh: '查看', en: 'Show' })}
        </button>
      )}
      {shown && (
        <button
          type="button"
          className={css.look}
          onClick={() => {
            setShown(undefined)
            setSaid(covered)
          }}
        >
          {say({
            zh: `遮盖（今天还可看 ${shown.leftToday} 次）`,
            en: `Hide (${shown.leftToday} left today)`,
          })}
        </button>
      )}
      <span className="sr" role="status">
        {said}
      </span>
      {isAsking && onReveal && (
        <Ask
          label={label}
          onClose={() => setAsking(false)}
          onReveal={async (why) => {
            const revealed = await onReveal(why)
            setSaid('')
            setShown(revealed)
            setAsking(false)
          }}
        />
      )}
    </span>
  )
}

function Ask({
  label,
  onClose,
  onReveal,
}: {
  readonly label: string
  readonly onClose: () => void
  readonly onReveal: (why: { purpose: Purpose; text?: string }) => Promise<void>
}) {
  const say = useSay()
  const [purpose, setPurpose] = useState<Purpose>()
  const [text, setText] = useState('')
  const [refused, setRefused] = useState('')
  const [isBusy, setBusy] = useState(false)
  const whyNot =
    purpose === undefined
      ? say({ zh: '先选一个用途', en: 'Choose what for' })
      : purpose === 'other' && text.trim().length < 2
        ? say({ zh: '写一句用途', en: 'Say what for' })
        : undefined
  const show = () => {
    if (purpose === undefined) return
    setBusy(true)
    onReveal({ purpose, ...(purpose === 'other' ? { text } : {}) }).catch((error: unknown) => {
      setBusy(false)
      setRefused(error instanceof Error ? error.message : String(error))
    })
  }
  return (
    <Dialog
      title={say({ zh: `查看${label}`, en: `Show ${label}` })}
      onClose={onClose}
      actions={
        <Button look="filled" onPress={show} isBusy={isBusy} whyNot={whyNot}>
          {say({ zh: '查看 60 秒', en: 'Show for 60 s' })}
        </Button>
      }
    >
      <p className={css.note}>
        {say({
          zh: '谁、何时、为了什么看，会记进审计日志。60 秒后自动遮盖。',
          en: 'Who looked, when and what for goes into the audit log. Masked again after 60 s.',
        })}
      </p>
      <RadioRows
        label={say({ zh: '为了什么', en: 'What for' })}
        value={purpose}
        onChange={setPurpose}
        rows={purposes.map((id) => ({ id, title: say(purposeWords[id]) }))}
      />
      {purpose === 'other' && (
        <TextField
          label={say({ zh: '用途', en: 'Purpose' })}
          value={text}
          onChange={setText}
          maxLength={200}
        />
      )}
      {refused !== '' && (
        <p className={css.refused} role="alert">
          {refused}
        </p>
      )}
    </Dialog>
  )
}
