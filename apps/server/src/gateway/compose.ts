import {
  createWecom,
  type CallReport,
  type CallbackSecrets,
  type Patience,
  type Secrets,
  type Wecom,
} from '@jieli/wecom'
import type { Hono } from 'hono'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import { seconds } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import type { Durable, Workflow } from '../platform/durable/durable.ts'
import type { Vault } from '../vault/index.ts'
import { callbackRoutes, type CallbackSeen } from './callback-routes.ts'
import { createInbox, type AnyHandler, type OnEvent } from './inbox.ts'
import { createLeases, type LeaseOptions, type Leases } from './lease.ts'
import { withCredit } from './quota-credit.ts'
import { createQuotaLedger, tidyQuotas } from './quota-ledger.ts'
import { createPageSigner, type SignPageFor } from './page-signer.ts'
import { createTokenStore } from './token-store.ts'

export interface GatewayConfig {
  /** https://qyapi.weixin.qq.com, or a simulator. */
  readonly baseUrl: string
  readonly corpId: string
  readonly agentId: number
  readonly secrets: Secrets
  /** 账号上限数; without it the daily cap of messages is not counted. */
  readonly accountCap?: number | undefined
  readonly patience?: Partial<Patience>
  readonly timeoutMs?: number
  readonly lease?: LeaseOptions
}

export interface GatewayDeps {
  readonly database: Database
  readonly vault: Vault
  readonly wall: WallClock
  readonly business: BusinessClock
  /** For metrics: call, errcode, milliseconds, nothing about people. */
  readonly onCall?: (report: CallReport) => void
  readonly onEvent?: OnEvent
}

/** Our side of WeCom, shared by all processes of one installation. */
export interface Gateway {
  readonly wecom: Wecom
  readonly leases: Leases
  readonly signPage: SignPageFor
  /** Forgets spent budgets that count no more; hourly is often enough. */
  tidy(): Promise<void>
}

export function createGateway(config: GatewayConfig, deps: GatewayDeps): Gateway {
  const { database, vault, wall } = deps
  const { db } = database
  const business = freshEnough(deps.business, wall)
  const leases = createLeases(db, config.lease)
  const { corpId, agentId, secrets, baseUrl } = config
  const wecom = createWecom({
    baseUrl,
    corpId,
    agentId,
    secrets,
    tokens: createTokenStore({ db, vault, leases, wall, corpId, secrets }),
    quotas: withCredit(createQuotaLedger(db)),
    mutex: { exclusively: (key, work) => leases.hold(`wecom:${key}`, work) },
    wallClock: () => wall.now(),
    businessNow: () => business.now(),
    ...(config.accountCap === undefined ? {} : { accountCap: config.accountCap }),
    ...(config.patience === undefined ? {} : { patience: config.patience }),
    ...(config.timeoutMs === undefined ? {} : { timeoutMs: config.timeoutMs }),
    ...(deps.onCall === undefined ? {} : { onCall: deps.onCall }),
  })
  return {
    wecom,
    leases,
    signPage: createPageSigner({ db, vault, leases, wall, corpId, agentId, wecom }),
    async tidy() {
      await tidyQuotas(db, wall, deps.business)
    },
  }
}

export interface CallbacksConfig {
  readonly corpId: string
  /** By our name for the address: `app` and, where it is set up, `contacts`. */
  readonly addresses: Readonly<Record<string, CallbackSecrets>>
}

export interface CallbacksDeps {
  readonly database: Database
  readonly vault: Vault
  readonly durable: Pick<Durable, 'enqueue'>
  readonly wall: WallClock
  readonly handlers: readonly AnyHandler[]
  readonly onEvent?: OnEvent
  readonly seen?: CallbackSeen
}

/** The inbox and its addresses. Made after the domains, whose handlers it takes. */
export interface Callbacks {
  /** One sub-application per address, to be mounted under an unguessed but fixed path. */
  readonly routes: Readonly<Record<string, Hono>>
  /** To be registered with the durable engine under this name. */
  readonly workflow: { readonly callback: Workflow }
  processCallback(id: string): Promise<'done' | 'failed'>
  retryDue(now: Date): Promise<number>
  tidy(): Promise<number>
}

export function createCallbacks(config: CallbacksConfig, deps: CallbacksDeps): Callbacks {
  const inbox = createInbox({ ...deps, corpId: config.corpId })
  const { wall, onEvent, seen } = deps
  const routes = Object.entries(config.addresses).map(([address, secrets]): [string, Hono] => [
    address,
    callbackRoutes({
      address,
      secrets,
      wall,
      inbox,
      ...(onEvent ? { onEvent } : {}),
      ...(seen ? { seen } : {}),
    }),
  ])
  return {
    routes: Object.fromEntries(routes),
    workflow: {
      callback: async (run, id) => {
        await run.step('process', () => inbox.process(id))
      },
    },
    processCallback: (id) => inbox.process(id),
    retryDue: (now) => inbox.retryDue(now),
    tidy: () => inbox.tidy(),
  }
}

// The client asks for the business time before every request. In the demo that is a call to the simulator, and budgets
// of days need no better than this.
function freshEnough(business: BusinessClock, wall: WallClock): BusinessClock {
  const keepMs = seconds(0.5)
  let read: { readonly at: number; readonly now: Promise<Date> } | undefined
  return {
    now() {
      const at = wall.now().getTime()
      if (!read || at - read.at > keepMs) read = { at, now: business.now() }
      const { now } = read
      now.catch(() => {
        read = undefined
      })
      return now
    },
  }
}
