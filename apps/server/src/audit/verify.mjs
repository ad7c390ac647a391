#!/usr/bin/env node
// Verifies an exported audit bundle without database and network: node verify.mjs BUNDLE
//   [--external FILE]  checkpoints kept elsewhere (the published file, or messages copied out of the group)
//   [--signer PATH]    the signer's own leaf hashes (leaves-N.txt, or the directory that holds them)
//   [--key VKEY]       a public key known from elsewhere; then only such keys are believed
//   [--json]
// One file on purpose, so that an auditor can read it whole and carry it along; hence longer than other files.
// oxlint-disable max-lines
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Who must have said yes before what. Acts are matched by name, sets and attempts by the ids in `objects`. */
export const policy = {
  version: 1,
  given: 'approval.given',
  complete: 'approval.complete',
  voided: 'approval.void',
  attempt: 'handover.attempt',
  effects: ['handover.transfer', 'handover.freeze'],
  // Four seats; small organisations may merge seats, never below two people.
  seats: 4,
  people: 2,
  // A leaf with this result says that the act was refused and had no effect.
  withoutEffect: 'denied',
}

// ---- RFC 6962 ----
const zero = Buffer.from([0])
const one = Buffer.from([1])
const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const leafHash = (bytes) => sha256(zero, bytes)
const nodeHash = (left, right) => sha256(one, left, right)
const half = (n) => Math.floor(n / 2)

class Tree {
  size = 0
  peaks = []
  add(leaf) {
    let hash = leaf
    for (let rest = this.size; rest % 2 === 1; rest = half(rest)) hash = nodeHash(this.peaks.pop(), hash)
    this.peaks.push(hash)
    this.size += 1
  }
  root() {
    if (this.size === 0) return sha256()
    return this.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), this.peaks.at(-1))
  }
}

/** RFC 9162 §2.1.4.2. */
function isConsistent(older, olderRoot, size, root, proof) {
  if (older === size) return proof.length === 0 && olderRoot.equals(root)
  if (older === 0) return proof.length === 0
  const hashes = Number.isInteger(Math.log2(older)) ? [olderRoot, ...proof] : proof
  if (older > size || hashes.length === 0) return false
  let [fn, sn] = [older - 1, size - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [old, young] = [hashes[0], hashes[0]]
  for (const hash of hashes.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[old, young] = [nodeHash(hash, old), nodeHash(hash, young)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else young = nodeHash(young, hash)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && old.equals(olderRoot) && young.equals(root)
}

// ---- signed notes ----
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

function readKey(vkey) {
  const [name, id, ...rest] = vkey.trim().split('+')
  const coded = Buffer.from(rest.join('+'), 'base64')
  const isRead = coded.length === 33 && (coded[0] === 1 || coded[0] === 4)
  if (!isRead || sha256(`${name}\n`, coded).toString('hex', 0, 4) !== id)
    throw new Error(`not a public key: ${vkey}`)
  const der = Buffer.concat([publicPrefix, coded.subarray(1)])
  return { name, id, kind: coded[0], key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** The checkpoint, and the names of the keys whose signatures hold; `bad` names a known key whose signature does not. */
function readNote(text, keys) {
  const end = text.lastIndexOf('\n\n')
  const body = text.slice(0, end + 1)
  const [origin, size, root64] = body.split('\n')
  const root = Buffer.from(root64 ?? '', 'base64')
  if (end < 0 || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || root.length !== 32) return undefined
  const note = { origin, size: Number(size), root, log: false, witnesses: [], bad: undefined }
  for (const line of text.slice(end + 2).split('\n')) {
    const match = /^— (\S+) (\S+)$/u.exec(line)
    if (match === null) continue
    const blob = Buffer.from(match[2], 'base64')
    const known = keys.find((key) => key.name === match[1] && key.id === blob.toString('hex', 0, 4))
    if (known === undefined) continue
    const at = known.kind === 4 ? Number(blob.readBigUInt64BE(4)) : 0
    const signed = known.kind === 4 ? `cosignature/v1\ntime ${at}\n${body}` : body
    const holds = verifySignature(
      null,
      Buffer.from(signed),
      known.key,
      blob.subarray(known.kind === 4 ? 12 : 4),
    )
    if (!holds) note.bad = known.name
    else if (known.kind === 4) note.witnesses.push(known.name)
    else if (known.name === origin) note.log = true
  }
  return note
}

// ---- policy replay ----
class Replay {
  sets = new Map()
  attempts = new Map()
  set(id) {
    let set = this.sets.get(id)
    if (set === undefined)
      this.sets.set(id, (set = { seats: new Set(), people: new Set(), complete: false, voided: false }))
    return set
  }
  /** What the act lacks, or undefined. */
  lacks({ action, objects, approvals, result, actor }) {
    if (action === policy.given && result === 'ok') {
      this.set(objects.set).seats.add(objects.seat)
      this.set(objects.set).people.add(objects.person ?? actor)
    } else if (action === policy.complete) this.set(objects.set).complete = true
    else if (action === policy.voided) this.set(objects.set).voided = true
    else if (action === policy.attempt) this.attempts.set(objects.attempt, objects.set)
    if (!policy.effects.includes(action) || result === policy.withoutEffect) return undefined
    const named = [objects.set, this.attempts.get(objects.attempt), ...approvals].filter(
      (id) => id !== undefined,
    )
    if (named.length === 0) return 'it names no approval'
    const sets = named.map((id) => this.sets.get(id)).filter((set) => set !== undefined)
    if (sets.some((set) => isApproved(set))) return undefined
    const [set] = sets
    if (set === undefined) return `no approval of ${named.join(', ')} comes before it`
    if (set.voided) return 'its approval was void'
    return `${set.seats.size} of ${policy.seats} seats, ${set.people.size} people${set.complete ? '' : ', not complete'}`
  }
}

function isApproved(set) {
  return set.complete && !set.voided && set.seats.size >= policy.seats && set.people.size >= policy.people
}

// ---- one log, streamed ----
class Log {
  tree = new Tree()
  hashes = Buffer.alloc(32 * 1024)
  roots = new Map()
  findings = []
  lastAt = ''
  first = undefined
  counts = new Map()
  constructor(number, origin, numbered) {
    Object.assign(this, { number, origin, numbered })
  }
  get size() {
    return this.tree.size
  }
  find(invariant, from, to, detail, kind) {
    const count = (this.counts.get(invariant) ?? 0) + 1
    this.counts.set(invariant, count)
    // One broken place can echo a million times.
    if (count <= 20)
      this.findings.push({ log: this.number, invariant, ...(kind ? { kind } : {}), from, to, detail })
  }
  take({ seq, bytes, hash }, wanted, replay) {
    const place = this.size
    const made = leafHash(bytes)
    if (this.hashes.length < (place + 1) * 32)
      this.hashes = Buffer.concat([this.hashes, Buffer.alloc(this.hashes.length)])
    made.copy(this.hashes, place * 32)
    this.tree.add(made)
    if (wanted.has(this.size)) this.roots.set(this.size, this.tree.root())
    if (hash !== undefined && !hash.equals(made))
      this.find('leaf-hash', seq, seq, 'the stored hash is not the hash of the leaf')
    const leaf = parse(bytes)
    if (leaf === undefined) return this.find('leaf-format', seq, seq, 'the leaf is not readable')
    this.first ??= leaf
    if (seq !== place || leaf.seq !== place || leaf.log !== this.number) {
      this.find(
        'sequence',
        place,
        Math.max(place, seq),
        `place ${place} holds row ${seq} with leaf ${leaf.log}/${leaf.seq}`,
      )
    }
    if (leaf.loggedAt < this.lastAt)
      this.find('time', place, place, `${leaf.loggedAt} comes after ${this.lastAt}`)
    this.lastAt = leaf.loggedAt
    const lacking = replay.lacks(leaf)
    if (lacking !== undefined) this.find('four-eyes', place, place, `${leaf.action}: ${lacking}`)
  }
}

function parse(bytes) {
  try {
    const leaf = JSON.parse(bytes.toString('utf8'))
    return typeof leaf.action === 'string' &&
      typeof leaf.objects === 'object' &&
      Array.isArray(leaf.approvals)
      ? leaf
      : undefined
  } catch {
    return undefined
  }
}

/**
 * Verifies a log. `source`: { logs: [{ log, origin, numbered }], keys: [vkey], leaves(): async iterable of
 * { log, seq, bytes, hash? }, checkpoints: [{ log, size, note, proof }], receipts: [{ log, size, place, body }] }.
 * `evidence` from outside the database: { external: [note], signer: Map(log → Buffer of hashes), keys: [vkey] }.
 */
export async function verifyLog(source, evidence = {}) {
  const pinned = evidence.keys ?? []
  const keys = (pinned.length > 0 ? pinned : source.keys).map(readKey)
  const logs = new Map(source.logs.map(({ log, origin, numbered }) => [log, new Log(log, origin, numbered)]))
  const checkpoints = source.checkpoints.map((row) => ({ ...row, read: readNote(row.note, keys) }))
  const external = (evidence.external ?? [])
    .map((note) => readNote(note, keys))
    .filter((note) => note !== undefined)
  const wanted = new Set([...checkpoints.map(({ size }) => size), ...external.map(({ size }) => size)])
  const cosignatures = new Map()
  for (const receipt of source.receipts.filter(({ body }) => body !== '')) {
    const place = `${receipt.log}/${receipt.size}`
    cosignatures.set(place, [...(cosignatures.get(place) ?? []), receipt])
  }
  const replay = new Replay()
  for await (const row of source.leaves()) {
    if (!logs.has(row.log)) logs.set(row.log, new Log(row.log, '', 0))
    logs.get(row.log).take(row, wanted, replay)
  }
  for (const log of logs.values()) {
    const own = checkpoints.filter((row) => row.log === log.number)
    const outside = external.filter(({ origin }) => origin === log.origin)
    const next = logs.get(log.number + 1)
    checkOrigin(log, logs.get(log.number - 1), checkpoints)
    checkCheckpoints(log, own, keys, cosignatures)
    checkOutside(log, outside, next)
    const hashes = evidence.signer?.get(log.number)
    if (hashes !== undefined) await compareWithSigner(log, hashes, own, source, next)
    else nameByStructure(log, own)
  }
  const findings = [...logs.values()].flatMap((log) => log.findings)
  const named =
    findings.find(({ invariant }) => invariant === 'signer') ??
    findings.find(({ kind }) => kind !== undefined)
  return {
    ok: findings.length === 0,
    verdict: named ?? findings[0],
    findings,
    logs: [...logs.values()].map((log) => ({ log: log.number, origin: log.origin, size: log.size })),
    checkpoints: checkpoints.length,
    external: external.length,
    cosignatures: [...cosignatures.values()].flat().length,
  }
}

/** A later log begins by committing to the last known checkpoint of the one before. */
function checkOrigin(log, before, checkpoints) {
  if (log.number === 1 || log.size === 0) return
  const { action, objects } = log.first ?? {}
  const known = checkpoints.filter((row) => row.log === log.number - 1).at(-1)?.read
  const commits =
    action === 'audit.origin' &&
    objects?.previous === before?.origin &&
    Number(objects?.size) >= (known?.size ?? 0)
  if (!commits) log.find('origin', 0, 0, 'the first leaf does not commit to the log before')
}

function checkCheckpoints(log, rows, keys, cosignatures) {
  let good = 0
  let before = []
  for (const row of rows) {
    const { read, size, proof } = row
    if (
      read === undefined ||
      read.size !== size ||
      read.origin !== log.origin ||
      !read.log ||
      read.bad !== undefined
    ) {
      log.find('signature', good, size - 1, `the checkpoint over ${size} is not signed by the log`)
      continue
    }
    if (size > log.size)
      log.find('root', log.size, size - 1, `a checkpoint covers ${size} leaves, the log has ${log.size}`)
    else if (!log.roots.get(size).equals(read.root))
      log.find('root', good, size - 1, `the root over ${size} leaves is another`)
    else good = size
    const isProved = before.some((older) => isConsistent(older.size, older.root, size, read.root, proof))
    if (before.length > 0 ? !isProved : proof.length > 0) {
      log.find(
        'consistency',
        before[0]?.size ?? 0,
        size - 1,
        `the proof to the checkpoint over ${size} does not hold`,
      )
    }
    // Usually from the one before; two processes changing over may have proved from one earlier.
    before = [read, ...before].slice(0, 4)
    for (const receipt of cosignatures.get(`${log.number}/${size}`) ?? []) {
      const cosigned = readNote(row.note + receipt.body, keys)
      const isKnown = keys.some(({ name }) => receipt.place === `witness ${name}`)
      if (isKnown && (cosigned.bad !== undefined || cosigned.witnesses.length === 0)) {
        log.find(
          'cosignature',
          good,
          size - 1,
          `the cosignature of ${receipt.place} over ${size} does not hold`,
        )
      }
    }
  }
}

/** What others keep must be in the log. */
function checkOutside(log, notes, next) {
  let good = 0
  for (const note of notes.toSorted((a, b) => a.size - b.size)) {
    const { size, root } = note
    if (!note.log || note.bad !== undefined)
      log.find('external', good, size - 1, `an external checkpoint over ${size} is not signed by the log`)
    else if (size > log.size && !isStated(next, size)) {
      log.find(
        'external',
        log.size,
        size - 1,
        `a published checkpoint covers ${size} leaves, the log has ${log.size}`,
      )
    } else if (size <= log.size && !log.roots.get(size).equals(root)) {
      log.find('external', good, size - 1, `a published checkpoint over ${size} has another root`)
    } else good = Math.min(size, log.size)
  }
}

/** The next log says in its first leaf how much of this one was lost in a restore. */
function isStated(next, size) {
  return next?.first?.action === 'audit.origin' && Number(next.first.objects.size) >= size
}

// ---- which kind ----

/** The tables remember a tail that was cut; a database restored to the past has forgotten it altogether. */
function shortKind(log, rows) {
  return log.numbered > log.size || rows.some(({ size }) => size > log.size) ? 'tail cut' : 'restore to past'
}

/** Without the signer's hashes only what the leaves say of themselves can name the kind. */
function nameByStructure(log, rows) {
  const beyond = log.findings.find(
    ({ invariant, from }) => ['root', 'external'].includes(invariant) && from === log.size,
  )
  for (const finding of log.findings) {
    if (finding.invariant === 'leaf-hash') finding.kind = 'edit'
    else if (finding === beyond && log.findings.every(({ from }) => from >= log.size))
      finding.kind = shortKind(log, rows)
  }
}

/** Names what was done to the log by the hashes the signer kept for itself. */
async function compareWithSigner(log, known, rows, source, next) {
  const [mine, theirs] = [log.size, known.length / 32]
  const own = (i) => log.hashes.toString('latin1', i * 32, i * 32 + 32)
  const kept = (i) => known.toString('latin1', i * 32, i * 32 + 32)
  let start = 0
  while (start < Math.min(mine, theirs) && own(start) === kept(start)) start += 1
  if (start === theirs) return
  if (start === mine && isStated(next, theirs)) return
  const say = (kind, from, to) =>
    log.find('signer', from, to, `the signer was given other leaves (${theirs} known, ${mine} here)`, kind)
  if (start === mine) return say(shortKind(log, rows), mine, theirs - 1)

  const origin = await traceBack({ log, start, mine, theirs, own, kept, source })
  // Positions that overtook one another.
  const moved = displaced([...origin.values()])
  if (moved !== undefined) say('reorder', moved.from, moved.to)
  const hit = new Set(origin.values())
  const sorted = [...origin].toSorted((a, b) => a[1] - b[1])
  let [at, from] = [start, start]
  for (const [place, index] of moved !== undefined ? sorted.map(([, index]) => [index, index]) : sorted) {
    sayGap({ at, from, place, index })
    ;[at, from] = [place + 1, index + 1]
  }
  const [missing, extra] = [theirs - from, mine - at]
  if (missing === 0) return
  // A signed checkpoint still in the tables that contradicts the leaves says that they were changed in place.
  const isContradicted = rows.some(
    ({ read, size }) => read?.log && size > from && size <= mine && !log.roots.get(size).equals(read.root),
  )
  if (extra <= 0) say(shortKind(log, rows), from, theirs - 1)
  else if (missing === 1 && isContradicted) say('edit', from, from)
  else say('fork', from, Math.max(mine, theirs) - 1)

  function sayGap({ at, from, place, index }) {
    const [lost, strange] = [index - from, place - at]
    const isLost = Array.from({ length: lost }, (_, i) => from + i).some((i) => !hit.has(i))
    if (strange > 0 && lost === 0) say('insert', at, place - 1)
    else if (lost > 0 && isLost) say(strange > 0 ? 'edit' : 'delete', from, index - 1)
  }
}

/** For each leaf here, from `start` on, the number under which the signer got it: as it is, or with its number rewritten. */
async function traceBack({ log, start, mine, theirs, own, kept, source }) {
  const index = new Map()
  for (let i = start; i < theirs; i += 1) index.set(kept(i), i)
  const origin = new Map()
  const strange = []
  let [offset, wide, place] = [0, 2_000, -1]
  for await (const row of source.leaves()) {
    if (row.log !== log.number || (place += 1) < start) continue
    const exact = index.get(own(place))
    const leaf = exact === undefined ? parse(row.bytes) : undefined
    const isAt = (j) => j >= start && j < theirs && renumbered(leaf, j).toString('latin1') === kept(j)
    let found = exact
    if (leaf !== undefined) {
      const near = [place + offset, place + theirs - mine]
      if (wide > 0) for (let step = 1; step <= 64; step += 1) near.push(place + step, place - step)
      found = near.find(isAt)
      if (found === undefined) {
        wide -= 1
        if (strange.length < 300) strange.push([place, leaf])
      }
    }
    if (found === undefined) continue
    origin.set(place, found)
    offset = found - place
  }
  // Leaves moved far away and renumbered.
  const hit = new Set(origin.values())
  const missing = []
  for (let i = start; i < theirs && missing.length <= 300; i += 1) if (!hit.has(i)) missing.push(i)
  if (missing.length <= 300) {
    for (const [place, leaf] of strange) {
      const found = missing.find((j) => !hit.has(j) && renumbered(leaf, j).toString('latin1') === kept(j))
      if (found !== undefined) hit.add(found)
      if (found !== undefined) origin.set(place, found)
    }
  }
  return new Map([...origin].toSorted((a, b) => a[0] - b[0]))
}

function renumbered(leaf, seq) {
  return leafHash(Buffer.from(canonical({ ...leaf, seq })))
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** From the least to the greatest number that has overtaken another or was overtaken. */
function displaced(indexes) {
  const least = []
  let low = Infinity
  for (let i = indexes.length - 1; i >= 0; i -= 1) {
    least[i] = low
    low = Math.min(low, indexes[i])
  }
  let [high, from, to] = [-1, Infinity, -1]
  for (const [i, index] of indexes.entries()) {
    if (high > index || least[i] < index) [from, to] = [Math.min(from, index), Math.max(to, index)]
    high = Math.max(high, index)
  }
  return to < 0 ? undefined : { from, to }
}

// ---- files ----
async function* linesOf(path) {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    yield* lines
  }
  if (rest !== '') yield rest
}

const rowsOf = (path) =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : []

/** Notes of a published file (a JSON object with `note` per line) or of any text that holds them. */
export function notesIn(text) {
  const notes = []
  for (const line of text.split('\n')) {
    try {
      const { note } = JSON.parse(line)
      if (typeof note === 'string') notes.push(note)
    } catch {
      // Not a line of JSON: looked at as text below.
    }
  }
  const pattern = /^\S+\n\d+\n[A-Za-z0-9+/]{43}=\n\n(?:— \S+ \S+\n?)+/gmu
  return notes.length > 0
    ? notes
    : (text.replaceAll('\r', '').match(pattern) ?? []).map((note) => `${note.trimEnd()}\n`)
}

/** The signer's leaf hashes, one line of hex each; a torn last line is left out. */
export function signerHashes(path) {
  const isDir = statSync(path).isDirectory()
  const files = isDir
    ? readdirSync(path)
        .filter((name) => /^leaves-\d+\.txt$/.test(name))
        .map((name) => join(path, name))
    : [path]
  return new Map(
    files.map((file) => {
      const text = readFileSync(file, 'latin1')
      const hex = text.slice(0, text.length - (text.length % 65)).replaceAll('\n', '')
      return [Number(/^leaves-(\d+)\.txt$/.exec(basename(file))?.[1] ?? 1), Buffer.from(hex, 'hex')]
    }),
  )
}

export function bundleSource(dir) {
  const head = JSON.parse(readFileSync(join(dir, 'bundle.json'), 'utf8'))
  const proofOf = (proof) => proof.map((hash) => Buffer.from(hash, 'base64'))
  return {
    logs: head.logs,
    keys: head.keys,
    checkpoints: rowsOf(join(dir, 'checkpoints.jsonl')).map((row) => ({ ...row, proof: proofOf(row.proof) })),
    receipts: rowsOf(join(dir, 'receipts.jsonl')),
    async *leaves() {
      for await (const line of linesOf(join(dir, 'leaves.jsonl'))) {
        const { log, seq, leaf, hash } = JSON.parse(line)
        yield { log, seq, bytes: Buffer.from(leaf, 'base64'), hash: Buffer.from(hash, 'hex') }
      }
    },
  }
}

export async function verifyBundle(dir, options = {}) {
  const inside = join(dir, 'external.jsonl')
  const files = [...(existsSync(inside) ? [inside] : []), ...(options.external ?? [])]
  const external = [...new Set(files.flatMap((file) => notesIn(readFileSync(file, 'utf8'))))]
  const signer = options.signer === undefined ? {} : { signer: signerHashes(options.signer) }
  return verifyLog(bundleSource(dir), { external, keys: options.keys ?? [], ...signer })
}

export function report(result) {
  const { logs, checkpoints, external, cosignatures, findings, verdict } = result
  const size = logs.map((log) => `${log.origin}: ${log.size} leaves`).join(', ')
  const counted = `${size}; ${checkpoints} checkpoints, ${external} external, ${cosignatures} cosignatures`
  if (result.ok) return `OK  ${counted}\n`
  const span = ({ from, to }) => (from === to ? `seq ${from}` : `seq ${from} to ${to}`)
  const lines = findings.map(
    (one) =>
      `  ${one.invariant}: log ${one.log}, ${span(one)}: ${one.detail}${one.kind ? ` [${one.kind}]` : ''}`,
  )
  return `BROKEN  ${verdict.invariant}: ${verdict.kind ?? 'altered'}, ${span(verdict)}\n${lines.join('\n')}\n${counted}\n`
}

async function main(args) {
  const options = { external: [], keys: [] }
  let [dir, isJson] = [undefined, false]
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '--json') isJson = true
    else if (args[i] === '--external') options.external.push(args[(i += 1)])
    else if (args[i] === '--signer') options.signer = args[(i += 1)]
    else if (args[i] === '--key') options.keys.push(args[(i += 1)])
    else dir = args[i]
  }
  if (dir === undefined)
    throw new Error('usage: node verify.mjs BUNDLE [--external FILE] [--signer PATH] [--key VKEY] [--json]')
  const result = await verifyBundle(dir, options)
  process.stdout.write(isJson ? `${JSON.stringify(result)}\n` : report(result))
  process.exitCode = result.ok ? 0 : 1
}

if (
  process.argv[1] !== undefined &&
  existsSync(process.argv[1]) &&
  realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  })
}
