import { code, remedies as r } from './code.ts'

/** Codes of members, departments and tags. */
export const contactCodes = {
  40003: code('input', '成员 ID 不合法或已离职', 'userid not valid, or the member has left', r.reread),
  40031: code('input', '成员列表不合法', 'List of members not valid', r.bug),
  40032: code('input', '成员列表过长', 'List of members too long', r.bug),
  40066: code('input', '部门列表不合法', 'List of departments not valid', r.correct),
  40068: code('input', '标签 ID 不合法', 'Tag id not valid', r.reread),
  40070: code('input', '标签成员全部无效', 'None of the tag members is valid', r.reread),
  40071: code('business', '标签名已存在', 'A tag of this name exists', r.correct),
  60003: code('input', '部门不存在', 'Department does not exist', r.reread),
  60005: code('business', '部门下还有成员', 'The department still has members', {
    zh: '请先移走该部门的成员',
    en: 'Move the members of the department first',
  }),
  60006: code('business', '部门下还有子部门', 'The department still has sub-departments', {
    zh: '请先移走或删除子部门',
    en: 'Move or delete the sub-departments first',
  }),
  60007: code('business', '根部门不可删除', 'The root department cannot be deleted', r.correct),
  60008: code('business', '同级部门名已存在', 'A department of this name exists beside it', r.correct),
  60009: code(
    'input',
    '部门名含非法字符',
    'The department name has characters that are not allowed',
    r.correct,
  ),
  60102: code('business', '成员 ID 已存在', 'userid exists', r.correct),
  60104: code('business', '手机号已被使用', 'Mobile is in use', r.correct),
  60106: code('business', '邮箱已被使用', 'Mail address is in use', r.correct),
  60110: code('input', '成员所属部门过多', 'Too many departments for one member', r.correct),
  60111: code(
    'input',
    '成员不存在(已离职、已删除或不可见)',
    'Member does not exist: left, deleted or out of range',
    r.reread,
  ),
  60112: code('input', '成员姓名不合法', 'Name not valid', r.correct),
  60123: code('input', '部门 ID 不合法', 'Department id not valid', r.reread),
  60127: code('input', '缺少部门', 'Department missing', r.correct),
  60129: code('input', '手机号与邮箱不可同时为空', 'Mobile and mail address are both empty', r.correct),
  60132: code(
    'input',
    '部门与负责人标记长度不一致',
    'Lists of departments and leader marks differ in length',
    r.bug,
  ),
  60257: code('input', '直属上级过多', 'Too many direct leaders', r.correct),
  60275: code(
    'business',
    '“其他邮箱成员”不可由接口管理',
    'Members of type "other mailbox" cannot be managed by API',
    r.byHand,
  ),
  81001: code('business', '部门下节点超过三万', 'More than 30,000 nodes under the department', r.byHand),
  81003: code('business', '标签下节点超过三万', 'More than 30,000 nodes under the tag', r.byHand),
  81011: code('permission', '无权操作该标签', 'No right on this tag', {
    zh: '标签只能由创建它的应用修改；请在管理后台 > 通讯录 > 标签中处理',
    en: 'Only the app that made a tag may change it; use Admin console > Contacts > Tags',
  }),
  81013: code('permission', '接收人全部无效或无权限', 'All ids are invalid or out of range', r.visible),
  81014: code('input', '一次标签操作的人数过多', 'Too many members in one tag call', r.bug),
  301005: code('business', '不可删除企业创建者', 'The creator of the corp cannot be deleted', {
    zh: '管理后台 > 我的企业 > 权限管理：先转交创建者身份',
    en: 'Admin console > My company > permissions: pass the creator role on first',
  }),
  301036: code('business', '成员 ID 只可修改一次', 'A userid can be changed only once', r.correct),
} as const
