import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SwitchName, unverified } from '@jieli/wecom'
import { createServer, type Server } from 'node:http'
import { type Desk, aDesk } from './desk.ts'
import type { AddressInfo } from 'node:net'
import { callbackDoor } from '@jieli/wecom'
import { otherSwitches } from './observe-others.ts'
import type { Observation, Observations } from './observation.ts'
import { pointingSwitches } from './observe-pointing.ts'
import { transferSwitches } from './observe-transfers.ts'

/** Answers a card event by changing the button, which the page documents and its own remark says is ignored. */
const passive: Observation = {
  async see(desk) {
    const { token, aesKey } = desk.sim.callback
    const door = callbackDoor({
      token,
      encodingAesKey: aesKey,
      receiveId: desk.sim.corpId,
      wallClock: () => new Date(),
    })
    const reply =
      '<xml><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[当场改]]></ReplaceName></Button></xml>'
    const server: Server = createServer((_, response) => response.end(door.reply(reply, 'n1'))).listen(
      0,
      '127.0.0.1',
    )
    await new Promise((ready) => server.once('listening', ready))
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo
    await desk.control('POST', '/callbacks', { app: { url: `http://127.0.0.1:${port}/` }, verify: false })
    const template_card = {
      card_type: 'button_interaction',
      task_id: 't1',
      main_title: { title: '审批' },
      button_list: [{ text: '好', key: 'ok' }],
    }
    await desk.call('sendMessage', {
      touser: 'hr',
      agentid: 1_000_009,
      msgtype: 'template_card',
      template_card,
    })
    await desk.control('POST', '/people/hr/press', { taskId: 't1', key: 'ok' })
    while (!desk.sim.sim.deliverer.isIdle) await new Promise((done) => setTimeout(done, 5))
    server.close()
    return desk.company.cards.get('t1')?.views['hr']?.replacedBy ?? null
  },
  seen: [null, '当场改'],
}

// A switch that is not here does not compile: none may stay without effect.
const observations: Observations = {
  ...transferSwitches,
  ...otherSwitches,
  ...pointingSwitches,
  passiveReplyToCardHonoured: passive,
}

let desk: Desk
beforeEach(async () => {
  desk = await aDesk()
})
afterEach(() => desk.close())

for (const [name, { see, seen }] of Object.entries(observations)) {
  // The table's own key.
  const row = unverified[name as SwitchName]
  const ways = [row.default, ...row.alternatives]
  describe(name, () => {
    test('has an observation for each of its ways', () => expect(seen).toHaveLength(ways.length))
    for (const [at, way] of ways.entries()) {
      test(`${JSON.stringify(way)}`, async () => {
        if (at > 0) await desk.switch({ [name]: way })
        expect(await see(desk)).toEqual(seen[at])
      })
    }
  })
}

test('an unknown switch and an unknown way are refused by name', async () => {
  await expect(desk.switch({ nobody: true })).rejects.toThrow(/nobody/)
  await expect(desk.switch({ oldOwnerStays: 'perhaps' })).rejects.toThrow(/oldOwnerStays/)
})
