import { setTimeout as sleep } from 'node:timers/promises'
import { startChild, type Child } from './program.ts'

/** The simulated company as a process of its own, with the handles to move its clock and its people. */
export interface Company {
  readonly child: Child
  readonly address: CompanyAddress
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  delete(path: string): Promise<void>
  now(): Promise<Date>
  advanceTo(at: Date): Promise<void>
}

export interface CompanyAddress {
  readonly baseUrl: string
  readonly corpId: string
  readonly agentId: number
  readonly secrets: { readonly app: string; readonly contacts: string }
  readonly callback: { readonly token: string; readonly aesKey: string }
  readonly control: string
  readonly webhooks: Readonly<Record<string, string>>
}

// On a machine that is very busy a connection may go just as it is used; people would ask again as well.
async function persistently(url: string, how: RequestInit, triesLeft = 4): Promise<Response> {
  try {
    return await fetch(url, how)
  } catch (error) {
    if (!(error instanceof TypeError) || triesLeft === 0) throw error
    await sleep(250)
    return persistently(url, how, triesLeft - 1)
  }
}

export async function startCompany(args: readonly string[], logFile?: string): Promise<Company> {
  const child = await startChild({
    file: 'packages/wecom-sim/src/main.ts',
    args,
    ...(logFile === undefined ? {} : { logFile }),
  })
  // What `npm run sim` promises to print.
  const address = child.ready as unknown as CompanyAddress
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const reply = await persistently(`${address.control}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} /_sim${path}: ${reply.status} ${text}`)
    // The caller names what this control path answers.
    return JSON.parse(text) as T
  }
  const now = async () => new Date((await ask<{ business: string }>('GET', '/clock')).business)
  return {
    child,
    address,
    now,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body ?? {}),
    delete: async (path) => void (await ask('DELETE', path)),
    async advanceTo(at) {
      if (at > (await now())) await ask('POST', '/clock', { to: at.toISOString() })
    },
  }
}

export interface Truth {
  readonly business: string
  readonly accounts: readonly {
    userid: string
    name: string
    status: number
    customers: number
    groupsOwned: number
  }[]
  readonly customers: readonly {
    id: string
    name: string
    followers: readonly string[]
    pending: { from: string; to: string } | null
    budgetLeft: number
  }[]
  readonly groups: readonly { id: string; name: string; owner: string }[]
  readonly transfers: readonly {
    kind: string
    subject: string
    from: string
    to: string
    via: string
    outcome: string
    startedAt: string
    endedAt: string | null
  }[]
  readonly calls: Readonly<
    Record<string, { outcomes: Readonly<Record<string, number>>; executed: number; notExecuted: number }>
  >
}
