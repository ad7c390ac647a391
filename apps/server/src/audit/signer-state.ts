import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Bug } from '../platform/result.ts'
import { emptyTree, grow, type Hash, type Tree } from './merkle.ts'

/** 64 hex digits and a line feed: leaf `i` lies at byte `65 · i`. */
const lineBytes = 65

/** The seed of a private key, made on the first start; nobody else may read it. */
export async function seedIn(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const text = await readFile(path, 'utf8').catch(() => '')
  if (/^[0-9a-f]{64}\n$/.test(text)) return Buffer.from(text.trim(), 'hex')
  if (text !== '')
    throw new Error(`${path} is damaged. Restore it from a copy; a new key must be a decision.`)
  const seed = randomBytes(32)
  const file = await open(path, 'wx', 0o600)
  await file.writeFile(`${seed.toString('hex')}\n`)
  await file.sync()
  await file.close()
  return seed
}

/** A line of JSON that is on the disk when this returns. */
export async function record(path: string, line: object): Promise<void> {
  await appendFile(path, `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true })
}

/** The whole lines of a file of records; a torn last line is a record that was never promised to anybody. */
export async function records(path: string): Promise<readonly unknown[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole))
  return whole
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line))
}

/** The signer's own memory of a log: its leaf hashes, only ever added to. */
export interface HashFile {
  tree(): Tree
  /** The hashes of `[from, to)`. */
  read(from: number, to: number): Promise<readonly Hash[]>
  /** On the disk when this returns. */
  add(hashes: readonly Hash[]): Promise<void>
  close(): Promise<void>
}

export async function openHashFile(path: string): Promise<HashFile> {
  const file = await open(path, 'a+', 0o644)
  const { size: bytes } = await file.stat()
  // Power may go in the middle of a line; the rest of it was not answered for yet.
  const lines = Math.floor(bytes / lineBytes)
  if (bytes % lineBytes !== 0) await file.truncate(lines * lineBytes)
  let tree = await treeIn(file, lines).catch(async (error: unknown) => {
    await file.close()
    throw error
  })
  return {
    tree: () => tree,
    read: (from, to) => readLines(file, from, to),
    async add(hashes) {
      if (hashes.length === 0) return
      await file.appendFile(hashes.map((hash) => `${hash.toString('hex')}\n`).join(''))
      await file.sync()
      tree = grow(tree, hashes).tree
    },
    close: () => file.close(),
  }
}

async function treeIn(file: FileHandle, lines: number): Promise<Tree> {
  let tree = emptyTree
  for (let from = 0; from < lines; from += 50_000) {
    tree = grow(tree, await readLines(file, from, Math.min(lines, from + 50_000))).tree
  }
  return tree
}

async function readLines(file: FileHandle, from: number, to: number): Promise<readonly Hash[]> {
  const bytes = Buffer.alloc((to - from) * lineBytes)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from * lineBytes)
  if (bytesRead !== bytes.length) throw new Bug('the file of leaf hashes is shorter than it was')
  return Array.from({ length: to - from }, (_, i) => {
    const line = bytes.subarray(i * lineBytes, (i + 1) * lineBytes).toString('latin1')
    if (!/^[0-9a-f]{64}\n$/.test(line))
      throw new Error(`the file of leaf hashes is damaged at line ${from + i + 1}`)
    return Buffer.from(line.slice(0, -1), 'hex')
  })
}

export function hashFilePath(stateDir: string, log: number): string {
  return join(stateDir, `leaves-${log}.txt`)
}
