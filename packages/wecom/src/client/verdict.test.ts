import { describe, expect, test } from 'vitest'
import { catalogue, type CallName } from '../catalogue/index.ts'
import { errcodes } from '../catalogue/errcodes.ts'
import { pauseAfter, usualPatience as patience, waitBefore } from './patience.ts'
import type { Outcome } from './transport.ts'
import { verdictOn } from './verdict.ts'

// Object.keys forgets the names; the table is closed, so they are all there.
const names = Object.keys(catalogue) as CallName[]
const fresh = { tries: { busy: 1, conflict: 1, lost: 1 }, mayRefetch: true, patience }
const tired = { tries: { busy: 99, conflict: 99, lost: 99 }, mayRefetch: false, patience }
const lost = (sent: boolean): Outcome => ({ kind: 'lost', sent, cause: new Error('x') })
const code = (errcode: number): Outcome => ({ kind: 'answer', errcode, errmsg: '', body: {} })

describe.each(names)('%s', (name) => {
  const row = catalogue[name]

  test('a lost answer is asked for again only where twice is as good as once', () => {
    expect(verdictOn(row, lost(true), fresh).do).toBe(row.repeat === 'safe' ? 'wait' : 'give-up')
    expect(verdictOn(row, lost(false), fresh).do).toBe('wait')
  })

  test('whatever comes, it ends', () => {
    for (const errcode of [...Object.keys(errcodes).map(Number), 999_999]) {
      expect(['refuse', 'pause']).toContain(verdictOn(row, code(errcode), tired).do)
    }
    expect(verdictOn(row, lost(false), tired).do).toBe('give-up')
  })

  test('business and input refusals are never tried again, and unknown codes neither', () => {
    const final = Object.entries(errcodes).filter(
      ([, one]) => one.kind === 'business' || one.kind === 'input',
    )
    expect(final.length).toBeGreaterThan(80)
    for (const errcode of [...final.map(([key]) => Number(key)), 999_999]) {
      expect(verdictOn(row, code(errcode), fresh)).toEqual({ do: 'refuse' })
    }
  })
})

test('assigning calls are among those that are never repeated', () => {
  const assigning = names.filter((name) => /transfer(_customer)?$/.test(catalogue[name].path))
  expect(assigning).toEqual([
    'transferCustomer',
    'transferGroups',
    'transferResignedCustomer',
    'transferResignedGroups',
  ])
  for (const name of assigning)
    expect(verdictOn(catalogue[name], lost(true), fresh)).toEqual({ do: 'give-up' })
})

test('an internal error may have done something: only calls that may run twice are repeated', () => {
  expect(verdictOn(catalogue.createApprovalTemplate, code(620004), fresh)).toEqual({ do: 'refuse' })
  expect(verdictOn(catalogue.updateApprovalTemplate, code(620004), fresh)).toEqual({
    do: 'wait',
    because: 'busy',
  })
  expect(verdictOn(catalogue.createApprovalTemplate, code(-1), fresh)).toEqual({
    do: 'wait',
    because: 'busy',
  })
})

test('waits double and spread by half either way; pauses double up to an hour', () => {
  expect([2, 3, 4].map((next) => waitBefore(next, patience, 0.5))).toEqual([400, 800, 1_600])
  expect([waitBefore(2, patience, 0), waitBefore(2, patience, 0.999)]).toEqual([200, expect.closeTo(600, 0)])
  expect([0, 1, 5, 6, 40].map((strikes) => pauseAfter(strikes, patience))).toEqual([
    60_000, 120_000, 1_920_000, 3_600_000, 3_600_000,
  ])
})
