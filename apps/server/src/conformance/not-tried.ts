import type { Bilingual, SwitchName } from '@jieli/wecom'
import type { NotTried } from './conformance.ts'

const because = (zh: string, en: string): NotTried => ({ notTried: { zh, en } satisfies Bilingual })

const transfer = because(
  '要真的转接一位客户：客户会收到通知，90 天 2 次的额度用掉一次，不能撤回',
  'needs a real transfer: the customer is told, one of two in 90 days is spent, nothing takes it back',
)
const group = because(
  '要真的换一个客户群的群主：群里的人看得见，额度用掉一次',
  'needs a real change of a group’s owner: its people see it and a budget is spent',
)
const flood = because(
  '要把额度真的用满，会影响全公司正在用的应用',
  'needs a budget to be used up, which would hinder what the company uses now',
)
const forms = because(
  '建好的审批模板和审批单没有接口能删除',
  'no call deletes a template or a form once it is made',
)
const event = because(
  '要等企业微信发来的事件；这个命令没有回调地址，由服务自己在收到时判断',
  'needs an event of WeCom; this command has no callback address, the server tells by what it receives',
)
const eyes = because('要有人在手机上看一眼', 'a person has to look at a phone')

/** The switches without a safe trial, each with the reason. */
export const reasons = {
  contactWayListReach: because(
    '要有另一个应用建的联系我，本应用看不到它有没有建过',
    'needs a code that another app made, and this app cannot know whether there is one',
  ),
  contactWayUpdateKeeps: because(
    '要改一个正在用的联系我；改时本来就把读到的字段全部带上',
    'needs a change of a code in use; the product sends all fields it read anyway',
  ),
  deletedMemberStaysInCodes: because('删除成员不能恢复', 'a deletion cannot be undone'),
  wrongSecretBlockAfter: because(
    '要连续用错 Secret 直到出口 IP 被封一小时',
    'needs wrong secrets until the address is blocked for an hour',
  ),
  concurrencyThreshold: flood,
  agentTicketHourLimit: flood,
  contactEventsReachSelfBuilt: event,
  disableSuperAdminCode: because(
    '如果企业微信允许，超级管理员就真的被停用了',
    'if WeCom allowed it, the super admin would be disabled for real',
  ),
  disableFreesSeat: because(
    '要先占满账号名额，再停用一位真实成员',
    'needs every seat taken and a real member disabled',
  ),
  sessionCutDelaySeconds: eyes,
  disabledMayHandOver: transfer,
  disabledHandOverCode: transfer,
  doubleSendCode: transfer,
  refusedAttemptCountsInBudget: transfer,
  resignedReassignLimit: transfer,
  lostCustomerTransferStatus: transfer,
  pendingTransferSurvivesDeletion: transfer,
  remarksCarriedOver: transfer,
  memberCustomerCap: flood,
  corpCustomerCap: flood,
  newOwnerAutoJoins: group,
  absentOwnerCode: group,
  oldOwnerStays: group,
  groupQuotaPer: group,
  groupQuotaCode: group,
  groupBudgetCode: group,
  groupReadLagSeconds: group,
  endEventsForApiTransfers: transfer,
  refusalEventReliable: transfer,
  messageOverLimit: because(
    '要在一分钟里给一个人发 31 条消息，而且返回成功也不说明送到',
    'needs 31 messages to one person in a minute, and a yes is no proof of delivery',
  ),
  messageOverDailyCap: flood,
  passiveReplyToCardHonoured: event,
  appchatHourBudget: flood,
  mentionOfStranger: eyes,
  privateInfoWithoutAgentid: because(
    '要在企业微信客户端里打开授权页',
    'the page has to be opened inside the client of WeCom',
  ),
  approvalEventAgentId: event,
  approvalEventsOfOtherTemplates: event,
  approvalTemplateCap: forms,
  approvalNodeCap: forms,
  approvalNodeUserCap: forms,
} as const satisfies Partial<Record<SwitchName, NotTried>>
