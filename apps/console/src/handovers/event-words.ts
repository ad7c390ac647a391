import type { Words } from '../ui/index.ts'

/** What the engine writes down about an item, for people. */
const events: Readonly<Record<string, Words>> = {
  found: { zh: '清点时找到', en: 'found in the inventory' },
  'earlier record': { zh: '企业微信里有以前的转移记录', en: 'WeCom has a record of an earlier transfer' },
  'plan changed': { zh: '方案改了', en: 'the plan changed' },
  sent: { zh: '已发给企业微信', en: 'sent to WeCom' },
  'not sent': { zh: '没有发出', en: 'not sent' },
  accepted: { zh: '企业微信受理，等 24 小时', en: 'accepted by WeCom; 24 hours to wait' },
  'already moving': { zh: '已经在转移中', en: 'already moving' },
  'still waiting': { zh: '还在等', en: 'still waiting' },
  'taken over': { zh: '企业微信说已接替', en: 'WeCom says it was taken over' },
  'held by a successor': { zh: '接替人名单里有了', en: 'in the successor’s own list' },
  'remark and tags written': { zh: '备注和标签写给接替人了', en: 'remark and tags written' },
  'read back': { zh: '读回来，对得上', en: 'read back' },
  'owner read back': { zh: '群主读回来，对得上', en: 'owner read back' },
  'relation not there yet': { zh: '接替关系还没出现', en: 'the relation is not there yet' },
  'declined by the customer': { zh: '客户点了“暂不添加”', en: 'declined by the customer' },
  'relation ended': { zh: '客户关系结束了', en: 'the relation ended' },
  'refused by WeCom': { zh: '企业微信拒绝', en: 'refused by WeCom' },
  'unknown code': { zh: '企业微信的答复没人认识，等人看', en: 'an unknown answer, for a person' },
  'quota of the day used': { zh: '今天的次数用完，明天再发', en: 'the quota of the day is used' },
  'sent often without effect': { zh: '发了几次都没有作用', en: 'sent often without effect' },
  'was not executed': { zh: '查明没有执行', en: 'was not executed' },
  'too late to send': { zh: '来不及在冻结前发出', en: 'too late to send' },
  'no fall-back left': { zh: '没有候补了', en: 'no fall-back is left' },
  'still with the leaver': { zh: '还在原成员那里', en: 'still with the leaver' },
  'no longer held': { zh: '原成员已不再持有', en: 'no longer held' },
  'in a transfer by hand': { zh: '有人在后台手工转移', en: 'in a transfer by hand' },
  'moved again by hand': { zh: '又被手工转走', en: 'moved again by hand' },
  'moved to another member': { zh: '已在别的成员那里', en: 'moved to another member' },
  'owned by somebody else': { zh: '群主已是别人', en: 'owned by somebody else' },
  'moved after all': { zh: '后来还是转成了', en: 'moved after all' },
  'verification found a difference': { zh: '核对时发现不一样', en: 'verification found a difference' },
  'goes back': { zh: '开始还回', en: 'goes back' },
  'handover cancelled': { zh: '交接取消', en: 'the handover was cancelled' },
  'decided: again': { zh: '决定：再转一次', en: 'decided: try again' },
  'decided: keep': { zh: '决定：先留着', en: 'decided: keep' },
  'decided: look again': { zh: '决定：再查一次', en: 'decided: look again' },
}

export function whatWords(what: string): Words {
  const known = events[what]
  if (known) return known
  if (what.startsWith('fall-back after ')) return { zh: '改由候补接替', en: 'goes to the next in line' }
  if (what.startsWith('unknown status '))
    return { zh: `企业微信给了没人认识的状态 ${what.slice(15)}`, en: what }
  return what.startsWith('account ') ? { zh: `账号：${what.slice(8)}`, en: what } : { zh: what, en: what }
}
