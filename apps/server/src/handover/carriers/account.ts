import type { Undo, Wecom } from './carrier.ts'
import { errcodeOf } from './codes.ts'

// enable=1 brings the account back as it was (doc 90197).
export const accountUndo: Undo = 'undo'

export type AccountState = 'active' | 'frozen' | 'not activated' | 'left' | 'deleted'

/** Disables the account: nobody can log in, nothing is lost, reversible. Needs the contacts secret. */
export async function freezeAccount(wecom: Wecom, userid: string): Promise<void> {
  await wecom.call('updateUser', { userid, enable: 0 })
}

export async function accountState(wecom: Wecom, userid: string): Promise<AccountState> {
  try {
    const { status } = await wecom.call('getUser', { userid })
    return states.get(status) ?? 'active'
  } catch (error) {
    // Unknown id: quit or deleted (doc 90313).
    if (errcodeOf(error) === 60111) return 'deleted'
    throw error
  }
}

// Doc 90196: 1 activated, 2 disabled, 4 not activated, 5 left.
const states: ReadonlyMap<number, AccountState> = new Map([
  [1, 'active'],
  [2, 'frozen'],
  [4, 'not activated'],
  [5, 'left'],
])
