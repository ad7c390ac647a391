import { code, remedies as r } from './code.ts'

/** Codes of approvals. */
export const approvalCodes = {
  301025: code(
    'input',
    '审批参数不合法或与模板不符',
    'A parameter is wrong or does not fit the template',
    r.template,
  ),
  301026: code('busy', '审批内部错误', 'Internal error of the approval app', r.wait),
  301055: code(
    'permission',
    '无审批权限，或申请人不在范围、已离职',
    'No approval permission, or the applicant is out of range or has left',
    {
      zh: '管理后台 > 应用管理 > 审批 > API：勾选本应用，并核对可见范围；已离职成员的单据不可按申请人筛选',
      en: 'Admin console > Apps > Approval > API: tick this app and check its range; forms of a leaver cannot be filtered by applicant',
    },
  ),
  301056: code('config', '审批应用已停用', 'The approval app is switched off', {
    zh: '管理后台 > 应用管理 > 审批：启用',
    en: 'Admin console > Apps > Approval: switch it on',
  }),
  301057: code('business', '审批提交失败', 'The form could not be submitted', r.template),
  301079: code('business', '考勤时间冲突', 'The attendance time overlaps another form', r.correct),
  301086: code('input', '模板控件不合法', 'A control of the template is not valid', r.bug),
  301087: code('business', '审批模板数已达上限', 'Too many approval templates', {
    zh: '管理后台 > 应用管理 > 审批 > 模板：删除不用的模板',
    en: 'Admin console > Apps > Approval > templates: delete unused ones',
  }),
  301088: code('permission', '无权操作该模板', 'No right on this template', {
    zh: '只有创建该模板的应用可以修改',
    en: 'Only the app that made a template may change it',
  }),
  301112: code('input', '时间范围过大', 'The time range is too wide', r.bug),
  301115: code(
    'business',
    '模板有自定义打印版式，不可更新',
    'The template has a custom print layout and cannot be updated',
    r.template,
  ),
  620004: code('busy', '审批服务异常', 'The approval service failed', r.wait),
} as const
