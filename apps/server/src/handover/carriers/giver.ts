import type { AccountState } from './account.ts'

/** How things leave a person: while he is a member (在职继承), or after he was deleted (离职继承). */
export type Way = 'in-service' | 'resigned'

export function wayOf(account: AccountState): Way {
  return account === 'deleted' || account === 'left' ? 'resigned' : 'in-service'
}

export interface Giver {
  readonly userid: string
  readonly way: Way
}
