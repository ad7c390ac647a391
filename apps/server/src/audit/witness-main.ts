import { parseArgs } from 'node:util'
import { systemWall } from '../platform/clock.ts'
import { readVkey } from './note.ts'
import { announce } from './program.ts'
import { serveWitness } from './witness-http.ts'
import { openWitness } from './witness.ts'

/** The witness as a program of its own, meant for another machine: `--state DIR --name NAME --log VKEY [--port N]`. */
const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    name: { type: 'string' },
    log: { type: 'string' },
    port: { type: 'string', default: '0' },
    stay: { type: 'boolean', default: false },
  },
})
if (values.state === undefined || values.name === undefined || values.log === undefined) {
  throw new Error('--state, --name and --log are needed')
}

const witness = await openWitness({
  stateDir: values.state,
  name: values.name,
  logKey: readVkey(values.log),
  wall: systemWall,
})
await announce(() => serveWitness(witness), Number(values.port), { vkey: witness.vkey })
