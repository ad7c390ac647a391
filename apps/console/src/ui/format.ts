import type { Lang } from './i18n.tsx'

const zone = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  weekday: 'short',
})

interface Parts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
  readonly weekday: string
}

function partsOf(at: Date): Parts {
  const found = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  const get = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? ''
  return {
    year: get('year'),
    month: get('month'),
    day: get('day'),
    hour: get('hour'),
    minute: get('minute'),
    weekday: get('weekday'),
  }
}

/** `11-25 10:00`, for tables; the year only when it is another one than that of `now`. */
export function when(iso: string, now?: string): string {
  const { year, month, day, hour, minute } = partsOf(new Date(iso))
  const short = `${month}-${day} ${hour}:${minute}`
  return now !== undefined && partsOf(new Date(now)).year !== year ? `${year}-${short}` : short
}

/** `今天 18:00`, `明天 09:38`, `昨天 16:12`, else `11-25 10:00`. */
export function near(iso: string, now: string, lang: Lang): string {
  const at = partsOf(new Date(iso))
  const clock = `${at.hour}:${at.minute}`
  const words = lang === 'zh' ? ['昨天', '今天', '明天'] : ['yesterday', 'today', 'tomorrow']
  const dayOf = (shift: number) => partsOf(new Date(Date.parse(now) + shift * 86_400_000))
  for (const [at2, shift] of [-1, 0, 1].entries()) {
    const day = dayOf(shift)
    if (day.year === at.year && day.month === at.month && day.day === at.day)
      return `${words[at2] ?? ''} ${clock}`
  }
  return when(iso, now)
}

const weekdays: Readonly<Record<string, string>> = {
  Mon: '周一',
  Tue: '周二',
  Wed: '周三',
  Thu: '周四',
  Fri: '周五',
  Sat: '周六',
  Sun: '周日',
}

/** `11 月 27 日（周五）18:00`, for sentences. */
export function inWords(iso: string, lang: Lang): string {
  const { month, day, hour, minute, weekday } = partsOf(new Date(iso))
  if (lang === 'en') return `${weekday} ${month}-${day} ${hour}:${minute}`
  return `${Number(month)} 月 ${Number(day)} 日（${weekdays[weekday] ?? weekday}）${hour}:${minute}`
}

/** How far away, in words; whole days and hours, never seconds. */
export function span(fromIso: string, toIso: string, lang: Lang): string {
  const minutes = Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 60_000)
  const abs = Math.abs(minutes)
  const days = Math.floor(abs / 1_440)
  const hours = Math.floor((abs % 1_440) / 60)
  if (lang === 'en') {
    if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
    return hours > 0 ? `${hours} h` : `${abs} min`
  }
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  return hours > 0 ? `${hours} 小时` : `${abs} 分钟`
}

export function num(n: number): string {
  return n.toLocaleString('en-US')
}

/** What a field of the browser takes for a moment in Shanghai: `2026-11-27T18:00`. */
export function toField(iso: string): string {
  const { year, month, day, hour, minute } = partsOf(new Date(iso))
  return `${year}-${month}-${day}T${hour}:${minute}`
}

export function fromField(text: string): string | undefined {
  const at = new Date(`${text}:00+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
