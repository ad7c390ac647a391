import { refusalWords, type DraftProblem, type LivePreview } from '@jieli/contract'
import { when, type Words } from '../ui/index.ts'
import { seatWords } from '../words.ts'

/** What is wrong and what to do, with the names and the date it is about. */
export function problemText({ why, facts }: DraftProblem, preview: LivePreview | undefined): Words {
  const name = (value: unknown) => (typeof value === 'string' ? (preview?.names[value] ?? value) : '')
  if (why === 'DEADLINE_TOO_EARLY' && typeof facts['earliest'] === 'string') {
    const at = when(facts['earliest'], preview?.now)
    return {
      zh: `来不及。最早 ${at}：分批发出后要等 24 小时，再读回核对。`,
      en: `Too early. The earliest is ${at}: transfers take 24 hours and are read back.`,
    }
  }
  if (why === 'APPROVER_CONFLICT') {
    const person = name(facts['person'])
    const conflicts: Readonly<Record<string, Words>> = {
      APPROVER_IS_LEAVER: { zh: `${person} 就是要交接的人，不能审批`, en: `${person} is the leaver` },
      APPROVER_IS_SUCCESSOR: { zh: `${person} 是接替人，不能审批`, en: `${person} is a successor` },
      APPROVER_IS_INITIATOR: {
        zh: `${person} 是发起人，不能审批自己发起的`,
        en: `${person} is the initiator`,
      },
      TWICE: { zh: '同一个人不能占两个席位', en: 'One person cannot hold two seats' },
    }
    const seat = Object.entries(seatWords).find(([id]) => id === facts['seat'])?.[1]
    const words = conflicts[String(facts['conflict'])] ?? refusalWords.APPROVER_CONFLICT
    return seat ? { zh: `${seat.zh}：${words.zh}`, en: `${seat.en}: ${words.en}` } : words
  }
  const words = Object.entries(refusalWords).find(([id]) => id === why)?.[1] ?? { zh: why, en: why }
  const person = name(facts['userid'])
  return person === '' ? words : { zh: `${person}：${words.zh}`, en: `${person}: ${words.en}` }
}
