import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

// classify and similar as an operator runs them: processes of their own, no settings, no database, no network.
const cli = new URL('../src/cli.ts', import.meta.url).pathname
let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-texts-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly out: readonly Record<string, unknown>[]
  readonly err: string
}

function jieli(args: readonly string[], input: string): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    env: { PATH: process.env['PATH'] },
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((done) =>
    child.once('close', (code) =>
      done({
        code,
        err,
        out: out
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      }),
    ),
  )
}
const lines = (...values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n')
async function file(name: string, text: string): Promise<string> {
  await writeFile(join(dir, name), text)
  return join(dir, name)
}

test('classify answers every line, in order, with just the promised fields', async () => {
  const { code, out, err } = await jieli(
    ['classify'],
    `\uFEFF${lines({ id: 'a', text: '只有小王会改支付模块，他休假就停' }, { id: 7, text: '' })}\r\n\r\n${lines({ id: 'c', text: '换行\u2028之后 jenkins 又挂了', extra: 1 })}`,
  )
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out.map(({ id, category, band }) => ({ id, category, band }))).toEqual([
    { id: 'a', category: '人员', band: 'auto' },
    { id: 7, category: null, band: '待分类' },
    { id: 'c', category: '工具', band: 'auto' },
  ])
  for (const answer of out)
    expect(Object.keys(answer)).toEqual([
      'id',
      'category',
      'subcategory',
      'confidence',
      'band',
      'alternative',
      'cues',
    ])
})

test('bad lines are told with their numbers, the good ones are answered, the code is 2', async () => {
  const { code, out, err } = await jieli(
    ['classify'],
    [
      '{"id":1,"text":"vpn 连不上"}',
      'not json',
      '[1]',
      '{"text":"x"}',
      '{"id":2}',
      '{"id":"","text":3}',
    ].join('\n'),
  )
  expect(code).toBe(2)
  expect(out.map(({ id }) => id)).toEqual([1])
  for (const number of [2, 3, 4, 5, 6]) expect(err).toContain(`line ${number}:`)
})

test(
  'a hundred thousand lines pass in order; memory does not grow with them',
  { timeout: 120_000 },
  async () => {
    const many = Array.from({ length: 100_000 }, (_, id) => JSON.stringify({ id, text: '接口超时' })).join(
      '\n',
    )
    const { code, out } = await jieli(['classify'], many)
    expect(code).toBe(0)
    expect(out).toHaveLength(100_000)
    expect(out.every(({ id }, index) => id === index)).toBe(true)
  },
)

test('a lexicon with mistakes, or labels of no category, are refused before anything is answered', async () => {
  const lexicon = await file('lexicon.json', '{"format":1,"categories":[]}')
  const one = await jieli(['classify', '--lexicon', lexicon], '{"id":1,"text":"vpn"}')
  expect(one).toMatchObject({ code: 2, out: [] })
  expect(one.err).toContain('categories')
  const labels = await file('labels.jsonl', '{"text":"班车晚点","category":"后勤"}')
  const two = await jieli(['classify', '--labels', labels], '{"id":1,"text":"vpn"}')
  expect(two).toMatchObject({ code: 2, out: [] })
  expect(two.err).toContain('line 1: "category"')
})

test('the model says its version, another set of labels another', async () => {
  const labels = await file('good.jsonl', '{"text":"班车晚点","category":"流程"}')
  const [one, again, other] = [
    await jieli(['classify', '--model'], ''),
    await jieli(['classify', '--model'], ''),
    await jieli(['classify', '--model', '--labels', labels], ''),
  ]
  expect(again.out).toEqual(one.out)
  expect(other.out[0]?.['version']).not.toBe(one.out[0]?.['version'])
})

test('similar finds the duplicate in a corpus and says why', async () => {
  const corpus = await file(
    'corpus.jsonl',
    lines(
      { id: 'p', text: '三楼打印机卡纸' },
      { id: 'v', text: 'VPN 老断' },
      { id: 's', text: '审批没人批' },
    ),
  )
  const { code, out } = await jieli(
    ['similar', '--corpus', corpus, '--top', '2'],
    lines({ id: 1, text: '打不出纸来' }, { id: 2, text: '' }),
  )
  expect(code).toBe(0)
  expect(out[0]).toMatchObject({ id: 1, matches: [{ id: 'p', reason: expect.stringContaining('打印机') }] })
  expect(out[1]).toEqual({ id: 2, matches: [] })
})

test('a corpus with a bad line or an id twice gives no answer at all', async () => {
  const corpus = await file('bad.jsonl', '{"id":1,"text":"a"}\nno\n{"id":1,"text":"b"}\n')
  const { code, out, err } = await jieli(['similar', '--corpus', corpus], '{"id":1,"text":"x"}')
  expect({ code, out }).toEqual({ code: 2, out: [] })
  expect(err).toContain('line 2:')
  expect(err).toContain('line 3:')
})

test('similar --pairs scores each line', async () => {
  const { code, out } = await jieli(
    ['similar', '--pairs'],
    lines(
      { id: 'same', a: 'VPN 连上就掉', b: '在家连公司内网老断' },
      { id: 'not', a: 'VPN 连上就掉', b: '需求又变了' },
    ),
  )
  expect(code).toBe(0)
  const [same, not] = out.map(({ score }) => Number(score))
  expect(same).toBeGreaterThan(0.5)
  expect(not).toBeLessThan(0.5)
})

test.each([
  ['similar'],
  ['similar', '--pairs', '--corpus', 'x'],
  ['similar', '--corpus', 'x', '--top', '0'],
  ['classify', 'surplus'],
])('a wrong command line is a usage error: %s %s', async (...args) => {
  const { code, out, err } = await jieli(args, '')
  expect({ code, out }).toEqual({ code: 2, out: [] })
  expect(err).toContain('jieli <命令>')
})
