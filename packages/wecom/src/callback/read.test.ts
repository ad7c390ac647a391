import { describe, expect, test } from 'vitest'
import { callbacks, type CallbackDraft, type CallbackName } from '../catalogue/callbacks.ts'
import { callbackSamples } from '../catalogue/samples/callbacks.ts'
import { readCallback, writeCallback } from './read.ts'
import { readXml, writeXml } from './xml.ts'

// Object.keys forgets the names; the table is closed, so they are all there.
const names = Object.keys(callbacks) as CallbackName[]

function read(xml: string) {
  const taken = readCallback(xml)
  if (!taken.ok) throw new Error(taken.refusal)
  return taken.value
}

function write<K extends CallbackName>(name: K, change: Partial<CallbackDraft<K>> = {}): string {
  return writeCallback(name, { ...callbackSamples[name], ...change })
}

describe.each(names)('%s', (name) => {
  test('its sample is written, read back whole and named', () => {
    const back = read(write(name))
    expect(back.name).toBe(name)
    expect(back).toMatchObject({ value: callbackSamples[name] })
  })

  test('a second delivery has the same key, another second or message another', () => {
    const key = read(write(name)).dedupeKey
    expect(read(write(name)).dedupeKey).toBe(key)
    const later = 'MsgId' in callbackSamples[name] ? { MsgId: '1' } : { CreateTime: 1763600501 }
    expect(read(write(name, later)).dedupeKey).not.toBe(key)
  })
})

test('every callback has a sample, and no two answer to the same address', () => {
  expect(Object.keys(callbackSamples).sort()).toEqual([...names].sort())
  expect(new Set(names.map((name) => read(write(name)).name)).size).toBe(names.length)
})

test('two events of one second about different people are two', () => {
  const keys = ['wmTESTAAAA0001', 'wmTESTAAAA0002'].flatMap((ExternalUserID) =>
    ['hanmei', 'wutong'].map((UserID) => read(write('transferFail', { ExternalUserID, UserID })).dedupeKey),
  )
  expect(new Set(keys).size).toBe(4)
  expect(read(write('deleteCustomer')).dedupeKey).not.toBe(read(write('editCustomer')).dedupeKey)
})

test('the approval XML of the page reads: repeated siblings are lists, even single ones', () => {
  const back = read(`<xml>
 <ToUserName><![CDATA[wwCORP]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>
 <CreateTime>1763600500</CreateTime><MsgType><![CDATA[event]]></MsgType>
 <Event><![CDATA[sys_approval_change]]></Event><AgentID>3010040</AgentID>
 <ApprovalInfo>
  <SpNoStr><![CDATA[202611200007]]></SpNoStr><SpNo>202611200007</SpNo>
  <SpName><![CDATA[工作交接审批]]></SpName><SpStatus>1</SpStatus>
  <TemplateId><![CDATA[Tpl_handover_01]]></TemplateId><ApplyTime>1763600400</ApplyTime>
  <Applyer><UserId><![CDATA[li.na]]></UserId><Party><![CDATA[7]]></Party></Applyer>
  <SpRecord><SpStatus>1</SpStatus><ApproverAttr>2</ApproverAttr>
   <Details><Approver><UserId><![CDATA[boss1]]></UserId></Approver><Speech><![CDATA[]]></Speech><SpStatus>1</SpStatus><SpTime>0</SpTime></Details>
   <Details><Approver><UserId><![CDATA[boss2]]></UserId></Approver><Speech><![CDATA[]]></Speech><SpStatus>1</SpStatus><SpTime>0</SpTime></Details>
  </SpRecord>
  <Notifyer><UserId><![CDATA[hr1]]></UserId></Notifyer>
  <ProcessList><NodeList><NodeType>1</NodeType><SpStatus>1</SpStatus><ApvRel>1</ApvRel>
   <SubNodeList><UserInfo><UserId><![CDATA[boss1]]></UserId></UserInfo><Speech><![CDATA[]]></Speech><SpYj>1</SpYj><Sptime>0</Sptime></SubNodeList>
  </NodeList></ProcessList>
  <StatuChangeEvent>1</StatuChangeEvent>
 </ApprovalInfo>
</xml>`)
  if (back.name !== 'approvalChanged') throw new Error(back.name)
  const info = back.value.ApprovalInfo
  expect(info.SpRecord[0]?.Details.map((one) => one.Approver.UserId)).toEqual(['boss1', 'boss2'])
  expect(info.ProcessList?.NodeList[0]?.SubNodeList[0]?.UserInfo.UserId).toBe('boss1')
  expect([info.Notifyer.length, info.Comments, info.StatuChangeEvent]).toEqual([1, [], 1])
})

test('two steps of one form within a second are two', () => {
  const info = callbackSamples.approvalChanged.ApprovalInfo
  const key = (StatuChangeEvent: number) =>
    read(write('approvalChanged', { ApprovalInfo: { ...info, StatuChangeEvent } })).dedupeKey
  expect(key(1)).not.toBe(key(2))
})

test('a thin event with empty elements reads', () => {
  const back = read(
    '<xml><ToUserName>ww</ToUserName><FromUserName>sys</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>create_user</ChangeType><AgentID></AgentID><UserID>a</UserID><Department>1</Department><ExtAttr>\n</ExtAttr></xml>',
  )
  expect(back).toMatchObject({ name: 'createUser', value: { UserID: 'a', Department: '1' } })
})

test('a kind nobody knows is kept as unknown, not refused and not guessed', () => {
  const xml = (Event: string, CreateTime: number) =>
    writeXml({ MsgType: 'event', Event, ChangeType: 'x', CreateTime })
  expect(read(xml('brand_new', 1))).toMatchObject({ name: 'unknown', event: 'brand_new', changeType: 'x' })
  expect(read(xml('brand_new', 1)).dedupeKey).not.toBe(read(xml('brand_new', 2)).dedupeKey)
  expect(
    read(writeXml({ MsgType: 'event', Event: 'change_external_contact', ChangeType: 'new_way' })).name,
  ).toBe('unknown')
})

test('a known kind without its fields is refused by name', () => {
  const xml = writeXml({ MsgType: 'event', Event: 'change_external_contact', ChangeType: 'transfer_fail' })
  expect(readCallback(xml)).toEqual({ ok: false, refusal: 'BAD_FIELDS' })
})

test.each([
  '',
  'text',
  '<xml>',
  '<xml></a>',
  '<xml>only text</xml>',
  '<other><a>1</a></other>',
  '<xml><__proto__><polluted>1</polluted></__proto__></xml>',
  '<!DOCTYPE a [<!ENTITY b "c">]><xml><a>&b;</a></xml>',
])('%j is refused or harmless, never a crash', (text) => {
  const back = readXml(text)
  if (back.ok) expect(Object.getPrototypeOf(back.value)).toBe(Object.prototype)
  else expect(back.refusal).toBe('BAD_XML')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a person may write a declaration or the end of CDATA into a message', () => {
  const Content = '<!DOCTYPE x> ]]> &amp; ]]]]>'
  expect(read(write('textSaid', { Content }))).toMatchObject({ value: { Content } })
})

test('XML that nests half a million elements does not take the process down', () => {
  const deep = `<xml>${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}</xml>`
  expect(readXml(deep)).toEqual({ ok: false, refusal: 'BAD_XML' })
})
