import { type CallName, type Reply, catalogue, type Endpoint } from '@jieli/wecom'
import { type RunningSim, type SimOptions, startSimulator } from '../src/index.ts'

export type Raw = Record<string, unknown>
export type Secret = 'app' | 'contacts' | 'archive' | 'customer'

/** What a call answered over HTTP. */
export type Answered<K extends CallName> = { errcode: number; errmsg: string } & Partial<Reply<K>>

/** A running company and a plain client for it: no retries, no cleverness. */
export class Desk {
  readonly sim: RunningSim
  readonly #tokens = new Map<Secret, string>()

  constructor(sim: RunningSim) {
    this.sim = sim
  }

  get company() {
    return this.sim.sim.company
  }

  reset(): void {
    this.sim.sim.reset()
    this.#tokens.clear()
  }

  /** Drops the tokens it holds, as after they died. */
  forget(): void {
    this.#tokens.clear()
  }

  async token(secret: Secret): Promise<string> {
    const known = this.#tokens.get(secret)
    if (known !== undefined) return known
    const asked = `corpid=${this.sim.corpId}&corpsecret=${this.sim.secrets[secret]}`
    const { access_token } = await json<{ access_token: string }>(
      `${this.sim.baseUrl}/cgi-bin/gettoken?${asked}`,
    )
    this.#tokens.set(secret, access_token)
    return access_token
  }

  async call<K extends CallName>(name: K, input: Raw, secret?: Secret): Promise<Answered<K>> {
    const row: Endpoint = catalogue[name]
    const url = new URL(row.path, this.sim.baseUrl)
    const kind = secret ?? (row.secret === 'contacts' || row.secret === 'archive' ? row.secret : 'app')
    if (row.secret !== 'none') url.searchParams.set('access_token', await this.token(kind))
    const inQuery = row.method === 'GET' ? Object.keys(input) : (row.query ?? [])
    for (const field of inQuery)
      if (input[field] !== undefined) url.searchParams.set(field, String(input[field]))
    if (row.method === 'GET') return json(url.href)
    return json(url.href, { method: 'POST', body: JSON.stringify(input) })
  }

  async control<T = Raw>(method: string, path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const reply = await fetch(`${this.sim.control}${path}`, init)
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    // Tests name the shape they read.
    return JSON.parse(text) as T
  }

  corp(fields: Raw): Promise<Raw> {
    return this.control('POST', '/corp', fields)
  }

  switch(fields: Raw): Promise<Raw> {
    return this.control('POST', '/switches', fields)
  }

  advance(seconds: number): Promise<Raw> {
    return this.control('POST', '/clock', { advanceSeconds: seconds })
  }

  /** Customers of a member, as truth has them. */
  customersOf(userid: string): string[] {
    return this.company.relations.of(userid).map((relation) => relation.customer)
  }

  groupsOf(userid: string): string[] {
    return this.company.groups.ownedBy(userid).map((group) => group.id)
  }

  close(): Promise<void> {
    return this.sim.close()
  }
}

/** Frozen business time, no pauses: a test moves what it needs. */
export async function aDesk(options: Partial<SimOptions> = {}): Promise<Desk> {
  return new Desk(await startSimulator({ rate: 0, assignMs: 5, relationMs: 5, ...options }))
}

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const reply = await fetch(url, init)
  // Only called on addresses that answer JSON.
  return (await reply.json()) as T
}
