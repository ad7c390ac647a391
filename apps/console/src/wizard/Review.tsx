import { handoverRoutes, wizardRoutes, type DraftSoFar, type LivePreview } from '@jieli/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, Refused, useReread } from '../api.ts'
import { useMe } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { Button, Card, inWords, num, useLang, useSay, type Words } from '../ui/index.ts'
import { seatWords } from '../words.ts'
import { endOf, whyOf } from './trigger-words.ts'
import { problemText } from './problem-words.ts'
import type { DraftState } from './use-draft.ts'
import css from './Review.module.css'

/** The plan as one page of sentences, and the one button. */
export function Review({
  state,
  preview,
}: {
  readonly state: DraftState
  readonly preview: LivePreview | undefined
}) {
  const say = useSay()
  const lang = useLang()
  const me = useMe()
  const navigate = useNavigate()
  const reread = useReread()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { draft, amends } = state
  const nameOf = (userid: string) => preview?.names[userid] ?? state.names[userid] ?? userid
  const missing = whatIsMissing(draft, preview)
  const act = async () => {
    const { leaver, successors, rules, approvers, transferStartAt, freezeAt, returnAt, accessEnds } = draft
    if (leaver === undefined || transferStartAt === undefined || freezeAt === undefined) return
    if (!approvers?.manager || !approvers.hr || !approvers.admin || !approvers.security) return
    const four = {
      manager: approvers.manager,
      hr: approvers.hr,
      admin: approvers.admin,
      security: approvers.security,
    }
    setBusy(true)
    setProblem('')
    try {
      const plan = {
        successors: successors ?? [],
        rules: rules ?? [],
        approvers: four,
        transferStartAt,
        freezeAt,
        ...(returnAt === undefined ? {} : { returnAt }),
        ...(accessEnds === undefined ? {} : { accessEnds }),
      }
      const trigger = draft.trigger ?? 'resign'
      if (amends) {
        await ask(wizardRoutes.amend, {
          params: { id: amends.id },
          body: { ...plan, version: amends.version, trigger },
        })
        await reread('/v1/handovers/:id/progress', '/v1/handovers/:id/approval', '/v1/home')
        await navigate({ to: '/h/$id', params: { id: amends.id } })
        return
      }
      const text = draft.messageToCustomers?.trim() ?? ''
      const created = await ask(handoverRoutes.create, {
        body: {
          leaver,
          trigger,
          initiator: me.userid,
          ...plan,
          ...(text === '' ? {} : { messageToCustomers: text }),
        },
      })
      if (state.stored !== undefined)
        await ask(wizardRoutes.dropDraft, { params: { id: state.stored }, body: {} })
      await navigate({ to: '/h/$id', params: { id: created.id } })
    } catch (error) {
      setProblem(
        error instanceof Refused
          ? say(problemText({ field: 'leaver', why: error.why, facts: error.facts }, preview))
          : messageOf(error, lang),
      )
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card
      title={amends ? say({ zh: '改成这样', en: 'The plan becomes' }) : say({ zh: '复核', en: 'Review' })}
    >
      <ol className={css.sentences}>
        {sentencesOf(draft, preview, { nameOf, lang }).map((words, at) => (
          <li key={at}>{say(words)}</li>
        ))}
      </ol>
      {missing.length > 0 && (
        <ul className={css.missing}>
          {missing.map((words, at) => (
            <li key={at}>{say(words)}</li>
          ))}
        </ul>
      )}
      {problem !== '' && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.act}>
        <Button
          look="filled"
          onPress={() => void act()}
          isBusy={isBusy}
          whyNot={
            missing.length > 0 ? say({ zh: '上面还有没填好的', en: 'Something above is missing' }) : undefined
          }
        >
          {amends
            ? say({
                zh: `保存为方案 v${amends.version + 1}，之前的同意作废`,
                en: `Save as v${amends.version + 1}; approvals become void`,
              })
            : say({ zh: '正式清点，算出方案', en: 'Take the inventory and make the plan' })}
        </Button>
        <p>
          {say({
            zh: '这一步只读企业微信。算好后在下一页提交给四位审批人。',
            en: 'This only reads WeCom. On the next page it is submitted to the approvers.',
          })}
        </p>
      </div>
    </Card>
  )
}

function whatIsMissing(draft: DraftSoFar, preview: LivePreview | undefined): readonly Words[] {
  const out: Words[] = []
  if (draft.leaver === undefined) out.push({ zh: '还没选要交接的人', en: 'No person was chosen' })
  if ((draft.successors ?? []).length === 0) out.push({ zh: '还没有接替人', en: 'No successor yet' })
  if ((draft.rules ?? []).length === 0) out.push({ zh: '还没有分配规则', en: 'No rule yet' })
  for (const seat of ['manager', 'hr', 'admin', 'security'] as const)
    if (!draft.approvers?.[seat])
      out.push({ zh: `缺审批人：${seatWords[seat].zh}`, en: `An approver is missing: ${seatWords[seat].en}` })
  if (preview?.inventory === 'reading')
    out.push({ zh: '还在读企业微信，马上就好', en: 'WeCom is still being read' })
  for (const problem of preview?.problems ?? []) out.push(problemText(problem, preview))
  return out
}

function sentencesOf(
  draft: DraftSoFar,
  preview: LivePreview | undefined,
  { nameOf, lang }: { readonly nameOf: (userid: string) => string; readonly lang: 'zh' | 'en' },
): readonly Words[] {
  const leaver = draft.leaver === undefined ? '—' : nameOf(draft.leaver)
  const loads = (preview?.bySuccessor ?? []).map(({ name, customers, groups }) => ({
    zh: `${name} ${num(customers)} 位客户、${num(groups)} 个群`,
    en: `${name} ${num(customers)} customers and ${num(groups)} groups`,
  }))
  const people = Object.entries(draft.approvers ?? {}).map(([, userid]) => nameOf(userid))
  const at = (iso: string | undefined) => (iso === undefined ? '—' : inWords(iso, lang))
  return [
    {
      zh: `${leaver} ${whyOf(draft.trigger ?? 'resign').zh}，客户和群交给：${loads.map((one) => one.zh).join('；') || '—'}。`,
      en: `${leaver} ${whyOf(draft.trigger ?? 'resign').en}; they go to: ${loads.map((one) => one.en).join('; ') || '—'}.`,
    },
    {
      zh: `${people.join('、') || '—'} 四人都同意后，${at(draft.transferStartAt)} 自动开始，分 ${num(preview?.transferCalls ?? 0)} 批，${num(preview?.customersTold ?? 0)} 位客户会收到通知。`,
      en: `Once ${people.join(', ') || '—'} agree, it starts ${at(draft.transferStartAt)} in ${num(preview?.transferCalls ?? 0)} batches; ${num(preview?.customersTold ?? 0)} customers are told.`,
    },
    {
      zh: `每位用掉 1 次转移额度，24 小时后自动接管，客户可以拒绝。最早 ${at(preview?.earliestFinish ?? undefined)} 完成。`,
      en: `Each spends a transfer and may decline for 24 hours. Earliest end ${at(preview?.earliestFinish ?? undefined)}.`,
    },
    endOf(draft, leaver, lang),
  ]
}
