import type { Switch } from './switch.ts'

/** Open questions about transfers of customers and groups. */
export const unverifiedTransfers = {
  // Transfers of customers
  disabledMayHandOver: {
    name: 'disabledMayHandOver',
    default: false,
    alternatives: [true],
    doc: '92125',
    question: 'Does in-service transfer work while the leaver is disabled?',
  },
  disabledHandOverCode: {
    name: 'disabledHandOverCode',
    default: 40003,
    alternatives: [40205, 60111],
    doc: '92125',
    question: 'If not, with which code is it refused?',
  },
  doubleSendCode: {
    name: 'doubleSendCode',
    default: 40129,
    alternatives: [40100],
    doc: '90313',
    question: 'Which item code answers a customer who is already being transferred?',
  },
  refusedAttemptCountsInBudget: {
    name: 'refusedAttemptCountsInBudget',
    default: true,
    alternatives: [false],
    doc: '92125',
    question: 'Does an attempt the customer refused count among the 2 in 90 days?',
  },
  resignedReassignLimit: {
    name: 'resignedReassignLimit',
    default: 'unlimited',
    alternatives: ['twice-then-90-days'],
    doc: '94081',
    question: 'How often can the refused customer of a deleted member be assigned again?',
  },
  noTransferRecord: {
    name: 'noTransferRecord',
    default: 'absent',
    alternatives: ['status-5'],
    doc: '94088',
    question: 'Is a customer without transfer left out of transfer_result or listed with status 5?',
  },
  lostCustomerTransferStatus: {
    name: 'lostCustomerTransferStatus',
    default: 3,
    alternatives: [2],
    doc: '94088',
    question: 'What shows for a customer who had deleted the leaver himself before the transfer?',
  },
  pendingTransferSurvivesDeletion: {
    name: 'pendingTransferSurvivesDeletion',
    default: true,
    alternatives: [false],
    doc: '92125',
    question: 'Does an in-service transfer that is waiting its 24 h go on when the leaver is deleted?',
  },
  remarksCarriedOver: {
    name: 'remarksCarriedOver',
    default: false,
    alternatives: [true],
    doc: '92125',
    question: 'Are remark, description and tags copied to the successor?',
  },
  emptyCustomerListCode: {
    name: 'emptyCustomerListCode',
    default: 84061,
    alternatives: [0],
    doc: '92113',
    question: 'Does externalcontact/list answer 84061 or an empty list for a member without customers?',
  },
  memberCustomerCap: {
    name: 'memberCustomerCap',
    default: 5000,
    alternatives: [10_000, 20_000],
    doc: '90313',
    question: 'How many customers may one member have (40099, status 4)?',
  },
  corpCustomerCap: {
    name: 'corpCustomerCap',
    default: 50_000,
    alternatives: [5000],
    doc: '90313',
    question: 'How many external contacts may the corp have (610023)?',
  },

  // Groups
  newOwnerAutoJoins: {
    name: 'newOwnerAutoJoins',
    default: true,
    alternatives: [false],
    doc: '95703',
    question: 'Is a new owner who is not in the group joined by the transfer?',
  },
  absentOwnerCode: {
    name: 'absentOwnerCode',
    default: 86207,
    alternatives: [999_002],
    doc: '95703',
    question: 'If not joined, with which item code is the transfer refused?',
  },
  oldOwnerStays: {
    name: 'oldOwnerStays',
    default: true,
    alternatives: [false],
    doc: '95703',
    question: 'Does the old owner stay in the group as a member?',
  },
  groupQuotaPer: {
    name: 'groupQuotaPer',
    default: 'old-owner',
    alternatives: ['new-owner'],
    doc: '95703',
    question: 'Are the 300 groups a day counted by the old owner or by the new one?',
  },
  groupQuotaCode: {
    name: 'groupQuotaCode',
    default: 45009,
    alternatives: [40128, 999_003],
    doc: '95703',
    question: 'Which item code answers the 301st group of a day?',
  },
  groupBudgetCode: {
    name: 'groupBudgetCode',
    default: 40128,
    alternatives: [999_004],
    doc: '95703',
    question: 'Which item code answers the third transfer of a group within 90 days?',
  },
  ownerFilterAcceptsResigned: {
    name: 'ownerFilterAcceptsResigned',
    default: 'accepts',
    alternatives: ['40003', 'empty'],
    doc: '92120',
    question:
      'Does groupchat/list take a resigned userid in owner_filter, as the page demands, or fail as people report?',
  },
  groupReadLagSeconds: {
    name: 'groupReadLagSeconds',
    default: 0,
    alternatives: [5, 60],
    doc: '92122',
    question: 'How long after an event does groupchat/get still show the former state?',
  },

  // Events of transfers
  endEventsForApiTransfers: {
    name: 'endEventsForApiTransfers',
    default: true,
    alternatives: [false],
    doc: '92130',
    question: 'Do transfers begun by API raise the events of their end?',
  },
  refusalEventReliable: {
    name: 'refusalEventReliable',
    default: true,
    alternatives: [false],
    doc: '92130',
    question: 'Does transfer_fail always come when a customer refuses?',
  },
} as const satisfies Record<string, Switch>
