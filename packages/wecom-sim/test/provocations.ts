import type { CallName, ItemRefusals, Refusals } from '@jieli/wecom'
import type { Desk, Raw, Secret } from './desk.ts'

export interface Provoked {
  readonly input: Raw
  readonly secret?: Secret
  /** Another call of the same kind that runs at the same time (45035). */
  readonly beside?: Raw
}

/** Makes the state in which the code is the true answer, and says what to ask then. */
export type Provoke = ((desk: Desk) => Provoked | Promise<Provoked>) | Injected

/**
 * The cause cannot be seen from outside: no page pairs the code with anything this call says or a corp can be
 * (doc 90313 lists numbers only). These are asked of the simulator as a fault.
 */
export const injected: Injected = { asFault: true }
interface Injected {
  readonly asFault: true
}

export type TopProvocations = { readonly [K in CallName]: { readonly [C in Refusals<K>]: Provoke } }
export type ItemProvocations = { readonly [K in CallName]: { readonly [C in ItemRefusals<K>]: Provoke } }

/** The corp is in some state, and the call is otherwise fine. */
export function whenCorp(fields: Raw, input: Raw, secret?: Secret): Provoke {
  return async (desk) => {
    await desk.corp(fields)
    return ask(input, secret)
  }
}

export function ask(input: Raw, secret?: Secret): Provoked {
  return secret === undefined ? { input } : { input, secret }
}

export function just(input: Raw, secret?: Secret): Provoke {
  return () => ask(input, secret)
}

type CommonCode = Refusals<'listFollowUsers'>

/** The nine codes of every customer call. `naming` writes a member into the input; without it nobody can be named. */
export function common(
  input: (desk: Desk) => Raw,
  naming?: (input: Raw, userid: string) => Raw,
): Record<CommonCode, Provoke> {
  const named = (userid: string): Provoke =>
    naming === undefined ? injected : (desk) => ask(naming(input(desk), userid))
  const outOfRange = (code: number): Provoke => {
    if (naming === undefined) return injected
    return async (desk) => {
      await desk.corp({ visibleDepartments: [2], outOfRangeCode: code })
      return ask(naming(input(desk), 'hr'))
    }
  }
  const corp =
    (fields: Raw): Provoke =>
    async (desk) => {
      const asked = input(desk)
      await desk.corp(fields)
      return ask(asked)
    }
  return {
    40003: named('not an id!'),
    60111: named('nobody'),
    60011: outOfRange(60011),
    50002: outOfRange(50002),
    60030: outOfRange(60030),
    48011: corp({ active: false }),
    84074: corp({ customerContactOn: false }),
    610023: async (desk) => {
      const asked = input(desk)
      await desk.switch({ corpCustomerCap: 1 })
      return ask(asked)
    },
    610024: corp({ qualified: false }),
  }
}

export function firstCustomer(desk: Desk): string {
  return desk.customersOf('leaver')[0] ?? ''
}

export function firstGroup(desk: Desk): string {
  return desk.groupsOf('leaver')[0] ?? ''
}

export function isFault(provoke: Provoke | undefined): provoke is Injected {
  return typeof provoke === 'object'
}
