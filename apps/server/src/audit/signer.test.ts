import { appendFile, chown, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemWall } from '../platform/clock.ts'
import { leafHash, rootOf } from './merkle.ts'
import { openNote, readCheckpoint, readVkey } from './note.ts'
import { startProgram, type Program } from './program.ts'
import { signerAt } from './signer-http.ts'
import { hashFilePath } from './signer-state.ts'
import { openSigner, type Feed, type Signer } from './signer.ts'

const origin = 'test.example/audit'
const hashes = Array.from({ length: 20 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))
const other = leafHash(Buffer.from('another'))
const feedOf = (from: number, to: number, more: Partial<Feed> = {}): Feed => ({
  log: 1,
  from,
  hashes: hashes.slice(from, to),
  size: to,
  sign: { root: rootOf(hashes.slice(0, to)) },
  ...more,
})

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-signer-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const opened = () => openSigner({ stateDir: dir, origin, wall: systemWall })
const refusals = () => readFile(join(dir, 'refusals.jsonl'), 'utf8').catch(() => '')

async function sizeSigned(signer: Signer, feed: Feed): Promise<number | string> {
  const fed = await signer.feed(feed)
  if (!fed.ok) return fed.why
  const note = openNote(fed.value.note ?? '', [readVkey((await signer.status()).vkey)])
  return note.ok ? (readCheckpoint(note.value.body)?.size ?? 'unread') : note.why
}

describe('what goes on from what it knows', () => {
  test('is signed, also when it was told before', async () => {
    const signer = await opened()
    expect(await sizeSigned(signer, feedOf(0, 5))).toBe(5)
    expect(await sizeSigned(signer, feedOf(5, 9))).toBe(9)
    expect(await sizeSigned(signer, feedOf(3, 9))).toBe(9)
    expect(await sizeSigned(signer, feedOf(3, 12))).toBe(12)
    expect(await refusals()).toBe('')
    await signer.close()
  })

  test('the key is private', async () => {
    await (await opened()).close()
    expect((await stat(join(dir, 'key', 'seed'))).mode & 0o777).toBe(0o600)
  })
})

describe('what contradicts it is refused, kept on record and changes nothing', () => {
  test.each<[string, Partial<Feed>, string]>([
    [
      'another leaf at a known place',
      { ...feedOf(8, 12), hashes: [hashes[8] ?? other, other, ...hashes.slice(10, 12)] },
      'FORK',
    ],
    ['another root', { ...feedOf(10, 12), sign: { root: other } }, 'FORK'],
    ['fewer leaves', feedOf(5, 7), 'ROLLBACK'],
    ['no leaves', feedOf(0, 0), 'ROLLBACK'],
  ])('%s', async (_, feed, why) => {
    const signer = await opened()
    await signer.feed(feedOf(0, 10))
    expect(await sizeSigned(signer, feedOf(0, 0, feed))).toBe(why)
    const kept: unknown = JSON.parse(await refusals())
    expect(kept).toMatchObject({ why, log: 1, known: 10 })
    await signer.close()
  })

  test('a gap is asked for, not signed', async () => {
    const signer = await opened()
    await signer.feed(feedOf(0, 10))
    expect(await signer.feed(feedOf(12, 14))).toMatchObject({ ok: false, why: 'GAP', facts: { size: 10 } })
    await signer.close()
  })

  test('a next log must be begun, in order, and ends the one before', async () => {
    const signer = await opened()
    await signer.feed(feedOf(0, 10))
    expect(await signer.beginLog(3)).toMatchObject({ ok: false })
    expect(await signer.beginLog(2)).toMatchObject({ ok: true, value: { log: 2, size: 0 } })
    expect(await sizeSigned(signer, feedOf(10, 12))).toBe('WRONG_LOG')
    await signer.close()
    const again = await opened()
    expect(await sizeSigned(again, feedOf(0, 3, { log: 2 }))).toBe(3)
    expect((await again.status()).vkey).toContain(`${origin}/2+`)
    await again.close()
  })
})

test('a signer that lost its state begins where the log is', async () => {
  const signer = await opened()
  expect(await signer.beginLog(3)).toMatchObject({ ok: true, value: { log: 3 } })
  expect(await sizeSigned(signer, feedOf(0, 3, { log: 3 }))).toBe(3)
  await signer.close()
})

describe('after a crash', () => {
  test('a torn last line is forgotten and fed again', async () => {
    const first = await opened()
    await first.feed(feedOf(0, 10))
    await first.close()
    await appendFile(hashFilePath(dir, 1), (hashes[10] ?? other).toString('hex').slice(0, 40))
    await appendFile(join(dir, 'journal.jsonl'), '{"did":"sig')
    const signer = await opened()
    expect((await signer.status()).size).toBe(10)
    expect(await sizeSigned(signer, feedOf(10, 12))).toBe(12)
    await signer.close()
  })

  test('a file that lost what was signed is not signed on', async () => {
    const first = await opened()
    await first.feed(feedOf(0, 10))
    await first.close()
    await truncate(hashFilePath(dir, 1), 65 * 9)
    await expect(opened()).rejects.toThrow(/cut/)
  })

  test('a damaged file or key is told, not replaced', async () => {
    const first = await opened()
    await first.feed(feedOf(0, 10))
    await first.close()
    const path = hashFilePath(dir, 1)
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^.{10}/, '##########'))
    await expect(opened()).rejects.toThrow(/damaged at line 1/)
    await writeFile(join(dir, 'key', 'seed'), 'x')
    await expect(opened()).rejects.toThrow(/damaged/)
  })
})

describe('as a program of its own', () => {
  const token = 'a'.repeat(40)
  const programs: Program[] = []
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.stop()
  })
  const start = async (runAs?: { uid: number; gid: number }) => {
    const args = ['--state', dir, '--origin', origin]
    const program = await startProgram('signer', { args, token, ...(runAs ? { runAs } : {}) })
    programs.push(program)
    return program
  }

  test('answers only who has the token, and keeps its word after kill -9', async () => {
    const first = await start()
    const reply = await fetch(new URL('/status', first.url), { headers: { authorization: 'Bearer wrong' } })
    expect(reply.status).toBe(401)
    const signer = signerAt(first.url, token)
    expect(await sizeSigned(signer, feedOf(0, 10))).toBe(10)
    process.kill(first.pid, 'SIGKILL')
    const again = signerAt((await start()).url, token)
    expect(await again.status()).toMatchObject({ log: 1, size: 10, uid: process.getuid?.() })
    expect(await sizeSigned(again, feedOf(5, 7))).toBe('ROLLBACK')
    expect(await sizeSigned(again, feedOf(10, 20))).toBe(20)
  })

  test('says whether another system user runs it', async () => {
    expect((await start()).isSeparated).toBe(false)
  })

  test.runIf(process.getuid?.() === 0)('runs under another system user where it may', async () => {
    await chown(dir, 65_533, 65_533)
    const program = await start({ uid: 65_533, gid: 65_533 })
    expect(program.isSeparated).toBe(true)
    expect(await signerAt(program.url, token).status()).toMatchObject({ uid: 65_533 })
  })
})
