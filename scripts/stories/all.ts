import { handoverRoutes, startRequestRoutes, wizardRoutes } from '@jieli/contract'
import { setTimeout as sleep } from 'node:timers/promises'
import { days, later } from '../../apps/server/src/platform/clock.ts'
import { sized, statusOf, usualDraft, type Stage, type Story, type Told } from './story.ts'

const withinMs = 30_000

/** The seven ways of a handover that `npm run demo -- --once --story all` shows. */
export const stories: readonly Story[] = [
  {
    id: 'resign',
    zh: '离职',
    world: sized(400, 40),
    draft: (stage) => usualDraft(stage),
    judge: (told) => [...needs(told, 'verified', 300), ...account(told, 2)],
  },
  {
    id: 'dismiss',
    zh: '辞退，审批通过时访问即结束',
    world: sized(200, 20),
    draft: (stage) => usualDraft(stage, { trigger: 'dismiss', accessEnds: 'at-once' }),
    judge: (told) => [
      ...account(told, 2),
      ...(accessEndedBeforeTransfer(told) ? [] : ['the access did not end before the first transfer']),
    ],
  },
  {
    id: 'move',
    zh: '调岗，账号不冻结',
    world: sized(200, 20),
    draft: (stage) => usualDraft(stage, { trigger: 'move' }),
    judge: (told) => [
      ...needs(told, 'verified', 150),
      ...account(told, 1),
      ...(told.ledger.frozenAt === null ? [] : ['frozen although he stays']),
    ],
  },
  {
    id: 'leave',
    zh: '长期休假，到期自动归还',
    world: sized(200, 20),
    draft: (stage) =>
      usualDraft(stage, { trigger: 'leave', returnAt: later(stage.startedAt, days(45)).toISOString() }),
    judge: (told) => [
      ...account(told, 1),
      ...(told.ledger.leg === 'back' ? [] : ['nothing was given back']),
      ...(backWith(told) < 150 ? [`only ${backWith(told)} came back`] : []),
    ],
  },
  {
    id: 'four',
    zh: '四位接替人按规则分，一位已满',
    world: sized(360, 30, 4),
    async before({ company }) {
      // Three of his own and room for five more.
      await company.post('/people/successor2/cap', { cap: 8 })
    },
    draft: (stage) =>
      usualDraft(stage, {
        successors: [1, 2, 3, 4].map((n) => ({ userid: `successor${n}` })),
        rules: [
          { when: { by: 'tag', tags: ['地区/浙江'] }, to: 'successor1', fallbacks: ['successor4'] },
          { when: { by: 'tag', tags: ['地区/上海'] }, to: 'successor2', fallbacks: ['successor4'] },
          { when: { by: 'tag', tags: ['客户等级/VIP'] }, to: 'successor3', fallbacks: ['successor1'] },
          { when: { by: 'rest' }, to: 'successor3', fallbacks: ['successor4', 'successor1'] },
        ],
      }),
    judge: (told) => [
      ...account(told, 2),
      ...(taken(told, 'successor2') === 5 ? [] : [`the full one took ${taken(told, 'successor2')}`]),
      ...(taken(told, 'successor4') > 50 ? [] : ['nobody stepped in for the full one']),
    ],
  },
  {
    id: 'gone',
    zh: '没有交接就被删除，安全网发现',
    world: sized(120, 12),
    async before(stage) {
      await untilKnown(stage)
      await stage.company.post('/people/leaver/delete')
      await untilRequested(stage)
    },
    draft: (stage) => usualDraft(stage, { transferStartAt: later(stage.startedAt, days(1)).toISOString() }),
    judge: (told) => [
      ...(told.ledger.way === 'resigned' ? [] : ['not by resigned inheritance']),
      ...needs(told, 'verified', 100),
      ...(told.acts.includes('handover.created') ? [] : ['no handover was created']),
    ],
  },
  {
    id: 'cancel',
    zh: '转移到一半取消，已转的还回',
    world: sized(300, 20),
    draft: (stage) => usualDraft(stage),
    // The first batches wait for their 24 hours; two customers have been moved by then or will be.
    async onLook({ hr }, view) {
      const isMid = view.state === 'waiting' && view.ending === null && view.leg === 'out'
      if (!isMid) return false
      const body = { why: '员工撤回离职申请', moved: 'back' as const }
      const cancelled = await hr(handoverRoutes.cancel, { params: { id: view.id }, body })
      if (!cancelled.ok) throw new Error(`not cancelled: ${JSON.stringify(cancelled)}`)
      return true
    },
    judge: (told) => [
      ...account(told, 1),
      ...(told.ledger.state === 'cancelled' ? [] : [`ended as ${told.ledger.state}`]),
      ...(backWith(told) < 200 ? [`only ${backWith(told)} came back`] : []),
    ],
  },
]

// Whoever was never in the contacts we read cannot be missed there.
async function untilKnown({ hr }: Stage): Promise<void> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await hr(wizardRoutes.people, { query: { q: 'leaver', limit: 5 } })
    if (found.ok && found.value.people.some(({ userid }) => userid === 'leaver')) return
    if (Date.now() > deadline) throw new Error('the contacts were not read')
    await sleep(200)
  }
}

async function untilRequested({ hr }: Stage): Promise<void> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const reply = await hr(startRequestRoutes.list, {})
    const found = reply.ok && reply.value.requests.find(({ person }) => person === 'leaver')
    if (found) return
    if (Date.now() > deadline) throw new Error('the safety net did not see that he was deleted')
    await sleep(200)
  }
}

function needs({ ledger }: Told, state: string, atLeast: number): readonly string[] {
  const n = ledger.items.filter((item) => item.state === state).length
  return n >= atLeast ? [] : [`only ${n} items are ${state}`]
}

function account(told: Told, status: number): readonly string[] {
  const is = statusOf(told)
  return is === status ? [] : [`the account has status ${is}, not ${status}`]
}

function taken({ ledger }: Told, successor: string): number {
  return ledger.items.filter(
    (item) => item.kind === 'customer' && item.state === 'verified' && item.successor === successor,
  ).length
}

function backWith({ ledger }: Told): number {
  return ledger.items.filter(({ state, successor }) => state === 'verified' && successor === ledger.leaver)
    .length
}

function accessEndedBeforeTransfer({ ledger, acts }: Told): boolean {
  const ended = acts.indexOf('handover.access-ended')
  return ledger.accessEndedAt !== null && ended !== -1 && ended < acts.indexOf('handover.attempt')
}
