import { handoverStateWords, type HandoverState } from '@jieli/contract'
import { expect, test } from 'vitest'
import { phaseOf, type Phased } from './passes.ts'
import type { Phase } from './saga.ts'
import { inHours, now } from './test/builders.ts'

const phases = {
  collecting: 'collect',
  confirming: 'none',
  approving: 'none',
  executing: 'move',
  waiting: 'move',
  verifying: 'verify',
  closing: 'close',
  lent: 'turn back',
  reported: 'none',
  archived: 'none',
  cancelled: 'none',
} satisfies Record<HandoverState, Phase>

// The words are complete by their type.
const states = Object.keys(handoverStateWords) as HandoverState[]

test.each(states)('a pass over a handover that is %s', (state) => {
  expect(phaseOf(aRow({ state, return_at: now }), now)).toBe(phases[state])
})

test('the account is frozen at its agreed time, not a second before', () => {
  expect(phaseOf(aRow({ freeze_at: inHours(1) }), now)).toBe('none')
  expect(phaseOf(aRow({ freeze_at: new Date(now.getTime() + 1) }), now)).toBe('none')
  expect(phaseOf(aRow(), now)).toBe('close')
})

test('what is lent goes back on its date, not before', () => {
  expect(phaseOf(aRow({ state: 'lent', return_at: inHours(1) }), now)).toBe('none')
  expect(phaseOf(aRow({ state: 'lent', return_at: now }), now)).toBe('turn back')
})

test('what went back, and what was cancelled, waits for no freeze', () => {
  expect(phaseOf(aRow({ leg: 'back', freeze_at: inHours(1) }), now)).toBe('close')
  expect(phaseOf(aRow({ ending: 'stay', freeze_at: inHours(1) }), now)).toBe('close')
})

function aRow(over: Partial<Phased> = {}): Phased {
  return { state: 'closing', freeze_at: now, leg: 'out', ending: null, return_at: null, ...over }
}
