import type { Company } from './company.ts'

interface Inbox {
  readonly messages: readonly {
    readonly taskId?: string
    readonly state: string
    readonly card?: { readonly main_title?: { readonly title?: string } }
    readonly buttons?: readonly { readonly key: string; readonly text: string; readonly pressable: boolean }[]
  }[]
}

export interface Pressed {
  readonly userid: string
  readonly key: string
  readonly title: string
}

/** A person of the company who reads his cards and presses the button that `choose` picks, if any. */
export async function pressCards(
  company: Company,
  userid: string,
  choose: (keys: readonly string[]) => string | undefined,
): Promise<readonly Pressed[]> {
  const { messages } = await company.get<Inbox>(`/people/${userid}/inbox`)
  const pressed: Pressed[] = []
  for (const message of messages) {
    if (message.state !== 'shown' || message.taskId === undefined) continue
    const keys = (message.buttons ?? []).filter(({ pressable }) => pressable).map(({ key }) => key)
    const key = choose(keys)
    if (key === undefined) continue
    await company.post(`/people/${userid}/press`, { taskId: message.taskId, key })
    pressed.push({ userid, key, title: message.card?.main_title?.title ?? '' })
  }
  return pressed
}

/** Says yes to every approval on this person's phone. */
export function approveAll(company: Company, userid: string): Promise<readonly Pressed[]> {
  return pressCards(company, userid, (keys) => keys.find((key) => /^approve:.*:yes:/.test(key)))
}

/** Decides every group: again where that is offered, else keep; `prefer` may choose otherwise. */
export function decideAll(
  company: Company,
  userid: string,
  prefer: (keys: readonly string[]) => string | undefined = () => undefined,
): Promise<readonly Pressed[]> {
  return pressCards(company, userid, (keys) => {
    const decisions = keys.filter((key) => key.startsWith('decide:'))
    if (decisions.length === 0) return undefined
    return (
      prefer(decisions) ??
      decisions.find((key) => key.endsWith(':look')) ??
      decisions.find((key) => key.endsWith(':again')) ??
      decisions.find((key) => key.endsWith(':keep'))
    )
  })
}
