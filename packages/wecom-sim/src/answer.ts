import type { CallName, ItemRefusals, Received, Refusals, Reply, SwitchName, Switches } from '@jieli/wecom'
import type { Company } from './model/company.ts'
import type { SecretName } from './model/phone-records.ts'

/** What an answer knows of the request beside its input. */
export interface Ctx {
  readonly ip: string
  /** Whose token came with the call; null for calls without one. */
  readonly secret: SecretName | null
}

/** A code that a switch chose because no page names one; some are deliberately unknown ones. */
export type SwitchedCode = number & { readonly switched: true }

type CodeSwitch = {
  [K in SwitchName]: number extends Switches[K] ? K : never
}[SwitchName]

export function switched(company: Company, name: CodeSwitch): SwitchedCode {
  // The only place that makes one, and the value comes from the switches.
  return company.is(name) as unknown as SwitchedCode
}

/** A no: only codes the row lists. `hint` says in words what was wrong. */
export interface Refusal<K extends CallName> {
  /** 40058 is in `everywhere`: any call may say that a parameter makes no sense to it. */
  readonly refuse: Refusals<K> | SwitchedCode | 40058
  readonly hint?: string
}

export type Answer<K extends CallName> = (
  company: Company,
  input: Received<K>,
  ctx: Ctx,
) => Reply<K> | Refusal<K>

/** One answer per row, or it does not compile. */
export type Answers = { readonly [K in CallName]: Answer<K> }

/** A code an item of this call's answer may carry. */
export type ItemCode<K extends CallName> = ItemRefusals<K> | SwitchedCode
