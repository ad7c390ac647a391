import { expect, test } from 'vitest'
import { createClassifier } from './classifier.ts'
import { parseLabelled } from './labelled.ts'
import { parseLexicon } from './lexicon.ts'
import { shippedClassifier, shippedLexicon, shippedTexts } from './shipped.ts'

const classifier = shippedClassifier()

test.each([
  ['需求文档写得太乱导致返工', '流程', '需求'],
  ['只有小王会改支付模块，他休假就停', '人员', '依赖'],
  ['jenkins 又挂了构建不了', '工具', '构建'],
  ['支付回调收不到', '技术', '接口'],
  ['審批頁面', null, null],
])('who or what is complained about decides: %s', (text, category, subcategory) => {
  const answer = classifier.classify(text)
  if (category === null) expect(answer.band).toBe('待分类')
  else expect(answer).toMatchObject({ category, subcategory, band: 'auto' })
})

test('the cues are words of the text, at most three', () => {
  const { cues } = classifier.classify('Ｊｅｎｋｉｎｓ　又挂了，构建不了，流水线红了，打包机离线')
  expect(cues).toHaveLength(3)
  for (const cue of cues) expect('jenkins 又挂了,构建不了,流水线红了,打包机离线').toContain(cue)
})

test.each(['', '   ', '\u200b\n', '😀', '。。。'])(
  'a text that says nothing waits for a person: %j',
  (text) => {
    expect(classifier.classify(text)).toEqual({
      category: null,
      subcategory: null,
      confidence: 0,
      band: '待分类',
      alternative: null,
      cues: [],
    })
  },
)

test('greetings and noise are never placed by themselves', () => {
  for (const text of ['你好', '在吗', 'asdf qwer', '12345', '收到，谢谢'])
    expect(classifier.classify(text).band, text).toBe('待分类')
})

test('the same version gives the same answers; another lexicon or label is another version', () => {
  const again = shippedClassifier()
  expect(again.version).toBe(classifier.version)
  for (const { text } of shippedTexts('unseen'))
    expect(again.classify(text)).toEqual(classifier.classify(text))
  const confirmed = [{ text: '食堂排队太久', category: '流程', subcategory: '审批' }]
  const material = { lexicon: shippedLexicon(), texts: shippedTexts() }
  expect(createClassifier({ ...material, confirmed }).version).not.toBe(classifier.version)
  const lexicon = { ...material.lexicon, neutral: [...material.lexicon.neutral, '食堂'] }
  expect(createClassifier({ ...material, lexicon }).version).not.toBe(classifier.version)
})

test('what people confirmed is learnt', () => {
  const text = '班车今天又晚到二十分钟'
  const confirmed = ['班车晚到', '班车没停新站', '班车座位坏', '班车又改线', '班车晚点'].map((text) => ({
    text,
    category: '流程',
    subcategory: '排期',
  }))
  const chance = (one: ReturnType<typeof createClassifier>) => one.chances(text)[1] ?? 0
  const learnt = createClassifier({ lexicon: shippedLexicon(), texts: shippedTexts(), confirmed })
  expect(chance(learnt)).toBeGreaterThan(chance(classifier) + 0.2)
})

test('an organisation may have categories of its own', () => {
  const of = (name: string, strong: readonly string[]) => ({
    name,
    subcategories: [{ name: '全部', cues: { strong } }],
  })
  const lexicon = parseLexicon(
    JSON.stringify({
      format: 1,
      name: '门店',
      weights: { strong: 3, plain: 1, weak: 0.5 },
      categories: [of('货品', ['缺货', '临期']), of('服务', ['态度', '排队'])],
    }),
  )
  const own = createClassifier({ lexicon, texts: shippedTexts() })
  expect(own.classify('三号店牛奶又缺货')).toMatchObject({ category: '货品', subcategory: '全部' })
  expect(own.classify('收银排队太长')).toMatchObject({ category: '服务' })
})

test('a pasted log is no reason to be slow', () => {
  const log = 'java.lang.NullPointerException at com.example.order.OrderService(OrderService.java:212)\n'
  const from = performance.now()
  expect(classifier.classify(log.repeat(20_000)).category).toBe('技术')
  expect(performance.now() - from).toBeLessThan(1_000)
})

test('a labelled file without a heading is refused with its line', () => {
  expect(() => parseLabelled('# x\n甲', 'file')).toThrow(/file:2/)
})
