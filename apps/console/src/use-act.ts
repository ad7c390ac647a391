import { useState } from 'react'
import { messageOf } from './no-way.tsx'
import { useLang } from './ui/index.ts'

export interface Act {
  /** Does it once at a time; true when it went well. */
  readonly act: (work: () => Promise<unknown>) => Promise<boolean>
  readonly isBusy: boolean
  /** Why the last one did not go well, in the user's words. */
  readonly problem: string | undefined
}

/** What a button does: busy while it runs, and what was refused is said beside it instead of being lost. */
export function useAct(): Act {
  const lang = useLang()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  return {
    isBusy,
    problem,
    async act(work) {
      setBusy(true)
      setProblem(undefined)
      try {
        await work()
        return true
      } catch (error) {
        setProblem(messageOf(error, lang))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
