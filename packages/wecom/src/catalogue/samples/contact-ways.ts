import type { contactWays } from '../contact-ways.ts'
import { no, ok, type Samples } from './sample.ts'

const id = '42b34949e138eb6e027c123cba77fad7'

/** Samples of 联系我 codes. */
export const contactWaySamples: Samples<keyof typeof contactWays> = {
  listContactWays: {
    request: { start_time: 1_625_846_400, end_time: 1_794_000_000, cursor: 'CUR-1', limit: 1_000 },
    replies: [{ ...ok, contact_way: [{ config_id: id }], next_cursor: 'CUR-2' }, no(48002, 'api forbidden')],
  },
  getContactWay: {
    request: { config_id: id },
    replies: [
      {
        ...ok,
        contact_way: {
          config_id: id,
          type: 2,
          scene: 2,
          style: 1,
          remark: '展会立牌',
          skip_verify: true,
          state: 'fair-1',
          qr_code: 'https://open.work.weixin.qq.example.cn/wwopen/userQRCode?vcode=1',
          user: ['linxiao', 'zhouqing'],
          party: [2],
          conclusions: { text: { content: '感谢咨询' } },
        },
      },
      no(40058, 'invalid config_id'),
    ],
  },
  updateContactWay: {
    request: {
      config_id: id,
      remark: '展会立牌',
      skip_verify: true,
      style: 1,
      state: 'fair-1',
      user: ['zhouqing'],
      party: [2],
    },
    replies: [{ ...ok }, no(41054, 'user has not been activated')],
  },
}
