import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { createLeases, LeaseBusy } from './lease.ts'

const program = new URL('./test/lease-child.ts', import.meta.url).pathname
let database: TestDatabase
let file: string
let children: ChildProcess[] = []

beforeEach(async () => {
  database = await freshDatabase()
  file = join(mkdtempSync(join(tmpdir(), 'jieli-lease-')), 'log')
  writeFileSync(file, '')
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  await database.close()
})

async function start(...args: readonly (string | number)[]): Promise<ChildProcess> {
  const child = fork(program, [database.urls.app, file, ...args.map(String)], {
    execArgv: ['--import', 'tsx'],
  })
  children.push(child)
  await once(child, 'message')
  return child
}

const log = () => readFileSync(file, 'utf8').split('\n').filter(Boolean)

async function until(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms`)
    await sleep(20)
  }
}

test('three processes with many callers each are never inside together', async () => {
  const mine = createLeases(database.db, { ttlMs: 1_000 })
  await Promise.all([start('assign:wang', 15), start('assign:wang', 15)])
  let inside = 0
  await Promise.all(
    Array.from({ length: 15 }, () =>
      mine.hold('assign:wang', async () => {
        inside += 1
        expect(inside).toBe(1)
        await sleep(2)
        inside -= 1
      }),
    ),
  )
  await until(() => log().length === 60, 30_000)
  for (let i = 0; i < 60; i += 2) {
    const [came, went] = [log()[i], log()[i + 1]]
    expect(went).toBe(came?.replace('in', 'out'))
  }
})

test('no connection is held meanwhile: a hundred names fit a pool of ten', async () => {
  const leases = createLeases(database.db)
  let inside = 0
  await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      leases.hold(`name ${i}`, async () => {
        inside += 1
        await until(() => inside === 100, 10_000)
      }),
    ),
  )
  expect(inside).toBe(100)
})

test('a killed holder is replaced when its lease lapses, a living one is not', async () => {
  const ttlMs = 800
  const holder = await start('assign:li', 1, ttlMs, 60_000)
  await until(() => log().length === 1, 10_000)
  const waiting = createLeases(database.db, { ttlMs })
  let got = false
  const held = waiting.hold('assign:li', () => {
    got = true
    return Promise.resolve()
  })
  // Twice its time to live: renewals keep it.
  await sleep(ttlMs * 2)
  expect(got).toBe(false)
  holder.kill('SIGKILL')
  const killedAt = Date.now()
  await held
  expect(Date.now() - killedAt).toBeLessThan(ttlMs + 1_500)
})

test('who lost the name is told, and does not take it from the next one when leaving', async () => {
  const leases = createLeases(database.db, { ttlMs: 400 })
  let told = false
  await leases.hold('x', async (signal) => {
    await sql`update gateway.lease set holder = gen_random_uuid() where name = 'x'`.execute(database.db)
    await until(() => signal.aborted, 5_000)
    told = true
  })
  expect(told).toBe(true)
  const { rows } = await sql`select from gateway.lease where name = 'x'`.execute(database.db)
  expect(rows).toHaveLength(1)
})

test('an error gives the name back, and waiting has an end', async () => {
  const leases = createLeases(database.db, { ttlMs: 60_000 })
  await expect(leases.hold('y', () => Promise.reject(new Error('work failed')))).rejects.toThrow(
    'work failed',
  )
  const other = createLeases(database.db, { waitMs: 200 })
  await leases.hold('y', async () => {
    await expect(other.hold('y', () => Promise.resolve())).rejects.toBeInstanceOf(LeaseBusy)
  })
})
