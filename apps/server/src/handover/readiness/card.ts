import type { ReadinessFinding } from '@jieli/contract'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../deps.ts'
import { linkTo } from '../link.ts'
import type { Figures } from './readiness.ts'
import { claimCard } from './store.ts'

interface Telling {
  readonly month: string
  readonly found: readonly { readonly figures: Figures; readonly findings: readonly ReadinessFinding[] }[]
  readonly now: Date
}

/** One message a month to everybody who leads somebody with findings: how many, of which kind, and where to look. */
export async function tellManagers(deps: Deps, tx: Tx, { month, found, now }: Telling): Promise<number> {
  const ofManager = new Map<string, ReadinessFinding[][]>()
  for (const { figures, findings } of found) {
    if (findings.length === 0) continue
    for (const manager of await leadersOf(deps, tx, figures.userid))
      ofManager.set(manager, [...(ofManager.get(manager) ?? []), [...findings]])
  }
  let told = 0
  for (const [manager, people] of ofManager) {
    if (!(await claimCard(tx, month, manager, now))) continue
    await deps.notify.sendText(tx, {
      to: manager,
      about: { kind: 'readiness', id: month },
      text: textFor(people, linkTo(deps.settings, '/readiness')),
    })
    told += 1
  }
  await deps.append(tx, {
    at: now,
    actor: 'system',
    role: 'system',
    action: 'readiness.told',
    objects: { month, managers: String(told) },
    result: 'told',
  })
  return told
}

/** The direct leaders, else whoever leads the nearest department. */
async function leadersOf({ directory }: Deps, tx: Tx, userid: string): Promise<readonly string[]> {
  const person = await directory.person(tx, userid)
  const direct = (person?.leaders ?? []).filter((one) => one.toLowerCase() !== userid.toLowerCase())
  if (direct.length > 0) return direct
  for (const { leaders } of await directory.departmentsOf(tx, userid)) {
    const others = leaders.filter((one) => one.toLowerCase() !== userid.toLowerCase())
    if (others.length > 0) return others
  }
  return []
}

const words: Readonly<Record<ReadinessFinding, string>> = {
  'no-successor': '没有人能接',
  'successors-full': '能接的人都满了',
  'lonely-groups': '有群里只有他一个自己人',
  unremarked: '很多客户没有备注',
  untagged: '很多客户没有标签',
}

// Names stay out of it: a message lies on phones for years.
function textFor(people: readonly ReadinessFinding[][], link: string): string {
  const kinds = (Object.keys(words) as ReadinessFinding[]).flatMap((finding) => {
    const n = people.filter((findings) => findings.includes(finding)).length
    return n === 0 ? [] : [`${words[finding]} ${n} 人`]
  })
  return `交接准备（每月一次）：你带的人里有 ${people.length} 位今天离开会交接不好：${kinds.join('，')}。看是谁、怎么补${link}`
}
