import type { ApprovalRule } from '@jieli/contract'
import type { Words } from '../ui/index.ts'
import { seatWords, triggerWords } from '../words.ts'

const ordered = [seatWords.manager, seatWords.hr, seatWords.admin, seatWords.security]

/** Which handovers the rule is for. `isOnly`: no other rule stands before it. */
export function forWords({ trigger, below }: ApprovalRule, isOnly = false): Words {
  if (trigger === undefined && below === undefined)
    return isOnly
      ? { zh: '所有交接', en: 'Every handover' }
      : { zh: '其余所有交接', en: 'Every other handover' }
  const zh = trigger === undefined ? '任何原因' : triggerWords[trigger].zh
  const en = trigger === undefined ? 'Any trigger' : triggerWords[trigger].en
  return below === undefined
    ? { zh: `${zh}，不限数量`, en: `${en}, any size` }
    : { zh: `${zh}，少于 ${below} 项`, en: `${en}, fewer than ${below} items` }
}

export function peopleWords({ minPeople }: ApprovalRule): Words {
  return minPeople === 4
    ? { zh: '四个席位，四个不同的人', en: 'Four seats, four different people' }
    : {
        zh: `四个席位，可以兼任，至少 ${minPeople} 个不同的人`,
        en: `Four seats, may be merged, at least ${minPeople} different people`,
      }
}

export function orderWords({ inOrder }: ApprovalRule): Words {
  return inOrder
    ? {
        zh: `依次审批：${ordered.map(({ zh }) => zh).join(' → ')}`,
        en: `One after the other: ${ordered.map(({ en }) => en).join(' → ')}`,
      }
    : {
        zh: `同时审批：${ordered.map(({ zh }) => zh).join('、')}`,
        en: `All at once: ${ordered.map(({ en }) => en).join(', ')}`,
      }
}

export function timeWords({ decideHours, remindHours }: ApprovalRule): Words {
  const end = hoursWords(decideHours)
  const first = hoursWords(remindHours)
  return {
    zh: `${first.zh}没表态就每天提醒；${end.zh}没批完，退回发起人`,
    en: `Reminded daily after ${first.en}; after ${end.en} it goes back to the initiator`,
  }
}

function hoursWords(hours: number): Words {
  if (hours < 48 || hours % 24 !== 0) return { zh: `${hours} 小时`, en: `${hours} hours` }
  return { zh: `${hours / 24} 天`, en: `${hours / 24} days` }
}

export const isSameRule = (a: ApprovalRule, b: ApprovalRule): boolean =>
  a.trigger === b.trigger &&
  a.below === b.below &&
  a.minPeople === b.minPeople &&
  a.inOrder === b.inOrder &&
  a.decideHours === b.decideHours &&
  a.remindHours === b.remindHours
