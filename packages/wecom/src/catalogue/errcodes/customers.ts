import { code, remedies as r } from './code.ts'

const yearOfLogin = {
  zh: '请该成员登录一次企业微信并授权微信；离职成员须在离职前一年内登录过，否则只能手工处理',
  en: 'Let the member log in to WeCom with WeChat authorised; for a leaver it must have been within the year before leaving, else by hand',
}

const resigned = {
  zh: '在职成员请用在职继承；确需离职继承时，先在通讯录中删除该成员(不可恢复)',
  en: 'Use in-service transfer for present members; resigned inheritance needs the member deleted first, which is final',
}

/** Codes of customers, customer groups and their transfer. */
export const customerCodes = {
  40050: code('input', '群不存在', 'The chat does not exist', r.reread),
  40096: code('business', '客户 ID 不合法或不可见', 'external_userid not valid or out of range', r.visible),
  40097: code('business', '移交成员尚未离职', 'The member has not resigned yet', resigned),
  40098: code('business', '接替成员未实名认证', 'The successor is not real-name verified', r.successorLogin),
  40099: code(
    'business',
    '接替成员客户数已达上限',
    'The successor has reached the customer cap',
    r.customerCap,
  ),
  40100: code('business', '客户正在转接中', 'The contact is already in a transfer', r.wait),
  40126: code('business', '企业客户标签已达上限', 'The corp has reached its cap of customer tags', {
    zh: '管理后台 > 客户联系 > 客户标签：清理不用的标签',
    en: 'Admin console > Customer contact > tags: remove unused tags',
  }),
  40128: code('business', '90 天内转接已达 2 次', 'Transferred twice within 90 days', {
    zh: '须等 90 天期满，或由原成员继续服务',
    en: 'Wait until the 90 days are over, or let the present member go on',
  }),
  40129: code('business', '客户正在转接中', 'The customer is being transferred right now', r.wait),
  40130: code('input', '移交人与接替人相同', 'Leaver and successor are the same member', r.chooseOther),
  40131: code('business', '客户不属于移交成员', 'The leaver does not follow this customer', r.reread),
  40143: code('business', '成员被封禁，无法继承', 'A member of the transfer is banned', r.byHand),
  40144: code('business', '客户标签数已达上限', 'The customer has reached its tag limit', r.correct),
  40205: code('business', '成员一年内未登录', 'The member has not logged in within the year', yearOfLogin),
  41035: code('input', '缺少客户 ID', 'external_userid missing', r.bug),
  41054: code('business', '成员未激活', 'The member is not activated', r.successorLogin),
  41111: code('input', '标签列表为空或过长', 'List of tags empty or too long', r.bug),
  48011: code(
    'permission',
    '企业活跃度不足，客户数据被限制',
    'Customer data withheld: members not active enough',
    {
      zh: '需提高企业微信的实际使用，无法通过接口解决',
      en: 'The corp has to use WeCom more; no API can change it',
    },
  ),
  49008: code('business', '群已解散', 'The group was dismissed', r.reread),
  81017: code('input', '查询人数超过上限，须按群主筛选', 'Too many people in range: filter by owner', r.bug),
  84061: code('business', '不存在外部联系人关系', 'There is no relation with this contact', r.reread),
  84074: code('permission', '没有外部联系人权限', 'No permission for external contacts', r.contactRange),
  90500: code('business', '群主尚未离职', 'The group owner has not resigned', resigned),
  90501: code('business', '不是客户群', 'Not a customer group', r.byHand),
  90502: code('business', '群主已离职', 'The group owner has already resigned', {
    zh: '改用离职继承分配该群',
    en: 'Use resigned inheritance for this group',
  }),
  90503: code('business', '群已满，无法加入新群主', 'The group is full, nobody can make room', {
    zh: '请在客户端内确认移出成员后再转让',
    en: 'Confirm in the client who leaves the group, then transfer',
  }),
  90504: code('business', '新群主已是群主', 'The new owner already owns the group', r.reread),
  90507: code('business', '离职继承进行中', 'Inheritance of the group is in progress', r.wait),
  90508: code('business', '群已被继承', 'The group was already inherited', r.reread),
  90509: code('business', '不是企业微信客户群', 'Not a WeCom customer group', r.byHand),
  90510: code(
    'business',
    '企业一年内没有活跃成员',
    'The corp has no active user within one year',
    yearOfLogin,
  ),
  610023: code(
    'business',
    '企业外部联系人已达上限',
    'The corp has reached its ceiling of external contacts',
    r.buyContacts,
  ),
  610024: code(
    'business',
    '企业资质材料缺失，客户功能受限',
    'Papers of the corp are missing: customer features suspended',
    r.buyContacts,
  ),
  701008: code('permission', '成员缺少互通许可', 'Members lack the interop licence', {
    zh: '仅服务商应用会遇到；请改用自建应用',
    en: 'Only provider apps meet this; use a self-built app',
  }),
} as const
