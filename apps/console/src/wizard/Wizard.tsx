import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Page, Skeleton, Steps, useSay, when, type Words } from '../ui/index.ts'
import { Dates } from './Dates.tsx'
import { People } from './People.tsx'
import { Preview } from './Preview.tsx'
import { Review } from './Review.tsx'
import { Split } from './Split.tsx'
import { useDraft } from './use-draft.ts'
import { usePreview } from './use-preview.ts'
import css from './Wizard.module.css'

const stepIds = ['people', 'plan', 'scope', 'review'] as const
export type StepId = (typeof stepIds)[number]
const words: Readonly<Record<StepId, Words>> = {
  people: { zh: '人员与触发', en: 'Person and trigger' },
  plan: { zh: '接替与分配', en: 'Successors and rules' },
  scope: { zh: '期限与范围', en: 'Dates and scope' },
  review: { zh: '复核提交', en: 'Review' },
}

/** Starts a handover, or changes its plan: the form at the left, at the right what it will do. */
export function Wizard() {
  const say = useSay()
  const navigate = useNavigate()
  const { step: asked } = useParams({ from: '/h/new/$step' })
  const search = useSearch({ from: '/h/new/$step' })
  const step = stepIds.find((one) => one === asked) ?? 'people'
  const state = useDraft(search)
  const preview = usePreview(state.draft, state.amends?.id)
  const go = (to: StepId) =>
    void navigate({ to: '/h/new/$step', params: { step: to }, search: (before) => before })
  const at = stepIds.indexOf(step)
  const before = stepIds[at - 1]
  const next = stepIds[at + 1]
  const { draft } = state
  const name =
    draft.leaver === undefined
      ? undefined
      : (preview.data?.names[draft.leaver] ?? state.names[draft.leaver] ?? draft.leaver)
  const title = state.amends
    ? say({ zh: `改方案：${name ?? ''}`, en: `Change the plan: ${name ?? ''}` })
    : name === undefined
      ? say({ zh: '发起工作交接', en: 'Start a handover' })
      : say({ zh: `发起：${name}`, en: `Start: ${name}` })
  const done: Readonly<Record<StepId, boolean>> = {
    people: draft.leaver !== undefined,
    plan:
      (draft.successors?.length ?? 0) > 0 && (draft.rules?.length ?? 0) > 0 && preview.data?.unassigned === 0,
    scope: draft.freezeAt !== undefined && Object.keys(draft.approvers ?? {}).length === 4,
    review: false,
  }
  const whyNot = next === undefined ? undefined : whyNotNext(step, done, say)
  return (
    <Page documentTitle={title} title={<span className="sr">{title}</span>}>
      <Steps
        label={say({ zh: '步骤', en: 'Steps' })}
        current={step}
        onGo={go}
        steps={stepIds.map((id) => ({ id, text: say(words[id]), isDone: done[id] }))}
      />
      {!state.isReady ? (
        <Skeleton rows={6} />
      ) : (
        <div className={css.columns}>
          <div className={css.main}>
            {step === 'people' && <People state={state} preview={preview.data} />}
            {step === 'plan' && <Split state={state} preview={preview.data} />}
            {step === 'scope' && <Dates state={state} preview={preview.data} />}
            {step === 'review' && <Review state={state} preview={preview.data} />}
          </div>
          <aside className={css.aside}>
            <Preview draft={draft} preview={preview.data} error={preview.error} ageMs={preview.ageMs} />
          </aside>
        </div>
      )}
      <footer className={css.foot}>
        {before !== undefined && (
          <Button onPress={() => go(before)}>{say({ zh: '上一步', en: 'Back' })}</Button>
        )}
        <span className={css.saved} role="status">
          {state.problem !== ''
            ? state.problem
            : state.savedAt !== undefined &&
              say({
                zh: `草稿已自动保存 ${when(state.savedAt).slice(6)}`,
                en: `Draft saved ${when(state.savedAt).slice(6)}`,
              })}
        </span>
        <span className={css.quiet}>
          {say({ zh: '提交前不会通知任何客户', en: 'No customer is told before you submit' })}
        </span>
        {next !== undefined && (
          <span className={css.next}>
            <Button look="filled" onPress={() => go(next)} whyNot={whyNot}>
              {say({ zh: `下一步：${words[next].zh}`, en: `Next: ${words[next].en.toLowerCase()}` })}
            </Button>
          </span>
        )}
      </footer>
    </Page>
  )
}

function whyNotNext(
  step: StepId,
  done: Readonly<Record<StepId, boolean>>,
  say: (words: Words) => string,
): string | undefined {
  if (step === 'people' && !done.people) return say({ zh: '先选要交接的人', en: 'Choose the person first' })
  if (step === 'plan' && !done.plan)
    return say({ zh: '每位客户都要有归属', en: 'Every customer needs a successor' })
  if (step === 'scope' && !done.scope)
    return say({ zh: '还差日期或审批人', en: 'Dates or approvers are missing' })
  return undefined
}
