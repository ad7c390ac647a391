import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCallbacks, type Callbacks } from '../../gateway/index.ts'
import { aCompany, type TestCompany } from '../../gateway/test/company.ts'
import { later, minutes } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { createDurable } from '../../platform/durable/dbos.ts'
import { createNotify, type Notify } from '../index.ts'

export interface Letter {
  readonly msgtype: string
  readonly state: 'shown' | 'undelivered' | 'recalled'
  readonly body: { readonly content?: string }
  readonly taskId?: string
  readonly card?: { readonly sub_title_text?: string; readonly main_title?: { readonly title?: string } }
  readonly buttons?: readonly { readonly text: string; readonly key: string; readonly pressable: boolean }[]
}

/** A company, our outbox, and our callback address, listening. */
export interface Desk extends TestCompany {
  readonly notify: Notify
  readonly callbacks: Callbacks
  /** A second process would look like this. */
  another(): Notify
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  inbox(userid: string): Promise<readonly Letter[]>
  press(userid: string, taskId: string, key: string, selected?: Record<string, string[]>): Promise<void>
  /** Waits for the callbacks under way and works them out. */
  settle(): Promise<void>
  /** Pumps until nothing moves any more. */
  drain(): Promise<void>
}

export async function aDesk(prepare: (notify: Notify) => void = () => {}): Promise<Desk> {
  const company = await aCompany({}, { waitMs: 1 })
  const { database, vault, wall, business, gateway, config, sim } = company
  const another = () =>
    createNotify({
      database,
      vault,
      wall,
      business,
      wecom: gateway.wecom,
      corpId: config.corpId,
      webhooks: sim.webhooks,
    })
  const notify = another()
  prepare(notify)
  const { token, aesKey } = sim.callback
  const callbacks = createCallbacks(
    {
      corpId: config.corpId,
      addresses: { app: { token, encodingAesKey: aesKey, receiveId: config.corpId } },
    },
    {
      database,
      vault,
      wall,
      durable: createDurable({ database, workflows: {}, deadAfterMs: 10_000 }),
      handlers: notify.handlers,
    },
  )
  const app = new Hono()
  if (callbacks.routes['app']) app.route('/callback', callbacks.routes['app'])
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((ready) => server.once('listening', ready))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await company.control('POST', '/callbacks', { app: { url: `http://127.0.0.1:${port}/callback` } })

  return {
    ...company,
    notify,
    callbacks,
    another,
    write: (work) => database.inTx(work),
    async inbox(userid) {
      // The shape of the simulator's own answer.
      const { messages } = (await company.control('GET', `/people/${userid}/inbox`)) as { messages: Letter[] }
      return messages
    },
    async press(userid, taskId, key, selected) {
      await company.control('POST', `/people/${userid}/press`, {
        taskId,
        key,
        ...(selected ? { selected } : {}),
      })
    },
    async settle() {
      const deadline = Date.now() + 15_000
      while (!sim.sim.deliverer.isIdle) {
        if (Date.now() > deadline) throw new Error('the callbacks do not come to rest')
        await sleep(20)
      }
      // As if the durable engine had come a moment later.
      await callbacks.retryDue(later(wall.now(), minutes(2)))
    },
    async drain() {
      for (let round = 0; round < 50; round += 1) {
        const { sent, failed } = await notify.pump()
        if (sent + failed === 0) return
      }
      throw new Error('the outbox does not come to rest')
    },
    async close() {
      server.close()
      await company.close()
    },
  }
}
