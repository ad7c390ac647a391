import { approvalPolicyRoutes, type ApprovalPolicyVersion, type ApprovalRule } from '@jieli/contract'
import { ask, useReread } from '../api.ts'
import { useMay, useMe } from '../me.tsx'
import { useAct } from '../use-act.ts'
import { Button, Card, useSay, useToast, when } from '../ui/index.ts'
import { forWords, isSameRule } from './rule-words.ts'
import { Rules } from './Rules.tsx'
import css from './ApprovalPolicy.module.css'

/** What waits for a second person, and what it would change. */
export function Proposed({
  proposed,
  inForce,
  nameOf,
}: {
  readonly proposed: ApprovalPolicyVersion
  readonly inForce: readonly ApprovalRule[]
  readonly nameOf: (userid: string | null) => string
}) {
  const say = useSay()
  const may = useMay()
  const me = useMe()
  const toast = useToast()
  const reread = useReread()
  const { act, isBusy, problem } = useAct()
  const isOwn = proposed.proposedBy?.toLowerCase() === me.userid.toLowerCase()
  const gone = inForce.filter((one) => !proposed.rules.some((rule) => isSameRule(rule, one)))
  const busy = isBusy ? say({ zh: '正在提交', en: 'Sending' }) : undefined
  const decide = (yes: boolean, done: string) =>
    act(async () => {
      try {
        const params = { version: String(proposed.version) }
        await ask(approvalPolicyRoutes.decide, { params, body: { yes } })
        toast(done)
      } finally {
        await reread('/v1/approval-policy')
      }
    })
  const by = nameOf(proposed.proposedBy)
  return (
    <Card
      title={say({ zh: '等另一个人确认的修改', en: 'A change that waits for a second person' })}
      note={say({
        zh: `第 ${proposed.version} 版，${by} 于 ${when(proposed.at)} 提议`,
        en: `version ${proposed.version}, proposed by ${by} ${when(proposed.at)}`,
      })}
      flush
    >
      <Rules rules={proposed.rules} before={inForce} />
      {gone.length > 0 && (
        <p className={css.gone}>
          {say({ zh: '不再有：', en: 'No longer: ' })}
          {gone.map((rule) => say(forWords(rule, inForce.length === 1))).join(say({ zh: '；', en: '; ' }))}
          {say({ zh: '（原来的规定）', en: ' (as it was)' })}
        </p>
      )}
      {may('approvals.decide') && (
        <div className={css.decide}>
          <p className={css.quiet}>
            {isOwn
              ? say({ zh: '你提议的，要由另一个人确认。', en: 'You proposed it; another person confirms.' })
              : say({
                  zh: '确认后，新提交的审批按它办；已发出的不变。',
                  en: 'Once confirmed it holds for new approvals; those under way stay as they are.',
                })}
          </p>
          <span className={css.buttons}>
            {isOwn ? (
              <Button
                onPress={() => void decide(false, say({ zh: '已撤回', en: 'Withdrawn' }))}
                whyNot={busy}
              >
                {say({ zh: '撤回', en: 'Withdraw' })}
              </Button>
            ) : (
              <>
                <Button
                  onPress={() => void decide(false, say({ zh: '没有同意', en: 'Refused' }))}
                  whyNot={busy}
                >
                  {say({ zh: '不同意', en: 'Refuse' })}
                </Button>
                <Button
                  look="filled"
                  onPress={() => void decide(true, say({ zh: '已生效', en: 'In force' }))}
                  whyNot={busy}
                >
                  {say({ zh: '确认，马上生效', en: 'Confirm, at once' })}
                </Button>
              </>
            )}
          </span>
        </div>
      )}
      {problem !== undefined && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
    </Card>
  )
}
