import { handoverStateWords, type HandoverState } from '@jieli/contract'
import { expect, test } from 'vitest'
import { phaseOf } from './passes.ts'
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
  reported: 'none',
  cancelled: 'none',
} satisfies Record<HandoverState, Phase>

// The words are complete by their type.
const states = Object.keys(handoverStateWords) as HandoverState[]

test.each(states)('a pass over a handover that is %s', (state) => {
  expect(phaseOf({ state, freeze_at: now }, now)).toBe(phases[state])
})

test('the account is frozen at its agreed time, not a second before', () => {
  expect(phaseOf({ state: 'closing', freeze_at: inHours(1) }, now)).toBe('none')
  expect(phaseOf({ state: 'closing', freeze_at: new Date(now.getTime() + 1) }, now)).toBe('none')
  expect(phaseOf({ state: 'closing', freeze_at: now }, now)).toBe('close')
})
