import { wizardRoutes, type DraftSoFar, type LivePreview } from '@jieli/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../api.ts'

const settleMs = 200
const readAgainMs = 700

export interface Previewed {
  readonly data: LivePreview | undefined
  readonly error: unknown
  /** How long ago it was computed. */
  readonly ageMs: number | undefined
}

/** Computed anew shortly after each change, by the server, with the rules that will run. */
export function usePreview(draft: DraftSoFar, amends: string | undefined): Previewed {
  const [settled, setSettled] = useState(draft)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(draft), settleMs)
    return () => clearTimeout(timer)
  }, [draft])
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['wizard preview', settled, amends],
    queryFn: () =>
      ask(wizardRoutes.preview, { body: { ...settled, ...(amends === undefined ? {} : { amends }) } }),
    enabled: settled.leaver !== undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.data?.inventory === 'reading' ? readAgainMs : false),
  })
  return { data, error, ageMs: data ? Date.now() - dataUpdatedAt : undefined }
}
