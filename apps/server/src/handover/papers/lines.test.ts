import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

// A Chinese sign is 10 wide, a Latin one 5.
const widthOf = (sign: string) => (sign >= '\u2e80' ? 10 : 5)
const lines = (text: string, room = 50) => linesOf(text, room, widthOf)

test.each([
  ['Chinese breaks between any two signs', '客户仍由原成员服务', ['客户仍由原', '成员服务']],
  ['no line begins with a full stop', '客户由他服。好', ['客户由他', '服。好']],
  ['no line ends with an opening bracket', '接替人的（店）', ['接替人的', '（店）']],
  ['Latin breaks between words', 'the quick brown fox', ['the quick', 'brown fox']],
  ['a word longer than the line breaks anywhere', 'externalcontact', ['externalco', 'ntact']],
  ['a figure stays whole', '共有客户1,286位', ['共有客户', '1,286位']],
  ['a date stays whole', '日期 2026-12-01 18:00', ['日期', '2026-12-01', '18:00']],
  ['a masked number stays whole', '客户户 wm…0042', ['客户户', 'wm…0042']],
  ['a space at the end needs no room', '甲乙丙丁戊 己', ['甲乙丙丁戊', '己']],
  ['a line feed is kept', '甲\n乙', ['甲', '乙']],
  ['nothing is one empty line', '', ['']],
])('%s', (_, text, expected) => {
  expect(lines(text)).toEqual(expected)
})

test('whatever is broken, nothing is lost and nothing is too wide', () => {
  const text =
    '“暂不添加”，共 1,286 位（其中12位）https://qyapi.weixin.qq.com/cgi-bin/externalcontact 已核实！'
  for (let room = 20; room < 300; room += 7) {
    const broken = lines(text, room)
    expect(broken.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    for (const line of broken)
      expect([...line].reduce((sum, sign) => sum + widthOf(sign), 0)).toBeLessThanOrEqual(room)
  }
})
