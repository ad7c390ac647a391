import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BadConfig } from '../src/config.ts'
import { readDomainFile } from '../src/domain-file.ts'
import { addOperations } from '../src/operations.ts'
import { createMetrics } from '../src/platform/metrics.ts'
import { createMount } from '../src/platform/http.ts'
import { freshDatabase } from './database.ts'

const dir = await mkdtemp(join(tmpdir(), 'jieli-domain-'))
const database = await freshDatabase()
afterAll(async () => {
  await database.close()
  await rm(dir, { recursive: true })
})

async function aFile(text: string): Promise<string> {
  const file = join(dir, 'WW_verify_a1B2.txt')
  await writeFile(file, text)
  return file
}

test('the file is answered at the root, under its own name, byte for byte and to everybody', async () => {
  const { app, rows } = createMount({
    identify: () => Promise.resolve(undefined),
    refusalWords: {},
    onAccident() {},
  })
  const domainFile = await readDomainFile(await aFile('a1B2\n'))
  addOperations(app, { database, metrics: createMetrics(), rows, isBehindProxy: true, domainFile })
  const reply = await app.request('/WW_verify_a1B2.txt')
  expect([reply.status, await reply.text()]).toEqual([200, 'a1B2\n'])
  expect((await app.request('/WW_verify_other.txt')).status).toBe(404)
})

test('a file that is missing, empty or another one is told at start, with what to do', async () => {
  const missing = readDomainFile(join(dir, 'WW_verify_none.txt'))
  await expect(missing).rejects.toThrow(BadConfig)
  await expect(missing).rejects.toThrow(/WECOM_DOMAIN_FILE.*ENOENT.*重新下载/)
  await expect(aFile(' \n').then(readDomainFile)).rejects.toThrow(/不是校验文件/)
  await expect(aFile('x'.repeat(5_000)).then(readDomainFile)).rejects.toThrow(/不是校验文件/)
})
