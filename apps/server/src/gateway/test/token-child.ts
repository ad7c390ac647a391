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

process.on('message', (callers: number) => {
  const all = Array.from({ length: callers }, () => wecom.call('getUser', { userid }))
  void Promise.allSettled(all).then((ended) => {
    const refused = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
    process.send?.({ ok: ended.length - refused.length, refused })
  })
})
process.send?.('ready')
