import { days, hours, minutes, seconds } from '../platform/clock.ts'

export type WindowName = 'minute' | 'hour' | 'day' | 'month' | '90 days'

/** Where a use is counted now, from when on uses still count, and when the row may go. */
export interface Slot {
  readonly slot: Date
  /** Slots after this moment count. */
  readonly since: Date
  readonly dropAt: Date
}

// Nobody says whether WeCom's minute is a calendar minute or any 60 s. Counting every slot that touches the last 60 s
// stays below the limit either way, at the price of one slot's waiting.
const slotMs = { minute: seconds(5), hour: minutes(5) }
const wallMs = { minute: minutes(1), hour: hours(1) }

// China has had one time zone without summer time since 1991, so its days are 24 h long.
const shanghaiMs = hours(8)
// A month's block lasts 30 days (doc 90454); 31 days also cover a calendar month.
const countedDays = { day: 1, month: 31, '90 days': 90 }

export function slotOf(window: WindowName, now: Date): Slot {
  if (window === 'minute' || window === 'hour') {
    const slot = new Date(Math.floor(now.getTime() / slotMs[window]) * slotMs[window])
    const since = new Date(now.getTime() - wallMs[window] - slotMs[window])
    return { slot, since, dropAt: new Date(slot.getTime() + 2 * wallMs[window]) }
  }
  const slot = shanghaiMidnight(now)
  const span = days(countedDays[window])
  return { slot, since: new Date(slot.getTime() - span), dropAt: new Date(slot.getTime() + span + days(1)) }
}

/** When the oldest counted slot stops counting: the earliest moment at which something becomes free. */
export function freeAt(window: WindowName, oldest: Date): Date {
  if (window === 'minute' || window === 'hour') {
    return new Date(oldest.getTime() + wallMs[window] + slotMs[window])
  }
  return new Date(oldest.getTime() + days(countedDays[window]))
}

/** Business days are Chinese calendar days. */
export function shanghaiMidnight(now: Date): Date {
  const local = now.getTime() + shanghaiMs
  return new Date(Math.floor(local / days(1)) * days(1) - shanghaiMs)
}
