import {
  handoverStateWords,
  itemStateWords,
  type HandoverState,
  type ItemState,
  type Reason,
} from '@jieli/contract'
import type { Words } from './i18n.tsx'
import type { IconName } from './Icon.tsx'

export type Tone = 'ok' | 'wait' | 'act' | 'bad' | 'idle' | 'accent'

export interface Look {
  readonly words: Words
  readonly icon: IconName
  readonly tone: Tone
}

const items: Readonly<Record<ItemState, readonly [IconName, Tone]>> = {
  planned: ['clock', 'idle'],
  sending: ['hourglass', 'wait'],
  waiting: ['hourglass', 'wait'],
  restoring: ['hourglass', 'wait'],
  deciding: ['person', 'bad'],
  parked: ['question', 'bad'],
  verified: ['check', 'ok'],
  excepted: ['flag', 'act'],
  adopted: ['check', 'ok'],
  gone: ['oneway', 'idle'],
}

const handovers: Readonly<Record<HandoverState, readonly [IconName, Tone]>> = {
  collecting: ['hourglass', 'wait'],
  confirming: ['person', 'act'],
  approving: ['person', 'act'],
  executing: ['swap', 'accent'],
  waiting: ['hourglass', 'wait'],
  verifying: ['hourglass', 'wait'],
  closing: ['lock', 'wait'],
  lent: ['swap', 'wait'],
  reported: ['check', 'ok'],
  archived: ['lock', 'idle'],
  cancelled: ['close', 'idle'],
}

const reasons: Readonly<Record<Reason, Look>> = {
  REFUSED: { words: { zh: '客户拒绝', en: 'Customer declined' }, icon: 'declined', tone: 'bad' },
  LIMIT: { words: { zh: '额度用完', en: 'Limit reached' }, icon: 'spent', tone: 'bad' },
  FULL: { words: { zh: '接替人已满', en: 'Successor full' }, icon: 'full', tone: 'bad' },
  SUCCESSOR_UNREADY: {
    words: { zh: '接替人未就绪', en: 'Successor not ready' },
    icon: 'person',
    tone: 'bad',
  },
  GROUP_FULL: { words: { zh: '群已满', en: 'Group full' }, icon: 'full', tone: 'act' },
  NOT_MOVABLE: { words: { zh: '不能转移', en: 'Not movable' }, icon: 'declined', tone: 'bad' },
  UNKNOWN_CODE: { words: { zh: '状态不明', en: 'Unknown, parked' }, icon: 'question', tone: 'bad' },
  TOO_LATE: { words: { zh: '来不及', en: 'Too late' }, icon: 'clock', tone: 'bad' },
  MOVED_ELSEWHERE: { words: { zh: '已被人转走', en: 'Moved by hand' }, icon: 'flag', tone: 'act' },
  NO_LONGER_HELD: { words: { zh: '已不在名下', en: 'No longer held' }, icon: 'oneway', tone: 'idle' },
  CONTESTED: { words: { zh: '本人有异议', en: 'Contested' }, icon: 'question', tone: 'act' },
  CANCELLED: { words: { zh: '已取消', en: 'Cancelled' }, icon: 'close', tone: 'idle' },
  UNASSIGNED: { words: { zh: '没人接', en: 'Unassigned' }, icon: 'person', tone: 'bad' },
}

/** Whatever can have a status; an id that is none does not compile. */
export type StatusOf =
  | { readonly item: ItemState; readonly reason?: Reason | null }
  | { readonly handover: HandoverState }
  | { readonly reason: Reason }

export function lookOf(of: StatusOf): Look {
  if ('handover' in of) {
    const [icon, tone] = handovers[of.handover]
    return { words: handoverStateWords[of.handover], icon, tone }
  }
  if (!('item' in of)) return reasons[of.reason]
  // Who waits for a person says for what.
  if (of.reason && (of.item === 'deciding' || of.item === 'parked' || of.item === 'excepted')) {
    const why = reasons[of.reason]
    return of.item === 'excepted' ? { ...why, tone: 'act' } : why
  }
  const [icon, tone] = items[of.item]
  return { words: itemStateWords[of.item], icon, tone }
}
