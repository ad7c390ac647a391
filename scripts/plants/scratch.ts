import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { root, runScript, runTool, type Ended } from '../program.ts'
import type { Alarm, Edit } from './fault.ts'

const left = new Set(['node_modules', '.git', '.jieli', 'dist', 'coverage', 'out'])

/** A copy of the working tree in which something may be broken. */
export interface Scratch {
  readonly dir: string
  plant(edits: readonly Edit[]): Promise<void>
  ring(alarm: Alarm): Promise<Ended>
  remove(): Promise<void>
}

export async function scratchCopy(): Promise<Scratch> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'jieli-plant-')))
  // mkdtemp makes it private; PostgreSQL, which runs as another user under root, must be able to enter.
  await chmod(dir, 0o755)
  await cp(root, dir, {
    recursive: true,
    filter: (path) => path === root || !left.has(basename(path)),
  })
  await linkDependencies(dir)
  return {
    dir,
    plant: (edits) => applyAll(dir, edits),
    ring: (alarm) => ring(dir, alarm),
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

// Foreign packages are those of this checkout; our own must be the scratch copy's, or the fault would not be seen.
async function linkDependencies(dir: string): Promise<void> {
  const from = join(root, 'node_modules')
  const to = join(dir, 'node_modules')
  await mkdir(join(to, '@jieli'), { recursive: true })
  for (const name of await readdir(from)) {
    const isOurs = name === '@jieli' || name.startsWith('.jieli') || name.startsWith('.vite')
    if (!isOurs) await symlink(join(from, name), join(to, name))
  }
  for (const name of await readdir(join(from, '@jieli'))) {
    const target = relative(root, await realpath(join(from, '@jieli', name)))
    await symlink(join(dir, target), join(to, '@jieli', name))
  }
  await provePointsInto(dir)
}

async function provePointsInto(dir: string): Promise<void> {
  for (const name of await readdir(join(dir, 'node_modules', '@jieli'))) {
    const target = await realpath(join(dir, 'node_modules', '@jieli', name))
    if (!target.startsWith(`${dir}/`))
      throw new Error(`@jieli/${name} of the scratch copy leads to ${target}`)
  }
}

async function applyAll(dir: string, edits: readonly Edit[]): Promise<void> {
  for (const edit of edits) await apply(dir, edit)
}

async function apply(dir: string, edit: Edit): Promise<void> {
  const path = join(dir, edit.file)
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if ('create' in edit) {
    if (before !== undefined) throw new Error(`cannot plant: ${edit.file} is there already`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, edit.create)
    return
  }
  const found = before === undefined ? 0 : before.split(edit.find).length - 1
  if (before === undefined || found !== 1) {
    throw new Error(`cannot plant: ${edit.file} has the anchor ${found} times, not once:\n${edit.find}`)
  }
  await writeFile(
    path,
    before.replace(edit.find, () => edit.replace),
  )
}

function ring(dir: string, alarm: Alarm): Promise<Ended> {
  if ('check' in alarm) return runScript('scripts/check.ts', ['--only', alarm.check], { cwd: dir })
  if ('script' in alarm) return runScript(alarm.script, alarm.args, { cwd: dir })
  // The first red test is enough; those after it would only wait for what cannot come any more.
  return runTool('vitest', ['run', '--bail=1', '--project', alarm.project, alarm.test], { cwd: dir })
}
