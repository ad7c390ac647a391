import type { Ability } from '../directory/index.ts'
import { minutes } from '../platform/clock.ts'
import { customersOf } from './carriers/customers.ts'
import type { Deps } from './deps.ts'

/** What WeCom says of successors, asked once for many previews: one comes with every change of a draft. */
export interface Successors {
  /** How many customers each holds; null where it cannot be read now. */
  hold(userids: readonly string[]): Promise<readonly (number | null)[]>
  abilities(userids: readonly string[]): Promise<readonly Ability[]>
}

const loadsFreshMs = minutes(5)
// Somebody who was just given the permission wants to see it.
const abilitiesFreshMs = minutes(1)

export function createSuccessors(deps: Deps): Successors {
  const { wall, wecom, directory } = deps
  const loads = remembering<number | null>(wall, loadsFreshMs, (said) => said !== null)
  const abilities = remembering<Ability>(wall, abilitiesFreshMs, ({ can }) => can !== 'unknown')
  return {
    hold: (userids) =>
      loads.of(userids, async (missing) => {
        const sizes = missing.map((userid) =>
          customersOf(wecom, userid).then(
            ({ size }) => size,
            () => null,
          ),
        )
        return Promise.all(sizes)
      }),
    abilities: (userids) =>
      abilities.of(userids, (missing) =>
        directory
          .canTakeCustomers(missing)
          .catch(() => missing.map((userid): Ability => ({ userid, can: 'unknown', why: 'NOT_READABLE' }))),
      ),
  }
}

/** Keeps an answer for a while, those that could not be had excepted; who asks meanwhile waits for the same one. */
function remembering<Answer>({ now }: Deps['wall'], freshMs: number, isToKeep: (said: Answer) => boolean) {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>()
  return {
    async of(
      userids: readonly string[],
      ask: (missing: readonly string[]) => Promise<readonly Answer[]>,
    ): Promise<readonly Answer[]> {
      const at = now().getTime()
      for (const [userid, { until }] of known) if (until <= at) known.delete(userid)
      const missing = [...new Set(userids)].filter((userid) => !known.has(userid))
      const asked = missing.length === 0 ? undefined : ask(missing)
      for (const [n, userid] of missing.entries()) {
        // One answer for each that was asked.
        const answer = Promise.resolve(asked).then((answers) => answers?.[n] as Answer)
        known.set(userid, { until: at + freshMs, answer })
        void answer.then(
          (said) => isToKeep(said) || known.delete(userid),
          () => known.delete(userid),
        )
      }
      return Promise.all(userids.map((userid) => known.get(userid)?.answer as Promise<Answer>))
    },
  }
}
