import type { Switch } from './switch.ts'
import { unverifiedPointing } from './unverified-pointing.ts'
import { unverifiedTransfers } from './unverified-transfers.ts'

/** The named switches of the simulator, by area. */
export const unverified = {
  // Tokens and permissions
  sameTokenOnRepeat: {
    name: 'sameTokenOnRepeat',
    default: true,
    alternatives: [false],
    doc: '91039',
    question:
      'Does gettoken return the same token inside its validity, or a new one beside a still valid old one?',
  },
  wrongSecretCode: {
    name: 'wrongSecretCode',
    default: 40001,
    alternatives: [40091],
    doc: '91039',
    question: 'Which code answers a wrong secret? The page shows 40091, the global list 40001.',
  },
  wrongSecretBlockAfter: {
    name: 'wrongSecretBlockAfter',
    default: 2000,
    alternatives: [20],
    doc: '90313',
    question: 'How many wrong secrets in an hour block the calling address?',
  },
  concurrencyThreshold: {
    name: 'concurrencyThreshold',
    default: 50,
    alternatives: [5, 500],
    doc: '90313',
    question: 'How many calls to one API at the same time answer 45033?',
  },
  agentTicketHourLimit: {
    name: 'agentTicketHourLimit',
    default: 100,
    alternatives: ['none'],
    doc: '94313',
    question: 'Is the app ticket limited per hour like the corp ticket?',
  },

  // Members
  contactEventsReachSelfBuilt: {
    name: 'contactEventsReachSelfBuilt',
    default: false,
    alternatives: [true],
    doc: '90970',
    question: 'Does a plain self-built app receive change_contact?',
  },
  disableSuperAdminCode: {
    name: 'disableSuperAdminCode',
    // Clearly not a WeCom code, so that the product meets an unknown one.
    default: 999_001,
    alternatives: [301005, 60011, 'allowed'],
    doc: '90197',
    question: 'What answers an attempt to disable the super admin or creator?',
  },
  neverActivatedMayBeDisabled: {
    name: 'neverActivatedMayBeDisabled',
    default: true,
    alternatives: [false],
    doc: '90197',
    question: 'Can a member who never activated be disabled, returning to status 4?',
  },
  disableFreesSeat: {
    name: 'disableFreesSeat',
    default: false,
    alternatives: [true],
    doc: '90197',
    question: 'Does a disabled member free an account seat?',
  },
  sessionCutDelaySeconds: {
    name: 'sessionCutDelaySeconds',
    default: 60,
    alternatives: [0, 3600],
    doc: '90197',
    question: 'How long after disabling do open sessions on devices live on?',
  },
  enableFieldInReplies: {
    name: 'enableFieldInReplies',
    default: true,
    alternatives: [false],
    doc: '90196',
    question: 'Do user/get and user/list carry the field `enable`?',
  },

  ...unverifiedTransfers,
  ...unverifiedPointing,

  // Messages and cards
  messageOverLimit: {
    name: 'messageOverLimit',
    default: 'silent',
    alternatives: [45009],
    doc: '90236',
    question: 'What answers the 31st message a minute to one member?',
  },
  messageOverDailyCap: {
    name: 'messageOverDailyCap',
    default: 45009,
    alternatives: ['silent'],
    doc: '90236',
    question: 'What answers a message beyond the daily person-times of the app?',
  },
  usedResponseCode: {
    name: 'usedResponseCode',
    default: 60140,
    alternatives: [42016, 999_005],
    doc: '94888',
    question: 'Which code answers a response code that was already used?',
  },
  passiveReplyToCardHonoured: {
    name: 'passiveReplyToCardHonoured',
    default: false,
    alternatives: [true],
    doc: '90241',
    question: 'Does a passive reply to template_card_event change the card?',
  },
  appchatHourBudget: {
    name: 'appchatHourBudget',
    default: 150_000,
    alternatives: [300_000],
    doc: '90248',
    question: 'How many person-times an hour may appchat messages reach?',
  },
  mentionOfStranger: {
    name: 'mentionOfStranger',
    default: 'raw-text',
    alternatives: ['dropped'],
    doc: '99110',
    question: 'How does <@userid> of somebody outside the group show?',
  },

  // Login
  privateInfoWithoutAgentid: {
    name: 'privateInfoWithoutAgentid',
    default: 'error',
    alternatives: ['downgrade'],
    doc: '91022',
    question: 'Is snsapi_privateinfo without agentid an error or treated as snsapi_base?',
  },

  // Approvals
  approvalEventAgentId: {
    name: 'approvalEventAgentId',
    default: 'system-app',
    alternatives: ['own-app'],
    doc: '91815',
    question: 'Does sys_approval_change carry the id of the system app (3010040) or of the receiving app?',
  },
  approvalEventsOfOtherTemplates: {
    name: 'approvalEventsOfOtherTemplates',
    default: true,
    alternatives: [false],
    doc: '91815',
    question: 'Do events of templates the app never used arrive too?',
  },
  approvalTemplateCap: {
    name: 'approvalTemplateCap',
    default: 200,
    alternatives: [5],
    doc: '97437',
    question: 'How many templates may a corp have (301087)?',
  },
  approvalNodeCap: {
    name: 'approvalNodeCap',
    default: 10,
    alternatives: [50],
    doc: '91853',
    question: 'How many nodes may a process have?',
  },
  approvalNodeUserCap: {
    name: 'approvalNodeUserCap',
    default: 20,
    alternatives: [100],
    doc: '91853',
    question: 'How many people may one node name?',
  },
} as const satisfies Record<string, Switch>

/** The name of a switch. */
export type SwitchName = keyof typeof unverified

/** A choice for every switch. */
export type Switches = {
  [K in SwitchName]: Choice<
    (typeof unverified)[K]['default'] | (typeof unverified)[K]['alternatives'][number]
  >
}

// Numbers of a switch are examples (a cap, a delay, a code), words and booleans are the only ways.
type Choice<T> = T extends number ? number : T

/** Every switch as we hold most likely. */
export function likely(): Switches {
  const chosen = Object.entries(unverified).map(([name, one]) => [name, one.default])
  // Object.entries forgets the names; the table above is the proof that each has its default.
  return Object.fromEntries(chosen) as Switches
}
