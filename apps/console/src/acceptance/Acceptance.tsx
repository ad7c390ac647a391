import { acceptanceRoutes, consoleRoutes, type ClassToSign } from '@jieli/contract'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useAsk, useReread } from '../api.ts'
import { HandoverPending } from '../denied.tsx'
import { useMe } from '../me.tsx'
import {
  Banner,
  Button,
  Card,
  Dialog,
  Empty,
  num,
  Page,
  Tag,
  TextField,
  useSay,
  useToast,
  when,
} from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { amount, kindWords } from '../words.ts'
import css from './Acceptance.module.css'

/** The successor signs for each class after opening a sample; the manager looks over what was left. */
export function Acceptance() {
  const say = useSay()
  const me = useMe()
  const toast = useToast()
  const reread = useReread()
  const { id } = useParams({ from: '/h/$id/acceptance' })
  const { data, error, refetch } = useAsk(acceptanceRoutes.acceptance, { params: { id } })
  const progress = useAsk(consoleRoutes.progress, { params: { id } })
  const [signing, setSigning] = useState<ClassToSign>()
  const { act, problem, isBusy } = useAct()
  const title = say({ zh: '签收与复核', en: 'Acceptance' })
  if (!data || !progress.data)
    return <HandoverPending title={title} handover={id} error={error} onRetry={() => void refetch()} />
  const { handover, names } = progress.data
  const leaver = names[handover.leaver] ?? handover.leaver
  const isMine = ({ successor }: ClassToSign) => successor.toLowerCase() === me.userid.toLowerCase()
  const nameOf = (userid: string) => data.names[userid] ?? userid
  const review = () =>
    act(async () => {
      await ask(acceptanceRoutes.review, { params: { id }, body: {} })
      toast(say({ zh: '复核已记下', en: 'Review noted' }))
      await reread('/v1/handovers/:id/acceptance')
    })
  return (
    <Page
      documentTitle={title}
      title={say({ zh: `${leaver}的交接：签收与复核`, en: `Acceptance of the handover of ${leaver}` })}
      lead={
        <Link to="/h/$id" params={{ id }} className={css.link}>
          {id}
        </Link>
      }
    >
      {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
      <Card
        title={say({ zh: '签收', en: 'Signatures' })}
        note={say({ zh: '每类打开几条再签', en: 'open a few, then sign' })}
        flush
      >
        {data.classes.length === 0 ? (
          <Empty>{say({ zh: '还没有核实转走的。', en: 'Nothing is verified yet.' })}</Empty>
        ) : (
          <ul>
            {data.classes.map((one) => (
              <li key={`${one.successor}/${one.kind}`} className={css.row}>
                <div>
                  <b>{nameOf(one.successor)}</b> <Tag>{say(amount(one.kind, one.items))}</Tag>
                  <small>{say(standingOf(one, data.now))}</small>
                  {one.signature !== null && one.signature.remark !== '' && (
                    <small>{one.signature.remark}</small>
                  )}
                </div>
                {isMine(one) && one.signature === null && data.may.sign && (
                  <div className={css.acts}>
                    <Link
                      to="/h/$id"
                      params={{ id }}
                      search={{ tab: 'ended', kind: one.kind, successor: one.successor }}
                    >
                      {say({ zh: '打开几条看看', en: 'Open a few' })}
                    </Link>
                    <Button
                      look="filled"
                      onPress={() => setSigning(one)}
                      whyNot={
                        one.opened < one.needed
                          ? say({
                              zh: `再打开 ${one.needed - one.opened} 条就能签`,
                              en: `Open ${one.needed - one.opened} more first`,
                            })
                          : undefined
                      }
                    >
                      {say({ zh: '签收', en: 'Sign' })}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title={say({ zh: '经理复核', en: 'Review' })}>
        <p>
          {say({
            zh: `${num(data.exceptions)} 项没转成，${num(data.tasksLeft)} 件手工任务没办完；每项都有负责人和日期。`,
            en: `${num(data.exceptions)} were not moved and ${num(data.tasksLeft)} tasks are not done; each has an owner and a date.`,
          })}{' '}
          <Link to="/h/$id" params={{ id }} search={{ tab: 'ended' }} className={css.link}>
            {say({ zh: '逐项看', en: 'See them' })}
          </Link>
        </p>
        {data.review === null ? (
          data.may.review ? (
            <div className={css.acts}>
              <Button look="filled" onPress={() => void review()} isBusy={isBusy}>
                {say({ zh: '我看过了', en: 'I have reviewed them' })}
              </Button>
            </div>
          ) : (
            <p className={css.quiet}>{say({ zh: '还没有复核。', en: 'Not reviewed yet.' })}</p>
          )
        ) : (
          <p className={css.quiet}>
            {say({
              zh: `${nameOf(data.review.by)} ${when(data.review.at, data.now)} 复核过。`,
              en: `Reviewed by ${nameOf(data.review.by)} ${when(data.review.at, data.now)}.`,
            })}
          </p>
        )}
      </Card>
      {signing && (
        <Sign
          id={id}
          one={signing}
          onClose={() => setSigning(undefined)}
          onDone={() => reread('/v1/handovers/:id/acceptance')}
        />
      )}
    </Page>
  )
}

function standingOf({ signature, opened, needed }: ClassToSign, now: string) {
  if (signature !== null)
    return {
      zh: `✓ ${when(signature.at, now)} 签收，打开过 ${signature.opened} 条`,
      en: `✓ signed ${when(signature.at, now)} after opening ${signature.opened}`,
    }
  return {
    zh: `还没有签收 · 打开过 ${opened} 条，至少 ${needed} 条`,
    en: `not signed · ${opened} of at least ${needed} opened`,
  }
}

function Sign({
  id,
  one,
  onClose,
  onDone,
}: {
  readonly id: string
  readonly one: ClassToSign
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}) {
  const say = useSay()
  const toast = useToast()
  const [remark, setRemark] = useState('')
  const { act, problem, isBusy } = useAct()
  const sign = () =>
    act(async () => {
      await ask(acceptanceRoutes.sign, { params: { id }, body: { kind: one.kind, remark } })
      toast(say({ zh: '已签收', en: 'Signed' }))
      await onDone()
      onClose()
    })
  return (
    <Dialog
      title={say({ zh: `签收：${kindWords[one.kind].zh}`, en: `Sign: ${kindWords[one.kind].en}` })}
      onClose={onClose}
      actions={
        <Button look="filled" onPress={() => void sign()} isBusy={isBusy}>
          {say({ zh: '签收', en: 'Sign' })}
        </Button>
      }
    >
      <p>
        {say({
          zh: `我收到 ${amount(one.kind, one.items).zh}，打开看过 ${one.opened} 条。签收会写进审计日志和报告。`,
          en: `I received ${amount(one.kind, one.items).en} and opened ${one.opened}. It goes into the log and the report.`,
        })}
      </p>
      <TextField
        label={say({ zh: '有不对的写在这里（可不填）', en: 'What is wrong (optional)' })}
        value={remark}
        onChange={setRemark}
        maxLength={300}
        lines={3}
        problem={problem}
      />
    </Dialog>
  )
}
