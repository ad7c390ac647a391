import { approvalPolicyRoutes, type ApprovalPolicyVersion, type ApprovalRule } from '@jieli/contract'
import { useState } from 'react'
import { useAsk } from '../api.ts'
import { useMay } from '../me.tsx'
import { NoWay } from '../no-way.tsx'
import { Button, Card, Page, Skeleton, useSay, when } from '../ui/index.ts'
import { EditRules } from './EditRules.tsx'
import { Proposed } from './Proposed.tsx'
import { Rules } from './Rules.tsx'
import { TryOut } from './TryOut.tsx'
import css from './ApprovalPolicy.module.css'

/** 审批策略: who must say yes to which handover; one person proposes, another confirms. */
export function ApprovalPolicy() {
  const say = useSay()
  const may = useMay()
  const { data, error, refetch } = useAsk(approvalPolicyRoutes.read)
  const [draft, setDraft] = useState<readonly ApprovalRule[]>()
  const title = say({ zh: '审批策略', en: 'Approval policy' })
  const nameOf = (userid: string | null) =>
    userid === null ? say({ zh: '出厂设置', en: 'as delivered' }) : (data?.names[userid] ?? userid)
  const drafted = draft ?? data?.proposed?.rules
  return (
    <Page
      documentTitle={title}
      title={title}
      lead={say({
        zh: '按触发原因和数量决定谁审批。至少两个不同的人，没有例外；一人兼几个席位，报告里会写明。',
        en: 'Who approves, by trigger and size. Never fewer than two people; merged seats stand in the report.',
      })}
      aside={data && <TryOut rules={data.inForce.rules} drafted={drafted} />}
    >
      {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={6} />}
      {data?.proposed && <Proposed proposed={data.proposed} inForce={data.inForce.rules} nameOf={nameOf} />}
      {data && draft && (
        <EditRules
          basedOn={data.inForce.version}
          inForce={data.inForce.rules}
          rules={draft}
          onChange={setDraft}
          onClose={() => setDraft(undefined)}
        />
      )}
      {data && (
        <Card
          title={say({ zh: '现在的规则', en: 'The rules in force' })}
          note={say({
            zh: `第 ${data.inForce.version} 版，从上到下第一条符合的生效`,
            en: `version ${data.inForce.version}; from the top, the first that fits counts`,
          })}
          action={
            may('approvals.propose') &&
            draft === undefined && (
              <Button
                onPress={() => setDraft(data.inForce.rules)}
                whyNot={
                  data.proposed
                    ? say({ zh: '先处理等确认的修改', en: 'Decide the waiting change first' })
                    : undefined
                }
              >
                {say({ zh: '提议修改', en: 'Propose a change' })}
              </Button>
            )
          }
          flush
        >
          <Rules rules={data.inForce.rules} />
        </Card>
      )}
      {data && <Versions versions={[data.inForce, ...data.before]} nameOf={nameOf} />}
    </Page>
  )
}

const decisionWords = {
  yes: { zh: '确认', en: 'confirmed' },
  no: { zh: '没有同意', en: 'refused' },
  withdrawn: { zh: '撤回', en: 'withdrew it' },
} as const

function Versions({
  versions,
  nameOf,
}: {
  readonly versions: readonly ApprovalPolicyVersion[]
  readonly nameOf: (userid: string | null) => string
}) {
  const say = useSay()
  return (
    <Card title={say({ zh: '历次版本', en: 'Versions' })} flush>
      <ul className={css.versions}>
        {versions
          .toSorted((a, b) => b.version - a.version)
          .map(({ version, proposedBy, decision, decidedBy, decidedAt }) => (
            <li key={version}>
              <b>{say({ zh: `第 ${version} 版`, en: `Version ${version}` })}</b>
              <span>
                {proposedBy === null
                  ? nameOf(null)
                  : say({ zh: `${nameOf(proposedBy)} 提议`, en: `proposed by ${nameOf(proposedBy)}` })}
                {proposedBy !== null && decision !== null && (
                  <>
                    {say({ zh: '，', en: ', ' })}
                    {nameOf(decidedBy)} {say(decisionWords[decision])}
                  </>
                )}
              </span>
              <small>{proposedBy === null || decidedAt === null ? '' : when(decidedAt)}</small>
            </li>
          ))}
      </ul>
    </Card>
  )
}
