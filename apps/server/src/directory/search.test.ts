import { expect, test } from 'vitest'
import { keysOf } from './search.ts'

test.each([
  ['linxiao', '林晓', ['林晓', 'linxiao', 'lx', 'linxiao']],
  // A surname has its own sound.
  ['zeng', '曾可', ['曾可', 'zengke', 'zk', 'zeng']],
  ['anna', 'Anna Li', ['anna li', 'anna li', 'anna', 'anna']],
])('%s is found by name, pinyin and initials', (userid, name, keys) => {
  expect(keysOf(userid, name).slice(0, 2)).toEqual(keys.slice(0, 2))
  expect(keysOf(userid, name)).toContain(keys[3])
})
