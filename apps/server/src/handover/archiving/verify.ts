import { checkLeaves, readSealedLeaf, saidIn } from '../../audit/index.ts'
import {
  checkpointName,
  entriesName,
  format,
  manifestName,
  sealedAction,
  sealName,
  sha256,
  type ArchiveManifest,
} from './archiving.ts'
import { unpack, type Entry } from './tar.ts'

/** What is wrong with one file of an archive. */
export interface Finding {
  readonly file: string
  readonly what: 'missing' | 'changed' | 'not listed' | 'unreadable' | 'not proved'
  readonly zh: string
  readonly en: string
}

export interface ArchiveChecked {
  readonly findings: readonly Finding[]
  readonly manifest?: ArchiveManifest
  /** Entries of the log that were proved. */
  readonly entries: number
}

/** Checks an opened archive against the log's public keys. No database, no network. */
export function verifyArchive(clear: Buffer, keys: readonly string[]): ArchiveChecked {
  const entries = unpack(clear)
  if (!entries) return { findings: [bad('archive', 'unreadable')], entries: 0 }
  const files = new Map(entries.map(({ path, data }) => [path, data]))
  const bytes = files.get(manifestName)
  if (!bytes) return { findings: [bad(manifestName, 'missing')], entries: 0 }
  const manifest = manifestIn(bytes)
  if (!manifest) return { findings: [bad(manifestName, 'unreadable')], entries: 0 }
  const audit = checkEntries(files, manifest, keys)
  const findings = [
    ...checkSeal(files.get(sealName), { bytes, manifest }, keys),
    ...checkFiles(entries, manifest),
    ...audit.findings,
  ]
  return { findings, manifest, entries: audit.proved }
}

function checkSeal(
  seal: Buffer | undefined,
  { bytes, manifest }: { readonly bytes: Buffer; readonly manifest: ArchiveManifest },
  keys: readonly string[],
): readonly Finding[] {
  if (!seal) return [bad(sealName, 'missing')]
  const leaf = readSealedLeaf(seal.toString('utf8'), keys)
  if (!leaf) return [bad(sealName, 'not proved')]
  const isOfThis = leaf.action === sealedAction && leaf.objects['handover'] === manifest.handover
  if (!isOfThis) return [bad(sealName, 'changed')]
  // The log says which manifest it was; a manifest that was made to fit an edited file is another one.
  return leaf.objects['manifest'] === sha256(bytes) ? [] : [bad(manifestName, 'changed')]
}

function checkFiles(entries: readonly Entry[], manifest: ArchiveManifest): readonly Finding[] {
  const listed = new Map(manifest.files.map((one) => [one.path, one]))
  const seen = new Set<string>()
  const findings: Finding[] = []
  for (const { path, data } of entries) {
    const own = path === manifestName || path === sealName
    const said = listed.get(path)
    if (seen.has(path) || (!own && !said)) findings.push(bad(path, 'not listed'))
    else if (said && said.sha256 !== sha256(data)) findings.push(bad(path, 'changed'))
    seen.add(path)
  }
  const missing = manifest.files.filter(({ path }) => !seen.has(path))
  return [...findings, ...missing.map(({ path }) => bad(path, 'missing'))]
}

interface Line {
  readonly log: number
  readonly seq: number
  readonly leaf: string
  readonly proof: readonly string[]
}

function checkEntries(
  files: ReadonlyMap<string, Buffer>,
  manifest: ArchiveManifest,
  keys: readonly string[],
): { readonly findings: readonly Finding[]; readonly proved: number } {
  const text = files.get(entriesName)?.toString('utf8') ?? ''
  let lines: readonly Line[]
  try {
    lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line)
  } catch {
    return { findings: [bad(entriesName, 'unreadable')], proved: 0 }
  }
  const findings: Finding[] = []
  let proved = 0
  for (const log of new Set(lines.map((line) => line.log))) {
    const note = files.get(checkpointName(log))?.toString('utf8') ?? ''
    const claims = lines
      .filter((line) => line.log === log)
      .map(({ seq, leaf, proof }) => ({
        seq,
        bytes: Buffer.from(leaf, 'base64'),
        proof: proof.map((hash) => Buffer.from(hash, 'base64')),
      }))
    const wrong = checkLeaves(note, keys, claims)
    if (!wrong) findings.push(bad(checkpointName(log), 'not proved'))
    for (const seq of wrong ?? []) findings.push(bad(`${entriesName} #${seq}`, 'not proved'))
    const strange = claims.filter(({ bytes }) => saidIn(bytes).objects['handover'] !== manifest.handover)
    for (const { seq } of strange) findings.push(bad(`${entriesName} #${seq}`, 'not listed'))
    if (wrong) proved += claims.length - wrong.length
  }
  if (lines.length !== manifest.entries) findings.push(bad(entriesName, 'changed'))
  return { findings, proved }
}

function manifestIn(bytes: Buffer): ArchiveManifest | undefined {
  try {
    const read = JSON.parse(bytes.toString('utf8')) as ArchiveManifest
    return read.format === format && Array.isArray(read.files) ? read : undefined
  } catch {
    return undefined
  }
}

const words = {
  missing: { zh: '缺少', en: 'is missing' },
  changed: { zh: '被改过', en: 'was changed' },
  'not listed': { zh: '不在清单里', en: 'is not listed' },
  unreadable: { zh: '读不懂', en: 'cannot be read' },
  'not proved': { zh: '日志公钥证明不了', en: 'is not proved by the key of the log' },
} satisfies Record<Finding['what'], { zh: string; en: string }>

function bad(file: string, what: Finding['what']): Finding {
  return { file, what, zh: `${file} ${words[what].zh}`, en: `${file} ${words[what].en}` }
}
