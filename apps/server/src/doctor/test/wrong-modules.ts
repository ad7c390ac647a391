import type { Settings } from '../index.ts'
import type { Wrong } from './wrong.ts'

const lists = { calendar: '日程', meeting: '会议', documents: '文档', drive: '微盘' } as const

/** What can be wrong with the modules beside customers: a part of a handover, never its main job. */
export function wrongModules(secrets: Settings['secrets']): readonly Wrong[] {
  const warning = { state: 'warn', waiting: 0 } as const
  const notTicked = (['calendar', 'meeting', 'documents', 'drive'] as const).map((need): Wrong => ({
    ...warning,
    name: `not callable: ${need}`,
    lacks: need,
    at: need,
    code: 48002,
    cause: /无权调用/,
    remedy: new RegExp(`${lists[need]} > API > 可调用接口的应用`),
  }))
  return [
    ...notTicked,
    {
      ...warning,
      name: 'meeting app switched off',
      corp: { meetingEnabled: false },
      at: 'meeting',
      code: 400028,
      cause: /会议应用已停用/,
      remedy: /应用管理 > 会议/,
    },
    {
      ...warning,
      name: 'document API switched off',
      corp: { documentApiOn: false },
      at: 'documents',
      code: 640017,
      cause: /未开启文档接口/,
      remedy: /文档 > API/,
    },
    {
      ...warning,
      name: 'wrong archive secret',
      settings: { secrets: { ...secrets, archive: 'mistyped' } },
      at: 'archive',
      code: 40001,
      cause: /Secret/,
      remedy: /Secret/,
    },
    {
      ...warning,
      name: 'archive never opened',
      corp: { archive: 'none' },
      at: 'archive',
      code: 301053,
      cause: /未开通/,
      remedy: /会话内容存档/,
    },
    {
      ...warning,
      name: 'archive run out',
      corp: { archive: 'expired' },
      at: 'archive',
      code: 301052,
      cause: /已到期/,
      remedy: /会话内容存档/,
    },
    {
      ...warning,
      name: 'archive on another address',
      corp: { archiveIps: ['203.0.113.8'] },
      at: 'archive',
      code: 301042,
      cause: /不在名单内/,
      remedy: /会话内容存档 > 可信 IP/,
    },
    {
      ...warning,
      name: 'nobody holds a seat of the archive',
      corp: { archiveSeats: [] },
      at: 'archive',
      code: null,
      cause: /没有成员占用席位/,
      remedy: /开启范围/,
    },
  ]
}
