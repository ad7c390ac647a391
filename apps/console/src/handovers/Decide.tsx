import {
  handoverRoutes,
  reasonWords,
  type DecisionGroupView,
  type Outcome,
  type Progress,
} from '@jieli/contract'
import { useState } from 'react'
import { ask, useReread } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Button, Dialog, Empty, RadioRows, Status, useLang, useSay, useToast, when } from '../ui/index.ts'
import { amount, outcomeWords, priceOf } from '../words.ts'
import css from './Decide.module.css'

/** Decides by group, not row by row: each way on with its price and date, none chosen beforehand. */
export function Decide({ data, onClose }: { readonly data: Progress; readonly onClose: () => void }) {
  const say = useSay()
  return (
    <Dialog place="side" title={say({ zh: '逐组处理', en: 'Decide by group' })} onClose={onClose}>
      {data.groups.length === 0 && (
        <Empty>{say({ zh: '都定好了，没有等你决定的。', en: 'All decided.' })}</Empty>
      )}
      {data.groups.map((group) => (
        <Group key={`${group.reason}/${group.kind}`} data={data} group={group} />
      ))}
    </Dialog>
  )
}

function Group({ data, group }: { readonly data: Progress; readonly group: DecisionGroupView }) {
  const say = useSay()
  const lang = useLang()
  const toast = useToast()
  const reread = useReread()
  const [outcome, setOutcome] = useState<Outcome>()
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const { id, freezeAt, approvers } = data.handover
  const manager = data.names[approvers.manager] ?? approvers.manager
  const words = amount(group.kind, group.count)
  const decide = async () => {
    if (outcome === undefined) return
    setBusy(true)
    setProblem('')
    try {
      await ask(handoverRoutes.decide, {
        params: { id },
        body: { reason: group.reason, kind: group.kind, outcome },
      })
      toast(
        say({
          zh: `已定：${words.zh}${outcomeWords[outcome].zh}`,
          en: `Decided: ${words.en}, ${outcomeWords[outcome].en.toLowerCase()}`,
        }),
      )
      await reread('/v1/handovers/:id/progress', '/v1/handovers/:id/items', '/v1/home')
    } catch (error) {
      setProblem(messageOf(error, lang))
    } finally {
      setBusy(false)
    }
  }
  const keepDate =
    group.keepFrom === group.keepTo
      ? when(group.keepFrom, data.now)
      : say({
          zh: `${when(group.keepFrom, data.now)} 至 ${when(group.keepTo, data.now)}`,
          en: `${when(group.keepFrom, data.now)} to ${when(group.keepTo, data.now)}`,
        })
  return (
    <section className={css.group}>
      <h3 className={css.title}>
        {say(words)} <Status of={{ reason: group.reason }} />
      </h3>
      <p className={css.why}>
        {say(reasonWords[group.reason])}
        {group.code !== null && group.code !== 0 && <small> {group.code}</small>}
      </p>
      <p className={css.samples}>
        {group.samples.join('、')}
        {group.count > group.samples.length &&
          say({ zh: ` 等 ${group.count} 项`, en: ` and ${group.count - group.samples.length} more` })}
      </p>
      <RadioRows
        label={say({
          zh: `请在 ${when(group.decideBy, data.now)} 前定`,
          en: `Decide before ${when(group.decideBy, data.now)}`,
        })}
        value={outcome}
        onChange={setOutcome}
        rows={group.outcomes.map((one) => ({
          id: one,
          title: say(outcomeWords[one]),
          price: (
            <>
              {say(priceOf(one, group.reason))}
              {one === 'keep' &&
                say({
                  zh: `。${manager}负责，${keepDate} 再看`,
                  en: `. ${manager} owns them until ${keepDate}`,
                })}
              {one === 'again' &&
                group.kind === 'customer' &&
                say({
                  zh: `。最晚 ${when(minus25h(freezeAt), data.now)} 前发出才来得及`,
                  en: `. Must leave before ${when(minus25h(freezeAt), data.now)}`,
                })}
            </>
          ),
        }))}
      />
      {problem !== '' && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      <div className={css.act}>
        <Button
          look="filled"
          onPress={() => void decide()}
          isBusy={isBusy}
          whyNot={outcome === undefined ? say({ zh: '先选一种办法', en: 'Choose a way on' }) : undefined}
        >
          {outcome === undefined
            ? say({ zh: '定下来', en: 'Decide' })
            : say({
                zh: `${words.zh}${outcomeWords[outcome].zh}`,
                en: `${outcomeWords[outcome].en}: ${words.en}`,
              })}
        </Button>
      </div>
    </section>
  )
}

// A takeover needs a day, its reading an hour.
function minus25h(iso: string): string {
  return new Date(Date.parse(iso) - 25 * 3_600_000).toISOString()
}
