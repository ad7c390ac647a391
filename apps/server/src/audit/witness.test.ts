import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemWall } from '../platform/clock.ts'
import { consistencyProof, lookupIn } from './merkle-proof.ts'
import { leafHash, rootOf } from './merkle.ts'
import { checkpointBody, openNote, readVkey, signingKey, signNote, vkeyOf } from './note.ts'
import { startProgram } from './program.ts'
import { witnessAt } from './witness-http.ts'
import { openWitness, writeRequest, type Witness } from './witness.ts'

const log = signingKey('test.example/audit', 'log', Buffer.alloc(32, 1))
const stranger = signingKey('test.example/audit', 'log', Buffer.alloc(32, 2))
const hashes = Array.from({ length: 30 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))
const fork = hashes.with(3, leafHash(Buffer.from('another')))

const noteOf = (size: number, leaves = hashes, key = log, origin = log.name) =>
  signNote(checkpointBody({ origin, size, root: rootOf(leaves.slice(0, size)) }), { ...key, name: origin })
const proofOf = (old: number, size: number, leaves = hashes) =>
  consistencyProof(old, size, lookupIn(leaves.slice(0, size)))

let dir: string
let witness: Witness
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-witness-'))
  witness = await opened()
})
afterEach(() => rm(dir, { recursive: true, force: true }))
const opened = () => openWitness({ stateDir: dir, name: 'witness.example/hr', logKey: log, wall: systemWall })

test('cosigns what goes on from the last it saw, also after a restart', async () => {
  const first = await witness.addCheckpoint(writeRequest(0, [], noteOf(7)))
  expect(first.status).toBe(200)
  const again = await opened()
  const second = await again.addCheckpoint(writeRequest(7, proofOf(7, 20), noteOf(20)))
  expect(second.status).toBe(200)
  const both = openNote(noteOf(20) + second.body, [readVkey(vkeyOf(log)), readVkey(again.vkey)])
  expect(both.ok && both.value.signers.map(({ kind }) => kind)).toEqual(['log', 'witness'])
})

test('knows the later origins of the same log', async () => {
  const answer = await witness.addCheckpoint(writeRequest(0, [], noteOf(2, hashes, log, `${log.name}/2`)))
  expect(answer.status).toBe(200)
})

test.each([
  ['an unknown origin', 404, writeRequest(7, proofOf(7, 20), noteOf(20, hashes, log, 'other.example/audit'))],
  ['a foreign key', 403, writeRequest(7, proofOf(7, 20), noteOf(20, hashes, stranger))],
  ['an old size beyond the checkpoint', 400, writeRequest(21, [], noteOf(20))],
  ['another old size', 409, writeRequest(6, proofOf(6, 20), noteOf(20))],
  ['a rollback', 400, writeRequest(7, [], noteOf(5))],
  ['a bad proof', 422, writeRequest(7, proofOf(7, 20).slice(1), noteOf(20))],
  ['a fork', 422, writeRequest(7, proofOf(7, 20, fork), noteOf(20, fork))],
  ['another root of the same size', 422, writeRequest(7, [], noteOf(7, fork))],
  ['nonsense', 400, 'hello'],
])('answers %s with %i', async (_, status, request) => {
  await witness.addCheckpoint(writeRequest(0, [], noteOf(7)))
  const answer = await witness.addCheckpoint(request)
  expect(answer.status).toBe(status)
  if (status === 409) expect(answer.body).toBe('7\n')
  expect((await witness.addCheckpoint(writeRequest(7, proofOf(7, 8), noteOf(8)))).status).toBe(200)
})

test('runs as a program of its own', async () => {
  const args = ['--state', join(dir, 'program'), '--name', 'witness.example/hr', '--log', vkeyOf(log)]
  const program = await startProgram('witness', { args, token: 'b'.repeat(40) })
  const remote = witnessAt(program.url, String(program.ready['vkey']))
  const answer = await remote.addCheckpoint(writeRequest(0, [], noteOf(7)))
  expect(openNote(noteOf(7) + answer.body, [readVkey(remote.vkey)]).ok).toBe(true)
  await program.stop()
})
