import {
  outcomes,
  itemKinds,
  reasons,
  type ItemKind,
  type Outcome,
  type Reason,
  type Relation,
} from '@jieli/contract'
import type { Caller, OpenField } from '../access/index.ts'
import type { Tx } from '../platform/db.ts'
import type { Workflow } from '../platform/durable/durable.ts'
import type { Mount } from '../platform/http.ts'
import type { Press, PressReply } from '../notify/index.ts'
import { decideGroup, type ChoiceRefusal } from './decide.ts'
import { serveConsole } from './console-routes.ts'
import { workflowName, type Deps } from './deps.ts'
import { visibleIds } from './mine.ts'
import { passWorkflow, startDuePasses } from './passes.ts'
import { endAccessDue, isShutOut } from './access-end.ts'
import { tellOfGone } from './safety-net.ts'
import { relationsTo } from './relations.ts'
import { isOwnItem, openField } from './reveal.ts'
import { serveHandovers } from './routes.ts'
import { findHandover } from './store.ts'
import { serveStartRequests } from './request-routes.ts'
import { remindApprovers } from './ask-approvers.ts'
import { tellOfSilence } from './confirm.ts'
import { serveWaiting } from './waiting-customers.ts'
import { endSilentApprovals } from './approval-timeout.ts'
import { serveApprovalPolicy } from './approval-policy-routes.ts'
import { serveDelegation } from './delegation-routes.ts'
import { serveAcceptance } from './acceptance/routes.ts'
import { readinessWorkflow, runReading, startMonthly } from './readiness/reading.ts'
import { serveReadiness } from './readiness/routes.ts'
import { archiveDue } from './archiving/archive.ts'
import { serveArchives } from './archiving/routes.ts'
import { shredDue } from './archiving/shred.ts'
import { afterShredding } from './archiving/shredded-box.ts'
import { serveTasks } from './tasks/routes.ts'
import { serveWizard } from './wizard-routes.ts'
import { vote } from './submit.ts'

export { pack, unpack } from './archiving/tar.ts'
export { verifyArchive } from './archiving/verify.ts'
export { troubleOf } from './trouble.ts'
export { startByForm, startFormsOf } from './start-by-form.ts'

export type { Deps as HandoverDeps, Settings as HandoverSettings } from './deps.ts'

export interface Handovers {
  /** Starts a pass for every handover that has something due; called by a loop. */
  startDue(): Promise<number>
  /** The safety net: tells of whoever is gone without a handover. */
  tellOfGone(): Promise<number>
  /** Reminds whoever an approval waits for, and gives back to the initiator what was not decided in time. */
  remindApprovers(): Promise<number>
  /** Tells managers of leavers who said nothing about the checklist by the deadline. */
  tellOfSilence(): Promise<number>
  /** Begins the monthly reading of who could not be handed over well. */
  startReadiness(): Promise<boolean>
  /** Ends what leavers may do here, at the agreed time, whatever the transfers do. */
  endAccessDue(): Promise<number>
  /** Whether a person's access has ended by his handover. */
  isShutOut(userid: string): Promise<boolean>
  /** Archives what was reported long enough ago. */
  archiveDue(): Promise<number>
  /** Shreds archives whose time is over. */
  shredDue(): Promise<number>
  mount(mount: Mount<Caller>): void
  /** The handovers a caller may see; undefined: all. */
  visibleTo(caller: Pick<Caller, 'userid' | 'reach'>): Promise<ReadonlySet<string> | undefined>
  /** How a person stands to a handover; nobody stands in any relation to one that does not exist. */
  relationsTo(id: string, userid: string): Promise<readonly Relation[]>
  /** Whether the person gives this item or is to receive it. */
  isOwnItem(id: string, item: string, userid: string): Promise<boolean>
  /** One field of one item in clear. */
  readonly openField: OpenField
}

/** The workflow, to be registered with the durable engine before the domain itself exists. */
export function handoverWorkflows(deps: () => Deps): Readonly<Record<string, Workflow>> {
  return {
    [workflowName]: passWorkflow(deps),
    [readinessWorkflow]: (run, id) => runReading(run, deps(), id),
  }
}

export function createHandovers(given: Deps): Handovers {
  const deps = { ...given, vault: afterShredding(given.vault) }
  deps.notify.onPress('approve', (tx, press) => pressApproval(deps, tx, press))
  deps.notify.onPress('decide', (tx, press) => pressDecision(deps, tx, press))
  return {
    startDue: () => startDuePasses(deps),
    tellOfGone: () => tellOfGone(deps),
    tellOfSilence: () => tellOfSilence(deps),
    remindApprovers: async () => (await remindApprovers(deps)) + (await endSilentApprovals(deps)),
    startReadiness: () => startMonthly(deps),
    endAccessDue: () => endAccessDue(deps),
    archiveDue: () => archiveDue(deps),
    shredDue: () => shredDue(deps),
    isShutOut: (userid) => isShutOut(deps.database.db, userid),
    mount(mount) {
      serveHandovers(mount, deps)
      serveConsole(mount, deps)
      serveWizard(mount, deps)
      serveStartRequests(mount, deps)
      serveTasks(mount, deps)
      serveArchives(mount, deps)
      serveAcceptance(mount, deps)
      serveDelegation(mount, deps)
      serveReadiness(mount, deps)
      serveApprovalPolicy(mount, deps)
      serveWaiting(mount, deps)
    },
    visibleTo: (caller) => visibleIds(deps, caller),
    relationsTo: (id, userid) => relationsTo(deps, id, userid),
    async isOwnItem(handover, item, userid) {
      const row = await findHandover(deps.database.db, handover)
      return row !== undefined && isOwnItem(deps.database.db, { handover, item, userid }, row.leaver)
    },
    openField: openField(deps),
  }
}

// approve:<set>:<yes|no>:<hash>
async function pressApproval(deps: Deps, tx: Tx, { key, userid }: Press): Promise<PressReply> {
  const [, set = '', decision = '', hash = ''] = key.split(':')
  const now = await deps.business.now()
  return {
    text: await vote(deps, tx, {
      set,
      person: userid,
      decision: decision === 'yes' ? 'yes' : 'no',
      hash,
      now,
    }),
  }
}

// decide:<handover>:<reason>:<kind>:<outcome>; only the addressee of the card, the manager, can press it.
async function pressDecision(deps: Deps, tx: Tx, { key, userid }: Press): Promise<PressReply> {
  const [, id = '', reason = '', kind = '', outcome = ''] = key.split(':')
  if (!isReason(reason) || !isKind(kind) || !isOutcome(outcome)) return { text: '这个按钮已不能用' }
  const by = { userid, role: 'manager' }
  const decided = await decideGroup(deps, tx, id, {
    reason,
    kind,
    outcome,
    by,
    owner: userid,
    now: await deps.business.now(),
  })
  return { text: decided.ok ? `已定：${decided.value} 项${said[outcome]}` : refused[decided.why] }
}

const said = { again: '再转一次', keep: '先留着', look: '再查一次' } satisfies Record<Outcome, string>
const refused = {
  NOT_FOUND: '没有这个交接',
  NOTHING_TO_DECIDE: '已经定过了',
  NEEDS_OWNER_AND_DATE: '要写明负责人和日期',
  TOO_LATE_FOR_AGAIN: '冻结前已不够 24 小时，不能再转',
} satisfies Record<ChoiceRefusal, string>

function isReason(text: string): text is Reason {
  return reasons.some((reason) => reason === text)
}

function isKind(text: string): text is ItemKind {
  return itemKinds.some((kind) => kind === text)
}

function isOutcome(text: string): text is Outcome {
  return outcomes.some((outcome) => outcome === text)
}
