import type { acquisitionLinks } from '../acquisition-links.ts'
import type { serviceSeats } from '../service-seats.ts'
import { no, ok, type Samples } from './sample.ts'

const link_id = 'cawcdea7a8bd0b8a'
const open_kfid = 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw'

/** Samples of 获客链接 and 微信客服. */
export const pointingSamples: Samples<keyof typeof acquisitionLinks | keyof typeof serviceSeats> = {
  listAcquisitionLinks: {
    request: { limit: 100, cursor: 'CUR-1' },
    replies: [{ ...ok, link_id_list: [link_id], next_cursor: 'CUR-2' }, no(48002, 'api forbidden')],
  },
  getAcquisitionLink: {
    request: { link_id },
    replies: [
      {
        ...ok,
        link: {
          link_name: '官网咨询',
          url: 'https://work.weixin.qq.example.cn/ca/cawcdea7a8bd0b8a',
          create_time: 1_780_000_000,
          skip_verify: true,
        },
        range: { user_list: ['linxiao'], department_list: [2] },
        priority_option: { priority_type: 2, priority_userid_list: ['linxiao'] },
      },
      no(40058, 'invalid link_id'),
    ],
  },
  updateAcquisitionLink: {
    request: {
      link_id,
      link_name: '官网咨询',
      range: { user_list: ['zhouqing'], department_list: [2] },
      skip_verify: true,
      priority_option: { priority_type: 2, priority_userid_list: ['zhouqing'] },
    },
    replies: [{ ...ok }, no(41054, 'user has not been activated')],
  },
  listServiceAccounts: {
    request: { offset: 0, limit: 100 },
    replies: [{ ...ok, account_list: [{ open_kfid, name: '禾木客服', manage_privilege: true }] }],
  },
  listServicers: {
    request: { open_kfid },
    replies: [
      {
        ...ok,
        servicer_list: [
          { userid: 'linxiao', status: 0 },
          { userid: 'songci', status: 1, stop_type: 1 },
          { department_id: 5 },
        ],
      },
      no(95000, 'invalid open_kfid'),
    ],
  },
  addServicers: {
    request: { open_kfid, userid_list: ['zhouqing', 'cuiying'] },
    replies: [
      {
        ...ok,
        result_list: [
          { userid: 'zhouqing', errcode: 0, errmsg: 'success' },
          { userid: 'cuiying', errcode: 41054, errmsg: 'user has not been activated' },
        ],
      },
    ],
  },
  removeServicers: {
    request: { open_kfid, userid_list: ['linxiao', 'nobody'] },
    replies: [
      {
        ...ok,
        result_list: [
          { userid: 'linxiao', errcode: 0, errmsg: 'success' },
          { userid: 'nobody', errcode: 0, errmsg: 'ignored' },
        ],
      },
    ],
  },
}
