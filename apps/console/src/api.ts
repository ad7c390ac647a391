import { ApiError, connectPage, type AnyRoute, type CallInput, type ValueOf } from '@jieli/contract'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'

export const api = connectPage(location.origin)

/** A refusal that the row lists, in the words the server sent or our own. */
export class Refused extends Error {
  override name = 'Refused'
  readonly why: string
  readonly facts: Record<string, unknown>
  constructor(why: string, facts: Record<string, unknown>) {
    super(why)
    this.why = why
    this.facts = facts
  }
}

/** Whoever is not logged in goes to WeCom's page and comes back to this very address. */
export function toLogin(): void {
  location.assign(`/login?to=${encodeURIComponent(location.pathname + location.search)}`)
}

/** The value of a row, or a Refused. */
export async function ask<T extends AnyRoute>(route: T, input: CallInput<T> = {}): Promise<ValueOf<T>> {
  try {
    const reply = await api(route, input)
    if (reply.ok) return reply.value
    throw new Refused(reply.why, reply.facts)
  } catch (error) {
    if (error instanceof ApiError && error.why === 'NO_SESSION') toLogin()
    throw error
  }
}

/** Reads a row and keeps it; live updates have it read again. */
export function useAsk<T extends AnyRoute>(
  route: T,
  input: CallInput<T> = {},
  how: { readonly enabled?: boolean } = {},
): UseQueryResult<ValueOf<T>> {
  return useQuery({
    queryKey: [route.path, input],
    queryFn: () => ask(route, input),
    placeholderData: (before) => before,
    ...how,
  })
}

/** Has everything read again that starts with one of these paths. */
export function useReread(): (...paths: readonly string[]) => Promise<void> {
  const client = useQueryClient()
  return async (...paths) => {
    await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => paths.includes(String(path)) })
  }
}
