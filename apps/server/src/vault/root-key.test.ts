import { chmod, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { loadRootKey, parseRootKey } from './index.ts'
import { troubleIn } from './test/keys.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-vault-'))
})

test('a missing file is not replaced unless asked', async () => {
  expect(await troubleIn(loadRootKey(join(dir, 'root.key')))).toBe('ROOT_KEY_MISSING')
  expect(await readdir(dir)).toEqual([])
})

test('the first start makes it, readable by its owner only, and the next one reads the same', async () => {
  const path = join(dir, 'below', 'root.key')
  const made = await loadRootKey(path, { create: true })
  expect(made).toHaveLength(32)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(dir, 'below'))).toEqual(['root.key'])
  expect(await loadRootKey(path)).toEqual(made)
  expect(await loadRootKey(path, { create: true })).toEqual(made)
  expect(parseRootKey(await readFile(path, 'utf8'))).toEqual(made)
})

test('eight first starts at once agree', async () => {
  const path = join(dir, 'root.key')
  const made = await Promise.all(Array.from({ length: 8 }, () => loadRootKey(path, { create: true })))
  expect(new Set(made.map((key) => key.toString('hex'))).size).toBe(1)
})

test('a file that others can read is refused', async () => {
  const path = join(dir, 'root.key')
  await loadRootKey(path, { create: true })
  await chmod(path, 0o640)
  expect(await troubleIn(loadRootKey(path))).toBe('ROOT_KEY_UNUSABLE')
})

test.each(['', 'short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
  'a file that holds "%s" is refused and left as it is',
  async (text) => {
    const path = join(dir, 'root.key')
    await writeFile(path, text, { mode: 0o600 })
    expect(await troubleIn(loadRootKey(path, { create: true }))).toBe('ROOT_KEY_UNUSABLE')
    expect(await readFile(path, 'utf8')).toBe(text)
  },
)

test('hex is read too', () => {
  expect(parseRootKey('0f'.repeat(32))).toEqual(Buffer.alloc(32, 0x0f))
})
