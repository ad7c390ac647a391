import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { WallClock } from '../platform/clock.ts'
import { originName } from './audit.ts'
import { isConsistent } from './merkle-proof.ts'
import { cosign, openNote, readCheckpoint, signingKey, vkeyOf, type Verifier } from './note.ts'
import { seedIn } from './signer-state.ts'

/** An answer of c2sp.org/tlog-witness: 200 with the cosignature line, or why not. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly body: string
}

export interface Witness {
  readonly vkey: string
  addCheckpoint(body: string): Promise<WitnessAnswer>
}

export interface WitnessOptions {
  readonly stateDir: string
  /** The name of this witness, `witness.example/hr`. */
  readonly name: string
  /** The key of the log's first origin; later origins (`…/2`) are signed by the same key under their own name. */
  readonly logKey: Verifier
  readonly wall: WallClock
}

const Seen = z.record(z.string(), z.object({ size: z.number(), root: z.string() }))

/** Remembers one size and root per origin and signs only what goes on from there. */
export async function openWitness(options: WitnessOptions): Promise<Witness> {
  await mkdir(options.stateDir, { recursive: true, mode: 0o755 })
  const key = signingKey(options.name, 'witness', await seedIn(join(options.stateDir, 'key', 'seed')))
  const path = join(options.stateDir, 'seen.json')
  const seen = Seen.parse(JSON.parse(await readFile(path, 'utf8').catch(() => '{}')))

  const remember = async (origin: string, size: number, root: Buffer) => {
    seen[origin] = { size, root: root.toString('base64') }
    const file = await open(`${path}.new`, 'w', 0o600)
    await file.writeFile(JSON.stringify(seen))
    await file.sync()
    await file.close()
    await rename(`${path}.new`, path)
  }

  const addCheckpoint = async (body: string): Promise<WitnessAnswer> => {
    const request = readRequest(body)
    const origin = request?.note.split('\n')[0]
    if (request === undefined || origin === undefined) return { status: 400, body: 'malformed\n' }
    if (!isOriginOf(options.logKey.name, origin)) return { status: 404, body: 'unknown origin\n' }
    const opened = openNote(request.note, [{ ...options.logKey, name: origin }])
    if (!opened.ok) return { status: 403, body: 'no valid signature of the log\n' }
    const checkpoint = readCheckpoint(opened.value.body)
    if (checkpoint === undefined || request.old > checkpoint.size)
      return { status: 400, body: 'old is larger\n' }
    const before = seen[origin] ?? { size: 0, root: '' }
    if (request.old !== before.size) return { status: 409, body: `${before.size}\n` }
    const olderRoot = Buffer.from(before.root, 'base64')
    const { size, root } = checkpoint
    if (!isConsistent({ older: before.size, olderRoot, size, root, proof: request.proof })) {
      return { status: 422, body: 'not consistent\n' }
    }
    await remember(origin, size, root)
    return { status: 200, body: cosign(opened.value.body, key, options.wall.now()) }
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    vkey: vkeyOf(key),
    addCheckpoint(body) {
      const mine = last.then(() => addCheckpoint(body))
      last = mine.catch(() => {})
      return mine
    },
  }
}

function isOriginOf(base: string, origin: string): boolean {
  const log = origin === base ? 1 : Number(/\/([1-9]\d{0,5})$/.exec(origin)?.[1])
  return log >= 1 && originName(base, log) === origin
}

function readRequest(body: string) {
  const gap = body.indexOf('\n\n')
  if (gap < 0) return undefined
  const [first = '', ...lines] = body.slice(0, gap).split('\n')
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  if (old === undefined || proof.length > 63 || proof.some((hash) => hash.length !== 32)) return undefined
  return { old: Number(old), proof, note: body.slice(gap + 2) }
}

export function writeRequest(old: number, proof: readonly Buffer[], note: string): string {
  return `${[`old ${old}`, ...proof.map((hash) => hash.toString('base64'))].join('\n')}\n\n${note}`
}
