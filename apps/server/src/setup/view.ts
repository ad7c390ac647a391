import { settingNames, type ConnectionView, type SetupStep } from '@jieli/contract'
import { checks, isFit, where, type CheckId, type Examined } from '../doctor/index.ts'
import { isNeeded, missingOf, names, type DomainFile, type Values } from './setup.ts'
import type { Saved, SavedFile, Seen, Tick } from './store.ts'

/** Everything the page shows, as it was read. */
export interface Known {
  readonly mode: 'setup' | 'running'
  readonly examined: readonly Examined[]
  /** By the id of the check. */
  readonly checkedAt: ReadonlyMap<string, Date>
  readonly named: Values
  readonly values: Values
  readonly saved: readonly Saved[]
  readonly ticks: ReadonlyMap<string, Tick>
  readonly seen: Seen
  readonly namedFile: DomainFile | undefined
  readonly savedFile: SavedFile | undefined
  readonly callbackUrl: string
  readonly trustedDomain: string
  readonly hasAdmin: boolean
  readonly names: ReadonlyMap<string, string>
}

export function viewOf(known: Known): ConnectionView {
  const { examined, saved, named, seen, namedFile, savedFile } = known
  const last = [...known.checkedAt.values()].toSorted((a, b) => b.getTime() - a.getTime())[0]
  return {
    mode: known.mode,
    steps: Object.keys(checks).map((id) => stepOf(id as CheckId, known)),
    settings: names.map((name) => {
      const by = saved.find((one) => one.name === name)
      const from = named[name] !== undefined ? 'environment' : by === undefined ? null : 'saved'
      return {
        name,
        variable: settingNames[name],
        isNeeded: isNeeded(name),
        from,
        by: from === 'saved' ? (by?.by ?? null) : null,
        at: from === 'saved' ? (by?.at.toISOString() ?? null) : null,
      }
    }),
    missing: [...missingOf(known.values)],
    fit: examined.length > 0 && isFit(examined),
    checkedAt: last?.toISOString() ?? null,
    paste: { callbackUrl: known.callbackUrl, trustedDomain: known.trustedDomain },
    domainFile:
      namedFile !== undefined
        ? { path: namedFile.path, from: 'environment', by: null, at: null }
        : savedFile === undefined
          ? null
          : { path: savedFile.path, from: 'saved', by: savedFile.by, at: savedFile.at.toISOString() },
    callback: {
      verifiedAt: seen.verifiedAt?.toISOString() ?? null,
      verifiedMs: seen.verifiedMs,
      eventAt: seen.eventAt?.toISOString() ?? null,
    },
    hasAdmin: known.hasAdmin,
    names: Object.fromEntries(known.names),
  }
}

function stepOf(id: CheckId, known: Known): SetupStep {
  const { what, means } = checks[id]
  const finding = known.examined.find((one) => one.id === id)?.finding
  const step: SetupStep = {
    id,
    title: what,
    purpose: means,
    state: 'unknown',
    evidence: null,
    cause: null,
    remedy: null,
    path: where[id],
    paste: pasteOf(id, known),
    code: null,
    blockedBy: null,
    checkedAt: finding === undefined ? null : (known.checkedAt.get(id)?.toISOString() ?? null),
    byHand: null,
  }
  if (finding === undefined) return step
  switch (finding.state) {
    case 'ok':
      return { ...step, state: 'ok', evidence: finding.said }
    case 'skipped':
      return { ...step, state: 'blocked', blockedBy: finding.waitsFor }
    case 'look': {
      const tick = known.ticks.get(id)
      const byHand = { by: tick?.by ?? null, at: tick?.at.toISOString() ?? null }
      return { ...step, state: tick === undefined ? 'unknown' : 'ok', remedy: finding.remedy, byHand }
    }
    case 'bad':
    case 'warn': {
      const { state, code, cause, remedy } = finding
      return { ...step, state: state === 'bad' ? 'fail' : 'warn', code, cause, remedy }
    }
  }
}

function pasteOf(id: CheckId, { examined, callbackUrl, trustedDomain }: Known): string | null {
  if (id === 'callback') return callbackUrl
  if (id === 'trusted-domain' || id === 'web-login') return trustedDomain
  if (id !== 'trusted-ip') return null
  const finding = examined.find((one) => one.id === id)?.finding
  // WeCom says from which address it saw us, and only then do we know it.
  return finding?.state === 'bad' ? (/（IP ([0-9a-fA-F.:]+)）/.exec(finding.cause.zh)?.[1] ?? null) : null
}
