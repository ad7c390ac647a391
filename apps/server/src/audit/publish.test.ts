import { describe, expect, test } from 'vitest'
import { isDue } from './checkpoints.ts'
import { groupNotice } from './publish.ts'

const now = new Date('2026-03-02T04:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const latest = {
  log: 1,
  size: 50,
  root: Buffer.alloc(32),
  note: 'o\n50\nroot\n\nsig\n',
  signedAt: now,
  proof: [],
}
const freeze = [{ action: 'handover.freeze', count: 2 }]

describe('what the group is told', () => {
  test('a key event at once, with the checkpoint', () => {
    const notice = groupNotice(latest, freeze, { at: [ago(1_000)], size: 40 }, now)
    expect(notice).toEqual({ size: 50, text: `留痕检查点：handover.freeze ×2\n${latest.note}` })
  })

  test('the digest once a day, by the day of Shanghai', () => {
    // 04:00 UTC is noon in Shanghai; its day began at 16:00 UTC the day before.
    expect(groupNotice(latest, [], { at: [ago(11.9 * 3_600_000)], size: 40 }, now)).toBeUndefined()
    expect(groupNotice(latest, [], { at: [ago(12.1 * 3_600_000)], size: 40 }, now)?.text).toContain('每日')
    expect(groupNotice(latest, [], { at: [], size: 0 }, now)?.size).toBe(50)
  })

  test('nothing twice', () => {
    expect(groupNotice(latest, freeze, { at: [], size: 50 }, now)).toBeUndefined()
  })

  test('at most twenty times a minute; the next message catches up', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => ago(i * 1_000 + 1)).reverse()
    expect(groupNotice(latest, freeze, { at: twenty, size: 40 }, now)).toBeUndefined()
    expect(groupNotice(latest, freeze, { at: twenty.slice(1), size: 40 }, now)).toBeDefined()
  })
})

describe('a checkpoint is due', () => {
  const pace = { everyLeaves: 256, everyMs: 60_000 }
  test.each([
    ['nothing new', { size: 10, urgentSize: 10 }, { size: 10, at: ago(99_999) }, false],
    ['one leaf, lately', { size: 11, urgentSize: 10 }, { size: 10, at: ago(59_999) }, false],
    ['one leaf, a minute ago', { size: 11, urgentSize: 0 }, { size: 10, at: ago(60_000) }, true],
    ['256 leaves', { size: 266, urgentSize: 0 }, { size: 10, at: now }, true],
    ['255 leaves', { size: 265, urgentSize: 0 }, { size: 10, at: now }, false],
    ['an urgent leaf', { size: 11, urgentSize: 11 }, { size: 10, at: now }, true],
  ])('%s: %o after %o is %s', (_, log, last, due) => expect(isDue(now, log, last, pace)).toBe(due))
})
