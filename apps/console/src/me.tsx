import type { Action, Me } from '@jieli/contract'
import { createContext, use } from 'react'

const Context = createContext<Me | undefined>(undefined)

export const MeProvider = Context

export function useMe(): Me {
  const me = use(Context)
  if (!me) throw new Error('nobody is logged in here')
  return me
}

/** Whether the policy grants it at all; to which things is the server's answer. */
export function useMay(): (action: Action) => boolean {
  const { grants } = useMe()
  return (action) => grants[action] !== undefined
}
