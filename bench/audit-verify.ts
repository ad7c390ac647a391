import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { leafBytes } from '../apps/server/src/audit/audit.ts'
import { consistencySpans, emptyTree, grow, leafHash, type Hash } from '../apps/server/src/audit/merkle.ts'
import { consistencyProof } from '../apps/server/src/audit/merkle-proof.ts'
import { checkpointBody, signingKey, signNote, vkeyOf } from '../apps/server/src/audit/note.ts'

/** Claim: an exported bundle of a million leaves, a checkpoint every 256, verifies in less than a minute. */
const leaves = Number(process.env['LEAVES'] ?? 1_000_000)
const everyLeaves = 256
const limitSeconds = 60

const origin = 'bench.example/audit'
const key = signingKey(origin, 'log', Buffer.alloc(32, 7))
const dir = await mkdtemp(join(tmpdir(), 'jieli-bench-'))
const at = new Date('2026-03-02T01:00:00Z')
const signer = createWriteStream(join(dir, 'leaves-1.txt'))
const out = createWriteStream(join(dir, 'leaves.jsonl'))
const checkpoints = createWriteStream(join(dir, 'checkpoints.jsonl'))
// Complete nodes of every level, so that the proofs of the bundle are made at once.
const levels: Hash[][] = []
const put = (level: number, hash: Hash) => (levels[level] ??= []).push(hash)

let tree = emptyTree
let signed = 0
for (let seq = 0; seq < leaves; seq += 1) {
  const bytes = leafBytes(
    {
      entryId: `019a0000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
      at,
      actor: `user-${seq % 500}`,
      role: 'system',
      session: null,
      action: 'handover.item',
      objects: { handover: `019a0000-0000-7000-8000-${seq % 97}`, item: `wm${seq}` },
      approvals: [],
      policyVersion: '2026-01',
      result: 'ok',
      commitment: null,
      urgent: false,
    },
    { log: 1, seq, loggedAt: new Date(at.getTime() + seq) },
  )
  const hash = leafHash(bytes)
  const line = { log: 1, seq, leaf: bytes.toString('base64'), hash: hash.toString('hex') }
  signer.write(`${line.hash}\n`)
  put(0, hash)
  if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
  tree = grow(tree, [hash]).tree
  for (let level = 0; (seq + 1) % 2 ** (level + 1) === 0; level += 1) {
    const [left, right] = (levels[level] ?? []).slice(-2)
    if (left && right) put(level + 1, grow(grow(emptyTree, [left]).tree, [right]).tree.root())
  }
  if (tree.size % everyLeaves === 0 || tree.size === leaves) {
    const proof = signed === 0 ? [] : proofOf(signed, tree.size)
    const note = signNote(checkpointBody({ origin, size: tree.size, root: tree.root() }), key)
    const row = { log: 1, size: tree.size, note, proof: proof.map((one) => one.toString('base64')) }
    checkpoints.write(`${JSON.stringify(row)}\n`)
    signed = tree.size
  }
}

function proofOf(older: number, size: number): readonly Hash[] {
  // The spans of a proof are folded from whole subtrees; stored levels are every eighth.
  if (consistencySpans(older, size).length === 0) return []
  return consistencyProof(older, size, (level, index) => {
    const hash = levels[level]?.[index]
    if (hash === undefined) throw new Error('node missing')
    return hash
  })
}

for (const file of [signer, out, checkpoints]) {
  file.end()
  await once(file, 'finish')
}
await writeFile(join(dir, 'receipts.jsonl'), '')
const head = { version: 1, logs: [{ log: 1, origin, numbered: leaves }], keys: [vkeyOf(key)] }
await writeFile(join(dir, 'bundle.json'), JSON.stringify(head))
await copyFile(new URL('../apps/server/src/audit/verify.mjs', import.meta.url), join(dir, 'verify.mjs'))

const begun = performance.now()
const args = [join(dir, 'verify.mjs'), dir, '--json', '--signer', join(dir, 'leaves-1.txt')]
const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 24 })
const seconds = (performance.now() - begun) / 1_000
if (!stdout.includes('"ok":true')) throw new Error(`the bundle does not verify: ${stdout.slice(0, 500)}`)
const { size } = await stat(join(dir, 'leaves.jsonl'))
await rm(dir, { recursive: true, force: true })

const print = (name: string, value: number, unit: string, baseline: number) =>
  console.log(
    JSON.stringify({ name, value, unit, baseline, ratio: Math.round((value / baseline) * 1_000) / 1_000 }),
  )
print('audit.verify.seconds-vs-limit', Math.round(seconds * 10) / 10, 's', limitSeconds)
print(
  'audit.verify.leaves-per-second-vs-limit',
  Math.round(leaves / seconds),
  '1/s',
  Math.round(leaves / limitSeconds),
)
print('audit.bundle.bytes-per-leaf-vs-leaf-limit', Math.round(size / leaves), 'byte', 65_535)
