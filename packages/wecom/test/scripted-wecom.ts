import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createWecom,
  type CallReport,
  type Charge,
  type Mutex,
  type QuotaLedger,
  type TokenStore,
  type WecomOptions,
} from '../src/index.ts'

/** One scripted answer: a body, a status, or something done to the connection. */
export type Script = object | string | ((request: IncomingMessage, response: ServerResponse) => void)

/** One request as it arrived. */
export interface Arrived {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A server that answers each path with its script, line by line; the last line repeats. */
export async function scripted(scripts: Record<string, readonly Script[]>) {
  const arrived: Arrived[] = []
  const used = new Map<string, number>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x')
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      arrived.push({
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: text === '' ? undefined : JSON.parse(text),
      })
      const lines = scripts[url.pathname] ?? []
      const turn = used.get(url.pathname) ?? 0
      used.set(url.pathname, turn + 1)
      const line = lines[Math.min(turn, lines.length - 1)] ?? { errcode: 40001, errmsg: 'nothing scripted' }
      if (typeof line === 'function') line(request, response)
      else response.end(typeof line === 'string' ? line : JSON.stringify(line))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A TCP server always has this form of address.
  const { port } = server.address() as AddressInfo
  return {
    arrived,
    baseUrl: `http://127.0.0.1:${port}`,
    count: (path: string) => arrived.filter((one) => one.path === path).length,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Ports in memory, and what went through them. */
export function ports() {
  const tokens = new Map<string, string>()
  const fetching = new Map<string, Promise<string>>()
  const store: TokenStore = {
    async get(secret, bad, fetchToken) {
      const present = tokens.get(secret)
      if (present !== undefined && present !== bad) return present
      const running =
        fetching.get(secret) ??
        fetchToken()
          .then(({ token }) => (tokens.set(secret, token), token))
          .finally(() => fetching.delete(secret))
      fetching.set(secret, running)
      return running
    },
  }
  const paused = new Map<string, { until: Date; strikes: number }>()
  const charged: Charge[] = []
  const full = new Set<string>()
  const ledger: QuotaLedger = {
    async take({ lane, charges, atWall }) {
      const pause = paused.get(lane)
      if (pause && pause.until > atWall)
        return { ok: false, retryAt: pause.until, clock: 'wall', bucket: lane }
      const over = charges.find((one) => full.has(one.bucket))
      if (over)
        return {
          ok: false,
          retryAt: new Date(atWall.getTime() + 1_000),
          clock: over.clock,
          bucket: over.bucket,
        }
      charged.push(...charges)
      return { ok: true, strikes: pause?.strikes ?? 0 }
    },
    async pause(lane, until, strikes) {
      paused.set(lane, { until, strikes })
    },
    async recovered(lane) {
      paused.delete(lane)
    },
  }
  const tails = new Map<string, Promise<unknown>>()
  const mutex: Mutex = {
    exclusively(key, work) {
      const run = (tails.get(key) ?? Promise.resolve()).then(work, work)
      tails.set(key, run)
      return run
    },
  }
  return { tokens, store, paused, charged, full, ledger, keys: tails, mutex }
}

/** A client against a scripted server, with waits that are recorded instead of waited. */
export function clientOf(baseUrl: string, change: Partial<WecomOptions> = {}) {
  const world = ports()
  const waits: number[] = []
  const reports: CallReport[] = []
  const clock = { wall: new Date('2026-11-21T02:00:00Z') }
  const wecom = createWecom({
    baseUrl,
    corpId: 'wwTEST',
    agentId: 1000009,
    secrets: { app: 'APP-SECRET', contacts: 'CONTACTS-SECRET' },
    tokens: world.store,
    quotas: world.ledger,
    mutex: world.mutex,
    wallClock: () => clock.wall,
    businessNow: () => new Date('2030-01-01T00:00:00Z'),
    onCall: (report) => reports.push(report),
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
    timeoutMs: 2_000,
    ...change,
  })
  return { ...world, wecom, waits, reports, clock }
}

/** What a promise is refused with. */
export async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it was not refused')
    },
    (reason: unknown) => reason,
  )
}

/** A gettoken that hands out T1, T2, … */
export function freshTokens(): Script {
  let turn = 0
  return (_request, response) => {
    turn += 1
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: `T${turn}`, expires_in: 7200 }))
  }
}
