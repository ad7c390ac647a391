import { startRequestRoutes } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startWhole, until, type Whole } from './whole.ts'

// A form in WeCom that was agreed to asks for the handover of whoever filed it.
let whole: Whole
let template = ''
let token = ''
vi.setConfig({ testTimeout: 60_000 })

async function wecom(path: string, body?: object): Promise<Record<string, unknown>> {
  const how = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const reply = await fetch(`${whole.company.address.baseUrl}/cgi-bin/${path}`, how)
  const answer = (await reply.json()) as Record<string, unknown>
  expect(answer['errcode']).toBe(0)
  return answer
}

const words = (text: string) => [{ text, lang: 'zh_CN' }]

async function filed(userid: string): Promise<string> {
  const { sp_no: number } = await wecom(`oa/applyevent?access_token=${token}`, {
    creator_userid: userid,
    template_id: template,
    use_template_approver: 0,
    process: { node_list: [{ type: 1, apv_rel: 1, userid: ['approver1'] }] },
    apply_data: { contents: [{ control: 'Text', id: 'Text-1', value: { text: '下月离职' } }] },
    summary_list: [{ summary_info: words('离职申请') }],
  })
  return String(number)
}

const requests = async () => {
  const list = await whole.apis.hr(startRequestRoutes.list, {})
  return list.ok ? list.value.requests : []
}

beforeAll(async () => {
  whole = await startWhole('forms')
  const { corpId, secrets } = whole.company.address
  token = String((await wecom(`gettoken?corpid=${corpId}&corpsecret=${secrets.app}`))['access_token'])
  const made = await wecom(`oa/approval/create_template?access_token=${token}`, {
    template_name: words('离职申请'),
    template_content: {
      controls: [{ property: { control: 'Text', id: 'Text-1', title: words('说明'), require: 1 } }],
    },
  })
  template = String(made['template_id'])
  await whole.restart({ WECOM_START_FORMS: `another=leave, ${template}=resign` })
})
afterAll(() => whole.stop())

test('while the form waits, and when it is rejected, nothing is asked for', async () => {
  const number = await filed('colleague')
  await whole.company.post('/people/approver1/reject', { spNo: number })
  const later = await filed('leaver')
  await new Promise((done) => void setTimeout(done, 1_500))
  expect(await requests()).toEqual([])
  await whole.company.post('/people/approver1/approve', { spNo: later })
  const [found] = await until(async () => {
    const all = await requests()
    return all.length > 0 && all
  })
  expect(found).toMatchObject({ person: 'leaver', trigger: 'resign', source: 'wecom-form' })
})
