import { describe, expect, test } from 'vitest'
import { leafBytes } from './audit.ts'
import { leafHash } from './merkle.ts'
import { verifyLog } from './verify.mjs'

const seats = ['manager', 'hr', 'admin', 'security']
type Did = readonly [
  action: string,
  objects: Record<string, string>,
  result?: string,
  approvals?: readonly string[],
]

const given = (set: string, people: readonly string[]): readonly Did[] =>
  people.map((person, i) => ['approval.given', { set, seat: seats[i] ?? '', person }])
const approved: readonly Did[] = [...given('s1', ['a', 'b', 'c', 'd']), ['approval.complete', { set: 's1' }]]
const attempt: Did = ['handover.attempt', { attempt: 't1', set: 's1' }]
const transfer: Did = ['handover.transfer', { attempt: 't1', item: 'i1' }]
const freeze: Did = ['handover.freeze', { set: 's1' }]

async function replay(acts: readonly Did[]) {
  const at = new Date('2026-03-02T01:00:00Z')
  const leaves = acts.map(([action, objects, result = 'ok', approvals = []], seq) => {
    const who = { actor: 'x', role: 'r', session: null, policyVersion: null, commitment: null, urgent: false }
    const bytes = leafBytes(
      { entryId: `e${seq}`, at, action, objects, approvals, result, ...who },
      { log: 1, seq, loggedAt: at },
    )
    return { log: 1, seq, bytes, hash: leafHash(bytes) }
  })
  const result = await verifyLog({
    logs: [{ log: 1, origin: 'o', numbered: leaves.length }],
    keys: [],
    checkpoints: [],
    receipts: [],
    async *leaves() {
      yield* leaves
    },
  })
  return result.findings.map(({ invariant, from, detail }) => `${invariant} ${from}: ${detail}`)
}

describe('no effect without four eyes before it', () => {
  test.each<[string, readonly Did[]]>([
    ['by attempt and by set', [...approved, attempt, transfer, freeze]],
    ['by the approvals of the leaf', [...approved, ['handover.transfer', {}, 'ok', ['s1']]]],
    [
      'with merged seats of two people',
      [...given('s1', ['a', 'b', 'a', 'b']), ['approval.complete', { set: 's1' }], freeze],
    ],
    ['when it was denied and had no effect', [['handover.freeze', { set: 's9' }, 'denied']]],
  ])('passes %s', async (_, acts) => expect(await replay(acts)).toEqual([]))

  test.each<[string, readonly Did[], string]>([
    [
      'names nothing',
      [...approved, ['handover.freeze', {}]],
      'four-eyes 5: handover.freeze: it names no approval',
    ],
    [
      'comes before the approval',
      [freeze, ...approved],
      'four-eyes 0: handover.freeze: no approval of s1 comes before it',
    ],
    [
      'names an unknown attempt',
      [...approved, transfer],
      'four-eyes 5: handover.transfer: it names no approval',
    ],
    [
      'has three seats',
      [...given('s1', ['a', 'b', 'c']), ['approval.complete', { set: 's1' }], freeze],
      'four-eyes 4: handover.freeze: 3 of 4 seats, 3 people',
    ],
    [
      'has one person in all seats',
      [...given('s1', ['a', 'a', 'a', 'a']), ['approval.complete', { set: 's1' }], freeze],
      'four-eyes 5: handover.freeze: 4 of 4 seats, 1 people',
    ],
    [
      'is not complete',
      [...given('s1', ['a', 'b', 'c', 'd']), freeze],
      'four-eyes 4: handover.freeze: 4 of 4 seats, 4 people, not complete',
    ],
    [
      'was voided',
      [...approved, ['approval.void', { set: 's1' }], freeze],
      'four-eyes 6: handover.freeze: its approval was void',
    ],
    [
      'counts a refused approval',
      [
        ...given('s1', ['a', 'b', 'c']),
        ['approval.given', { set: 's1', seat: 'security', person: 'd' }, 'rejected'],
        ['approval.complete', { set: 's1' }],
        freeze,
      ],
      'four-eyes 5: handover.freeze: 3 of 4 seats, 3 people',
    ],
  ])('fails when it %s', async (_, acts, finding) => expect(await replay(acts)).toEqual([finding]))
})
