import type { Switch } from './switch.ts'

/** Open questions about what leads new customers to a member. */
export const unverifiedPointing = {
  contactWayListReach: {
    name: 'contactWayListReach',
    default: 'own',
    alternatives: ['all'],
    doc: '92228',
    question: 'Does list_contact_way also show codes that another app made?',
  },
  contactWayUpdateKeeps: {
    name: 'contactWayUpdateKeeps',
    default: true,
    alternatives: [false],
    doc: '92228',
    question: 'Does update_contact_way leave fields alone that are not given, or empty them?',
  },
  deletedMemberStaysInCodes: {
    name: 'deletedMemberStaysInCodes',
    default: true,
    alternatives: [false],
    doc: '92228',
    question: 'Is a deleted member still listed among the members of a code?',
  },
} as const satisfies Record<string, Switch>
