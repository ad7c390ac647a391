import { expect, test } from 'vitest'
import { masked } from './mask.ts'

test.each([
  ['王思敏', '王**'],
  ['欧阳', '欧**'],
  ['𠮷野家', '𠮷**'],
  ['', ''],
])('the name %s is shown as %s', (name, shown) => {
  expect(masked.name(name)).toBe(shown)
})

test.each([
  ['138-0013-8000', '138****8000'],
  ['+86 138 0013 8000', '138****8000'],
  ['１３８００１３８０００', '138****8000'],
  ['0571-88886666', '****6666'],
  ['', '****'],
])('the phone %s is shown as %s', (phone, shown) => {
  expect(masked.phone(phone)).toBe(shown)
})

test.each([
  ['11010519491231002X', '1****X'],
  ['E12345678', 'E****8'],
  ['12', '****'],
])('the identity number %s is shown as %s', (number, shown) => {
  expect(masked.idNumber(number)).toBe(shown)
})

test.each([
  ['wang.simin@example.com', 'w***@example.com'],
  ['a@b.cn', 'a***@b.cn'],
  ['no address', '****'],
])('the mail address %s is shown as %s', (address, shown) => {
  expect(masked.email(address)).toBe(shown)
})

test('a bank card keeps its last four digits', () => {
  expect(masked.bankCard('6222 0212 3456 7894')).toBe('****7894')
})

test.each([
  ['浙江省杭州市西湖区文三路 90 号', '浙江省杭州市西湖区****'],
  ['上海市浦东新区张江路 1 号', '上海市浦东新区****'],
  ['内蒙古自治区锡林郭勒盟多伦县和平街', '内蒙古自治区锡林郭勒盟多伦县****'],
  ['江苏省苏州市昆山市前进路', '江苏省苏州市昆山市****'],
  ['文三路 90 号', '****'],
  ['', '****'],
])('the address %s is shown as %s', (address, shown) => {
  expect(masked.address(address)).toBe(shown)
})

test.each([
  ['请打13800138000找王姐', '请打138****8000找王姐'],
  ['手机１３８００１３８０００', '手机138****8000'],
  ['+86-138-0013-8000。', '138****8000。'],
  ['座机 0571-88886666 转 2', '座机 ****6666 转 2'],
  ['身份证11010519491231002X，勿传', '身份证1****X，勿传'],
  ['身份证 110105 19491231 002x', '身份证 1****x'],
  ['卡号6222021234567894', '卡号****7894'],
  ['卡 6222 0212 3456 7894', '卡 ****7894'],
  ['wang.simin@example.com 和 li@b.cn', 'w***@example.com 和 l***@b.cn'],
  ['13800138000_合同.pdf', '138****8000_合同.pdf'],
  ['一句话里 13800138000、11010519491231002X 都有', '一句话里 138****8000、1****X 都有'],
])('in “%s” what reaches a person is hidden', (text, shown) => {
  expect(masked.text(text)).toBe(shown)
})

test.each([
  // A wrong check digit, a day that is none, a number within a longer one, an order, an amount, a date.
  ['合同 110105194912310021'],
  ['合同 11010519491331002X'],
  ['订单 2026112713800138000001'],
  ['单号 AB13800138000X9Z'.replace('13800138000', '12345678901')],
  ['卡 6222021234567890'],
  ['金额 1,286,000 元，2026-11-27'],
  ['企业微信 ww0123456789abcdef'],
  ['提前 90 天、24 小时'],
])('“%s” stays as it is', (text) => {
  expect(masked.text(text)).toBe(text)
})
