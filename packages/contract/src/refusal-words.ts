import type { readinessRoutes } from './readiness.ts'
import type { startRequestRoutes } from './start-requests.ts'
import type { acceptanceRoutes } from './acceptance.ts'
import type { approvalPolicyRoutes } from './approval-policy.ts'
import type { delegationRoutes } from './delegation.ts'
import type { taskRoutes } from './tasks.ts'
import type { archiveRoutes } from './archive.ts'
import type { accessRoutes } from './access.ts'
import type { handoverRoutes } from './handover.ts'
import type { setupRoutes } from './setup.ts'
import type { wizardRoutes } from './wizard.ts'
import type { consoleRoutes } from './console-routes.ts'
import type { Words } from './words.ts'

type RefusalsOf<T extends Readonly<Record<string, { readonly refusals: readonly string[] }>>> =
  T[keyof T]['refusals'][number]
type AnyRefusal =
  | RefusalsOf<typeof readinessRoutes>
  | RefusalsOf<typeof taskRoutes>
  | RefusalsOf<typeof delegationRoutes>
  | RefusalsOf<typeof approvalPolicyRoutes>
  | RefusalsOf<typeof acceptanceRoutes>
  | RefusalsOf<typeof startRequestRoutes>
  | RefusalsOf<typeof archiveRoutes>
  | RefusalsOf<typeof handoverRoutes>
  | RefusalsOf<typeof accessRoutes>
  | RefusalsOf<typeof consoleRoutes>
  | RefusalsOf<typeof wizardRoutes>
  | RefusalsOf<typeof setupRoutes>

/** A forgotten word does not compile. */
export const refusalWords = {
  NOT_YOUR_LINE: {
    zh: '你只能为自己带的人发起交接；别的部门请找 HR',
    en: 'You may start a handover for people you lead; for others ask HR',
  },
  SAME_PERSON: { zh: '接替人不能是本人', en: 'The successor is the same person' },
  LEAVER_UNKNOWN: {
    zh: '通讯录里没有这位待交接员工，请检查账号',
    en: 'The leaver is not in contacts; check the user id',
  },
  SUCCESSOR_UNKNOWN: {
    zh: '通讯录里没有这位接替人，请检查账号',
    en: 'A successor is not in contacts; check the user id',
  },
  SUCCESSOR_INACTIVE: {
    zh: '接替人还没有激活或已停用，请先让他登录一次企业微信',
    en: 'A successor is not active; let them log in to WeCom once',
  },
  SUCCESSOR_WITHOUT_CUSTOMER_CONTACT: {
    zh: '接替人没有客户联系权限，请在管理后台「客户与上下游 › 权限配置」加上',
    en: 'A successor lacks the customer-contact permission; add it in the WeCom console',
  },
  RULE_NAMES_NO_SUCCESSOR: {
    zh: '规则里的人不在接替人名单里',
    en: 'A rule names a person who is not among the successors',
  },
  DEADLINE_PAST: { zh: '冻结时间已经过去', en: 'The freeze time is in the past' },
  DEADLINE_BEFORE_START: {
    zh: '冻结时间早于转移开始时间',
    en: 'The freeze time is before the start of the transfer',
  },
  DEADLINE_TOO_EARLY: {
    zh: '来不及：分批发出后要等 24 小时。请改到最早可行的时间之后',
    en: 'Too early: transfers take 24 hours. Choose the earliest feasible time or later',
  },
  ALREADY_IN_HANDOVER: {
    zh: '这位员工已有交接，请打开已有的那一个',
    en: 'This person already has a handover; open that one',
  },
  SUCCESSOR_IS_LEAVING: { zh: '接替人自己也在交接中', en: 'A successor is leaving too' },
  APPROVER_CONFLICT: {
    zh: '审批人必须是四位不同的人，且不能是本人、接替人或发起人',
    en: 'The approvers must be different people, none the leaver, a successor or the initiator',
  },
  NOT_FOUND: { zh: '没有这个交接', en: 'There is no such handover' },
  NOT_READY: {
    zh: '清点还没有完成，或已经提交',
    en: 'The inventory is not finished, or it was submitted already',
  },
  PLAN_CHANGED: { zh: '方案刚刚变了，请重新看一遍再提交', en: 'The plan has changed; look at it again' },
  UNASSIGNED_ITEMS: {
    zh: '还有客户或群没有接替人，请加一条规则',
    en: 'Some items have no successor; add a rule',
  },
  NOTHING_TO_DECIDE: { zh: '没有等待决定的项', en: 'Nothing waits for this decision' },
  NEEDS_OWNER_AND_DATE: { zh: '暂留要写明负责人和日期', en: 'Keeping needs an owner and a date' },
  TOO_LATE_FOR_AGAIN: {
    zh: '冻结前已不够 24 小时，不能再转',
    en: 'Fewer than 24 hours are left before the freeze',
  },
  ALREADY_SENT: {
    zh: '第一批已经发出，不能取消；可以决定剩下的怎么办',
    en: 'The first batch was sent; decide about the rest instead',
  },
  NOTHING_TO_SIGN: { zh: '这一类没有转给你的', en: 'Nothing of this class came to you' },
  SAMPLE_FIRST: {
    zh: '先打开几条看一看，再签收',
    en: 'Open a few of them before you sign',
  },
  NOT_VERIFIED_YET: {
    zh: '还没有全部核实，核实后再签收和复核',
    en: 'Not everything is verified yet; sign and review afterwards',
  },
  NOT_ONESELF: { zh: '不能请自己代理，请选另一位同事', en: 'Choose another colleague, not yourself' },
  NO_RULE_FOR_ALL: {
    zh: '最后一条规则要适用所有触发原因、不限数量，否则有的交接没有规则',
    en: 'The last rule must fit every trigger and size, or some handover has no rule',
  },
  RULE_NEVER_USED: {
    zh: '有一条规则永远用不到：前面的规则已经包住它。请把它移到前面或删掉',
    en: 'One rule can never apply: an earlier one covers it. Move it up or remove it',
  },
  REMINDS_TOO_LATE: {
    zh: '提醒要早于审批截止，请减少提醒的小时数',
    en: 'The reminder must come before the time to decide ends; use fewer hours',
  },
  POLICY_PROPOSED: {
    zh: '已经有一个修改在等人确认，请先处理它',
    en: 'A change waits to be confirmed already; decide that one first',
  },
  POLICY_CHANGED: {
    zh: '策略刚刚变了，请刷新后重新修改',
    en: 'The policy has just changed; reload and change it again',
  },
  NOTHING_CHANGED: {
    zh: '和现在的策略一样，没有要改的',
    en: 'Same as the policy in force; nothing to change',
  },
  OWN_POLICY: {
    zh: '自己提议的修改要由另一个人确认；你可以撤回',
    en: 'Another person confirms what you proposed; you can withdraw it',
  },
  UNTIL_PAST: { zh: '代理的截止时间已经过去', en: 'The end of the delegation is in the past' },
  NOT_YOUR_TURN: {
    zh: '还没轮到你：按顺序，前面的人先审批',
    en: 'It is not your turn; whoever comes before decides first',
  },
  TOO_FEW_PEOPLE: {
    zh: '一个人代得太多，人数不够，请另一位来定',
    en: 'One person stands for too many; somebody else has to decide',
  },
  APPROVER_IS_LEAVER: {
    zh: '要交接的人不能审批，代理也不行',
    en: 'The leaver cannot decide, nor as a delegate',
  },
  APPROVER_IS_SUCCESSOR: {
    zh: '接替人不能审批，代理也不行',
    en: 'A successor cannot decide, nor as a delegate',
  },
  APPROVER_IS_INITIATOR: {
    zh: '发起人不能审批，代理也不行',
    en: 'The initiator cannot decide, nor as a delegate',
  },
  NOT_A_SUCCESSOR: { zh: '这个人不在接替人名单里', en: 'This person is not among the successors' },
  DUE_AFTER_FREEZE: {
    zh: '要在冻结账号之前做完，请选早一点的日子',
    en: 'It has to be done before the freeze; choose an earlier date',
  },
  FOUND_ALREADY: {
    zh: '系统已经找到了它，会自动改给接替人，不用再写；在“系统找到的”里能看到',
    en: 'It was found already and goes to the successor by itself; see what was found',
  },
  ALREADY_SETTLED: { zh: '这个任务已经有结果了', en: 'This task is settled already' },
  NOT_A_PERMISSION: { zh: '只有权限要选去向', en: 'Only permissions are sorted' },
  CHOICE_FIRST: {
    zh: '先选这个权限的去向：转给接替人、收回，还是要另外申请',
    en: 'Sort the permission first: transfer, drop or needs grant',
  },
  NOT_ASKED: { zh: '这个交接不请本人确认', en: 'The leaver is not asked in this handover' },
  ALREADY_OVER: { zh: '这个交接已经结束或已取消', en: 'This handover is over or cancelled already' },
  ALREADY_FROZEN: {
    zh: '账号已经冻结，交接已到最后一步，不能再取消',
    en: 'The account is frozen; it is too late to cancel',
  },
  MOVED_NEEDS_CHOICE: {
    zh: '已经发出过转移。请选择：已转走的留在接替人那里，还是还给本人',
    en: 'Transfers were sent. Say whether what has moved stays with the successors or goes back',
  },
  LEAVER_GONE: {
    zh: '这位员工已经从企业微信删除，只能按离职或辞退交接，也不能还回',
    en: 'This person was deleted in WeCom: only a resignation or a dismissal is possible, and nothing can go back',
  },
  NOT_MOVING: { zh: '现在没有在转移，不用暂停', en: 'Nothing is being moved, so there is nothing to pause' },
  NOT_PAUSED: { zh: '没有暂停', en: 'It is not paused' },
  NOT_LENT: { zh: '现在没有借出的东西可以还', en: 'Nothing is lent now' },
  RETURN_MISSING: { zh: '长期休假要写归还日期', en: 'A long leave needs a return date' },
  RETURN_TOO_EARLY: {
    zh: '归还日期要晚于交接完成的期限',
    en: 'The return date must be after the deadline of the handover',
  },
  NOT_ARCHIVED: {
    zh: '还没有存档；报告写好七天后自动存档',
    en: 'Not archived yet; that happens by itself seven days after the report',
  },
  ALREADY_ARCHIVED: {
    zh: '交接已存档，内容不再变化。要补充请找 HR 另行记录',
    en: 'The handover is archived and does not change any more; ask HR to note it elsewhere',
  },
  SHREDDED: {
    zh: '保存期已满，存档已经粉碎，打不开了',
    en: 'Its time was over and the archive was shredded; nothing can open it',
  },
  ARCHIVE_LOST: {
    zh: '存档文件不在存放的目录里，或和登记的不一致。请系统管理员从备份目录的副本放回',
    en: 'The file is not in its directory or is not the one recorded; ask the administrator to put a copy back',
  },
  NOT_REPORTED: { zh: '报告还没有生成', en: 'The report is not written yet' },
  LOG_READ_ONLY: {
    zh: '审计日志比已公布的检查点短，只读中。请联系数据安全专员',
    en: 'The audit log is shorter than a published checkpoint and is read-only; call data security',
  },
  ALREADY_READING: {
    zh: '正在查，查完这一页自己更新',
    en: 'It is being read; this page updates by itself',
  },
  NOT_OUR_PAGE: {
    zh: '只给这个控制台自己的页面签名；请从企业微信工作台重新打开',
    en: 'Only pages of this console are signed; open it again from the WeCom workbench',
  },
  PERSON_UNKNOWN: {
    zh: '通讯录里没有这个已激活的成员，请检查账号',
    en: 'No active member with this user id; check it',
  },
  ALREADY_SO: { zh: '已经是这样了', en: 'It is so already' },
  ALREADY_PROPOSED: {
    zh: '同样的提案已经在等数据安全专员决定',
    en: 'The same proposal waits for data security already',
  },
  ROLES_APART: {
    zh: '系统管理员不能同时是数据安全专员或审计员，请换一个人',
    en: 'An administrator cannot be a security officer or auditor as well; choose another person',
  },
  LAST_OF_ROLE: {
    zh: '这是最后一位，收回后没有人能管。先给另一个人这个角色',
    en: 'This is the last one; give the role to another person first',
  },
  PROPOSAL_GONE: { zh: '这个提案已经有结果了', en: 'This proposal was decided already' },
  OWN_PROPOSAL: {
    zh: '不能决定自己的提案，请另一位数据安全专员来定',
    en: 'Nobody decides his own proposal; ask another security officer',
  },
  ACTION_UNKNOWN: { zh: '策略表里没有这个动作', en: 'The policy table has no such action' },
  NOT_YOURS: { zh: '这一项不是你交出或接手的', en: 'You neither give nor receive this item' },
  NO_VALUE: { zh: '这一项没有登记这个内容', en: 'Nothing is recorded in this field' },
  QUOTA_SPENT: {
    zh: '今天的查看次数用完了。要继续，请数据安全专员放行，或明天再看',
    en: 'The views of today are spent; ask a security officer to allow more, or look again tomorrow',
  },
  NOT_FOR_ONESELF: {
    zh: '不能给自己放行，请另一位数据安全专员来定',
    en: 'Nobody allows himself more; ask another security officer',
  },
  ASKED_ENOUGH: {
    zh: '今天已经请求了 10 次权限。请等管理员处理，或明天再请求',
    en: 'You asked for access 10 times today; wait for the administrators, or ask again tomorrow',
  },
  DRAFT_GONE: { zh: '这份草稿已经不在了', en: 'The draft is gone' },
  CHANGED_MEANWHILE: {
    zh: '你在别处改过这份草稿。你的内容还在，请先看差异再保存',
    en: 'You changed this draft elsewhere; look at the difference before you save',
  },
  NO_SUCH_SET: { zh: '现在没有要审批的方案', en: 'No plan waits for approval now' },
  NOT_AN_APPROVER: { zh: '你不是这个方案的审批人', en: 'You are no approver of this plan' },
  VOIDED: { zh: '方案已变，之前的审批作废', en: 'The plan has changed; the approvals are void' },
  STALE: {
    zh: '方案刚刚变了，请重新看过再决定，之前的同意不算数',
    en: 'The plan has just changed; look at it again before you decide',
  },
  ALREADY_DECIDED: { zh: '你已经审批过了', en: 'You have decided already' },
  REJECTED: { zh: '方案已被退回', en: 'The plan was sent back' },
  EXPIRED: {
    zh: '审批已过期，请发起人重新提交',
    en: 'The approval has expired; it has to be submitted again',
  },
  FROM_ENVIRONMENT: {
    zh: '这一项由服务器的环境变量指定，网页改不了。要在网页上改，先从环境里删掉它再重启',
    en: 'The environment of the server names it, so the page cannot; remove it there and restart to set it here',
  },
  NOTHING_TO_SAVE: { zh: '没有填任何一项', en: 'Nothing was filled in' },
  VALUE_REFUSED: {
    zh: '企业微信不认其中一项，没有保存',
    en: 'WeCom does not take one of the values; nothing was saved',
  },
  ANOTHER_COMPANY: {
    zh: '这个数据库里已有另一家企业的数据。换企业请用新的数据库',
    en: 'This database holds the data of another company; use a new database for a new company',
  },
  STEP_UNKNOWN: { zh: '没有这一步，请刷新页面', en: 'There is no such step; read the page again' },
  NOT_BY_HAND: {
    zh: '这一步由系统检查，不能手工勾选',
    en: 'This step is checked by the system and cannot be ticked by hand',
  },
  NOT_CONNECTED: {
    zh: '还没有接入企业微信，先完成前面的步骤',
    en: 'Not connected to WeCom yet; complete the steps before',
  },
  HAS_ADMIN: {
    zh: '已经有系统管理员了，请他在「角色与策略」里给你角色',
    en: 'There is an administrator already; he can give you a role',
  },
} satisfies Record<AnyRefusal, Words>
