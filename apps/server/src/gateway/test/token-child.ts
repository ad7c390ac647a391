import { systemWall, businessIsWall } from '../../platform/clock.ts'
import { openDatabase } from '../../platform/db.ts'
import { createVault } from '../../vault/index.ts'
import { createGateway, type GatewayConfig } from '../index.ts'

/** A process of its own: on each message it lets so many callers read one member at the same moment. */
const [url = '', rootKey = '', text = '{}', userid = ''] = process.argv.slice(2)
// Written by the test beside this file.
const config = JSON.parse(text) as GatewayConfig
const database = openDatabase({ url, max: 5 })
const vault = createVault({ database, rootKey: Buffer.from(rootKey, 'hex'), tenant: config.corpId })
const { wecom } = createGateway(config, { database, vault, wall: systemWall, business: businessIsWall })

async function answer(callers: number): Promise<void> {
  const all = Array.from({ length: callers }, () => wecom.call('getUser', { userid }))
  const ended = await Promise.allSettled(all)
  const refused = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  process.send?.({ ok: ended.length - refused.length, refused })
}

process.on('message', (callers: number) => void answer(callers))
process.send?.('ready')
