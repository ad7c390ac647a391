import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../platform/db.ts'
import { handoverProof, verifyDatabase } from './bundle.ts'
import { readVkey } from './note.ts'
import { isProven } from './proof.ts'
import { publishedFile } from './publish.ts'
import { insertLeaves } from './store.ts'
import {
  goBack,
  leafAt,
  origin,
  readLeaves,
  remade,
  replace,
  signedLog,
  size,
  stranger,
  type TamperedLog,
} from './test/tampered-log.ts'

let log: TamperedLog
beforeAll(async () => {
  log = await signedLog()
})
afterAll(() => log.close())

const verdict = (kind: string, from: number, to: number) => ({
  ok: false,
  verdict: { invariant: 'signer', kind, from, to },
})

test('an honest log passes, with its cosignatures and published checkpoints', async () => {
  const result = await log.after(async () => {})
  expect(result).toMatchObject({ ok: true, findings: [], logs: [{ log: 1, origin, size }] })
  expect(result.checkpoints).toBeGreaterThanOrEqual(4)
  expect(result.external).toBe(result.checkpoints)
  expect(result.cosignatures).toBeGreaterThan(0)
})

test('the auditor verifies the live database', async () => {
  const auditor = openDatabase({ url: log.database.urls.auditor, max: 1 })
  const outside = { external: [join(log.published, publishedFile)], signer: join(log.dir, 'signer') }
  expect(await verifyDatabase(auditor.db, outside)).toMatchObject({ ok: true, findings: [] })
  await auditor.close()
})

test('a handover has a proof that stands alone', async () => {
  const proof = (await handoverProof(log.database.db, 'h1')) ?? ''
  const key = readVkey(log.vkey)
  expect(proof).toContain('\nindex 19\n')
  expect(isProven(proof, [key])).toBe(true)
  expect(await handoverProof(log.database.db, 'nobody')).toBeUndefined()
})

describe('edit', () => {
  test.each([0, 9, 17, 38, 39])('of leaf %i, even with its hash made again', async (seq) => {
    for (const rehash of [false, true]) {
      const result = await log.after(async (tx) => {
        const row = await leafAt(tx, seq)
        const { bytes, hash } = remade(row, { actor: 'mallory' })
        await sql`update audit.leaf set bytes = ${bytes}, hash = ${rehash ? hash : row.hash} where seq = ${seq}`.execute(
          tx,
        )
      })
      expect(result).toMatchObject(verdict('edit', seq, seq))
    }
  })

  test('without the signer the range ends at the checkpoints around it', async () => {
    const result = await log.after(async (tx) => {
      const row = await leafAt(tx, 17)
      const { bytes, hash } = remade(row, { actor: 'mallory' })
      await sql`update audit.leaf set bytes = ${bytes}, hash = ${hash} where seq = 17`.execute(tx)
    }, [])
    expect(result).toMatchObject({ ok: false, verdict: { invariant: 'root', from: 10, to: 19 } })
  })
})

describe.each([false, true])('with numbers and hashes rewritten: %s', (renumber) => {
  test.each([
    [0, 0],
    [5, 5],
    [12, 14],
    [37, 38],
  ])('delete of %i to %i', async (from, to) => {
    const result = await log.after(async (tx) => {
      const rows = await readLeaves(tx)
      await replace(tx, [...rows.slice(0, from), ...rows.slice(to + 1)], renumber)
    })
    expect(result).toMatchObject(verdict('delete', from, to))
  })

  test.each([
    [0, 0],
    [5, 5],
    [20, 22],
    [39, 39],
  ])('insert at %i to %i', async (from, to) => {
    const result = await log.after(async (tx) => {
      const rows = await readLeaves(tx)
      const fresh = rows.slice(from, to + 1).map(stranger)
      await replace(tx, [...rows.slice(0, from), ...fresh, ...rows.slice(from)], renumber)
    })
    expect(result).toMatchObject(verdict('insert', from, to))
  })

  test.each([
    [0, 1],
    [3, 30],
    [38, 39],
  ])('reorder of %i and %i', async (a, b) => {
    const result = await log.after(async (tx) => {
      const rows = await readLeaves(tx)
      const [x, y] = [await leafAt(tx, a), await leafAt(tx, b)]
      await replace(tx, rows.with(a, y).with(b, x), renumber)
    })
    expect(result).toMatchObject(verdict('reorder', a, b))
  })

  test('reorder of a run', async () => {
    const result = await log.after(async (tx) => {
      const rows = await readLeaves(tx)
      await replace(
        tx,
        [...rows.slice(0, 10), ...rows.slice(12, 15), ...rows.slice(10, 12), ...rows.slice(15)],
        renumber,
      )
    })
    expect(result).toMatchObject(verdict('reorder', 10, 14))
  })
})

describe('a shorter log', () => {
  test.each([39, 31, 20, 1])('tail cut at %i', async (to) => {
    const result = await log.after((tx) => sql`delete from audit.leaf where seq >= ${to}`.execute(tx))
    expect(result).toMatchObject(verdict('tail cut', to, size - 1))
  })

  test.each([30, 10])('tail cut at %i together with its checkpoints', async (to) => {
    const result = await log.after(async (tx) => {
      await goBack(tx, to)
      await sql`update audit.state set numbered = ${size}`.execute(tx)
    })
    expect(result).toMatchObject(verdict('tail cut', to, size - 1))
  })

  test.each([39, 30, 11, 1])('restore to the past at %i', async (to) => {
    const result = await log.after((tx) => goBack(tx, to))
    expect(result).toMatchObject(verdict('restore to past', to, size - 1))
  })

  test('is seen without the signer too, by what was published', async () => {
    const result = await log.after((tx) => goBack(tx, 11), [])
    expect(result).toMatchObject({
      ok: false,
      verdict: { invariant: 'external', kind: 'restore to past', from: 11 },
    })
    expect(result.findings.map(({ to }) => to)).toContain(size - 1)
  })
})

describe('fork', () => {
  test.each([
    [39, 40],
    [30, 40],
    [21, 35],
    [10, 50],
    [0, 40],
  ])('from %i on, %i leaves long', async (from, length) => {
    const result = await log.after(async (tx) => {
      const like = await leafAt(tx, 0)
      await goBack(tx, from)
      await insertLeaves(
        tx,
        1,
        Array.from({ length: length - from }, (_, i) => stranger({ ...like, seq: from + i })),
      )
      await sql`update audit.state set numbered = ${length}`.execute(tx)
    })
    expect(result).toMatchObject(verdict('fork', from, Math.max(length, size) - 1))
  })
})

describe('what others hold', () => {
  test('a checkpoint signed with another key is not believed', async () => {
    const result = await log.after(async (tx) => {
      const note = sql<{ note: string }>`select note from audit.checkpoint order by size limit 1`
      const [row] = (await note.execute(tx)).rows
      const forged = row?.note.replace(/ ([A-Za-z0-9+/]{20})/, ' AAAA$1') ?? ''
      await sql`update audit.checkpoint set note = ${forged} where size = (select min(size) from audit.checkpoint)`.execute(
        tx,
      )
    })
    expect(result).toMatchObject({ ok: false, verdict: { invariant: 'signature' } })
  })

  test('a forged cosignature is found', async () => {
    const result = await log.after(async (tx) => {
      await sql`update audit.receipt r set body = (select body from audit.receipt where body <> '' order by size limit 1)
        where body <> '' and size = (select max(size) from audit.receipt where body <> '')`.execute(tx)
    })
    expect(result).toMatchObject({ ok: false, verdict: { invariant: 'cosignature' } })
  })

  test('messages copied out of the group are enough', async () => {
    const text = await readFile(join(log.published, publishedFile), 'utf8')
    const last = text.trim().split('\n').at(-1) ?? ''
    // Written by the publisher.
    const { note } = JSON.parse(last) as { note: string }
    const file = join(log.dir, 'group.txt')
    await writeFile(file, `数据安全群\n留痕检查点（每日）\n${note}\n收到\n`)
    const good = await log.after(async () => {}, ['--external', file])
    expect(good).toMatchObject({ ok: true })
    const cut = await log.after((tx) => goBack(tx, 20), ['--external', file])
    expect(cut).toMatchObject({ ok: false, verdict: { invariant: 'external', from: 20 } })
  })

  test('with a key pinned from elsewhere, the keys of the bundle are not asked', async () => {
    expect(await log.after(async () => {}, ['--key', log.vkey])).toMatchObject({ ok: true })
    const foreign = 'handover.example/audit+50d4ffff+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4'
    expect(await log.after(async () => {}, ['--key', foreign])).toMatchObject({
      ok: false,
      verdict: { invariant: 'signature' },
    })
  })
})
