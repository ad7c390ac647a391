import { describe, expect, test } from 'vitest'
import { Bug } from '../platform/result.ts'
import {
  cut,
  duplicateSeconds,
  greyText,
  replacedCard,
  restMs,
  splitText,
  verdictOf,
  wireCard,
  type Card,
} from './notify.ts'

const aCard = (over: Partial<Card> = {}): Card => ({
  title: '请确认交接',
  buttons: [{ text: '同意', key: 'handover:yes' }],
  ...over,
})

describe('a card on the wire', () => {
  test('has its task id, and its texts cut to what a phone shows', () => {
    const card = wireCard(
      aCard({ title: '长'.repeat(60), lines: [{ label: '客户', value: '名'.repeat(40) }] }),
      'task-1',
    )
    expect(card).toMatchObject({ card_type: 'button_interaction', task_id: 'task-1' })
    expect(card.main_title?.title).toBe(`${'长'.repeat(35)}…`)
    expect('horizontal_content_list' in card && card.horizontal_content_list?.[0]?.value).toBe(
      `${'名'.repeat(29)}…`,
    )
  })

  test('without buttons is a notice with a link', () => {
    expect(wireCard(aCard({ buttons: [], url: 'https://a.example/1' }), 't')).toMatchObject({
      card_type: 'text_notice',
      card_action: { type: 1, url: 'https://a.example/1' },
    })
  })

  test.each([
    ['seven buttons', { buttons: Array.from({ length: 7 }, (_, i) => ({ text: '好', key: `a:${i}` })) }],
    ['a long button', { buttons: [{ text: '十一个字的按钮文字太长了', key: 'a:1' }] }],
    [
      'two buttons of one key',
      {
        buttons: [
          { text: '是', key: 'a:1' },
          { text: '否', key: 'a:1' },
        ],
      },
    ],
    ['seven lines', { lines: Array.from({ length: 7 }, () => ({ label: '项', value: '值' })) }],
    ['neither button nor link', { buttons: [] }],
  ])('%s: told to the programmer at once', (_, over) => {
    expect(() => wireCard(aCard(over), 't')).toThrow(Bug)
  })

  test('replaced, it says the words, is grey and names no task', () => {
    const card = replacedCard(wireCard(aCard(), 'task-1'), '已同意', greyText('已同意', '已处理'))
    expect(card).toMatchObject({ sub_title_text: '已同意', replace_text: '已同意' })
    expect('task_id' in card).toBe(false)
    expect(greyText('王敏已经处理了这张卡片了', '已处理')).toBe('已处理')
  })
})

describe('long texts', () => {
  test.each([
    ['', 2_048],
    ['短', 2_048],
    ['文'.repeat(5_000), 2_048],
    ['a😀文\n'.repeat(900), 2_048],
    [`${'行'.repeat(30)}\n`.repeat(100), 500],
    ['x'.repeat(2_048), 2_048],
  ])('lose nothing and break no letter', (text, max) => {
    const parts = splitText(text, max)
    expect(parts.join('')).toBe(text)
    for (const part of parts) {
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(max)
      expect(Buffer.from(part, 'utf8').toString('utf8')).toBe(part)
    }
  })

  test('break at a line end where there is one', () => {
    for (const part of splitText(`${'行'.repeat(30)}\n`.repeat(100), 500).slice(0, -1)) {
      expect(part.endsWith('\n')).toBe(true)
    }
  })

  test('a cut counts letters, not code units', () => {
    expect(cut('😀😀😀', 3)).toBe('😀😀😀')
    expect(cut('😀😀😀', 2)).toBe('😀…')
  })
})

test('the time of the duplicate check differs among neighbours and is between two and four hours', () => {
  const all = Array.from({ length: 7_200 }, (_, i) => duplicateSeconds(1_000_000 + i))
  expect(new Set(all).size).toBe(7_200)
  expect(Math.min(...all)).toBeGreaterThan(7_200)
  expect(Math.max(...all)).toBeLessThanOrEqual(14_400)
})

test.each([
  ['busy', -1, 1, 'again'],
  ['token', 40014, 50, 'again'],
  ['config', 60020, 50, 'later'],
  ['permission', 48002, 1, 'later'],
  ['permission', 60011, 1, 'never'],
  ['permission', 81013, 1, 'never'],
  ['input', 44004, 1, 'never'],
  ['unknown', 999_001, 3, 'again'],
  ['unknown', 999_001, 10, 'later'],
  ['unknown', 999_001, 40, 'never'],
] as const)('%s %d after %d tries: %s', (kind, code, tries, verdict) => {
  expect(verdictOf(kind, code, tries)).toBe(verdict)
})

test('waits double and have an end, so ten minutes of refusals cost a handful of tries', () => {
  expect([1, 2, 3].map((tries) => restMs('again', tries))).toEqual([2_000, 4_000, 8_000])
  expect(restMs('again', 40)).toBe(60_000)
  expect(restMs('later', 40)).toBe(600_000)
})
