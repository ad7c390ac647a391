import { parseArgs } from 'node:util'
import { systemWall } from '../platform/clock.ts'
import { announce } from './program.ts'
import { serveSigner } from './signer-http.ts'
import { openSigner } from './signer.ts'

/** The signer as a program of its own: `--state DIR --origin NAME [--port N] [--stay]`, the token as first line of input. */
const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    origin: { type: 'string' },
    port: { type: 'string', default: '0' },
    stay: { type: 'boolean', default: false },
  },
})
if (values.state === undefined || values.origin === undefined)
  throw new Error('--state and --origin are needed')

const signer = await openSigner({
  stateDir: values.state,
  origin: values.origin,
  wall: systemWall,
  onRefusal: (refusal) => process.stderr.write(`signer refused: ${JSON.stringify(refusal)}\n`),
})
await announce((token) => serveSigner(signer, token), Number(values.port), await signer.status())
