// Are the installed dependencies those of package-lock.json? If not, `npm ci` makes them so, one process at a time.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { arch, platform } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

// A cold cache on a slow line takes minutes; longer than this, something hangs and a person should look.
const waitAtMostMs = 15 * 60_000

/** Returns nothing when all is well, else the lines to show. */
export async function dependenciesReady(root) {
  if (isCurrent(root)) return undefined
  const lock = join(root, '.jieli', 'install.lock')
  mkdirSync(join(root, '.jieli'), { recursive: true, mode: 0o755 })
  if (!(await take(lock))) {
    return [
      `等待另一个安装进程超时，请删除 ${lock} 后重试。 / Gave up waiting; remove ${lock} and try again.`,
    ]
  }
  try {
    // Whoever held the lock before may have done the work.
    if (isCurrent(root)) return undefined
    process.stdout.write(
      '正在按 package-lock.json 安装依赖（约半分钟）… / Installing dependencies, about half a minute…\n',
    )
    const { code, output } = await npmCi(root)
    if (code !== 0) return [output.trim(), `npm ci 失败（${code}）。 / npm ci failed (${code}).`]
    writeFileSync(stampFile(root), stamp(root))
    return undefined
  } finally {
    rmSync(lock, { force: true })
  }
}

function stampFile(root) {
  return join(root, 'node_modules', '.jieli-stamp')
}

// The platform too: a checkout may be seen from a container with another one.
function stamp(root) {
  const lockFile = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lockFile).digest('hex')} ${platform}-${arch}`
}

function isCurrent(root) {
  const wanted = stamp(root)
  const found = existsSync(stampFile(root)) ? readFileSync(stampFile(root), 'utf8') : ''
  if (found === wanted) return true
  // Somebody ran npm by hand: npm's own record says what is there, and a second install would only cost time.
  if (!installedByHand(root)) return false
  try {
    writeFileSync(stampFile(root), wanted)
  } catch {
    // A checkout that is read-only for this user: compared anew next time.
  }
  return true
}

function installedByHand(root) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(record, 'utf8')).packages
  const nothingForeign = Object.keys(found).every((path) => sameEdition(wanted[path], found[path]))
  const nothingMissing = Object.entries(wanted).every(
    ([path, entry]) => path === '' || found[path] !== undefined || mayBeAbsent(entry),
  )
  return nothingForeign && nothingMissing
}

function sameEdition(wanted, found) {
  return wanted !== undefined && wanted.version === found.version && wanted.integrity === found.integrity
}

// Which C library this is cannot be asked simply, so a package that names one may be absent.
function mayBeAbsent({ optional, os, cpu, libc }) {
  if (!optional) return false
  return libc !== undefined || !os?.includes(platform) || !cpu?.includes(arch)
}

function npmCi(root) {
  // The npm that started us when there is one, so that both are the same version.
  const self = process.env.npm_execpath ?? ''
  const [command, first] = /npm-cli\.c?js$/.test(self) ? [process.execPath, [self]] : ['npm', []]
  // Tools are needed whatever NODE_ENV or --silent says.
  const args = [
    ...first,
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=warn',
  ]
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts = []
    child.stdout.on('data', (part) => parts.push(part))
    child.stderr.on('data', (part) => parts.push(part))
    child.once('error', (error) => done({ code: 1, output: String(error) }))
    child.once('close', (code) => done({ code: code ?? 1, output: Buffer.concat(parts).toString('utf8') }))
  })
}

async function take(lock) {
  const me = JSON.stringify({ host: hostname(), pid: process.pid })
  const deadline = Date.now() + waitAtMostMs
  for (let told = false; Date.now() < deadline; await sleep(500)) {
    try {
      writeFileSync(lock, me, { flag: 'wx' })
      return true
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (holderIsGone(lock)) {
      removeStale(lock)
    } else if (!told) {
      told = true
      process.stdout.write(
        '另一个进程正在安装依赖，等它完成… / Another process is installing; waiting for it…\n',
      )
    }
  }
  return false
}

function holderIsGone(lock) {
  try {
    const { host, pid } = JSON.parse(readFileSync(lock, 'utf8'))
    if (host !== hostname()) return false
    process.kill(pid, 0)
    return false
  } catch (error) {
    // ESRCH: no such process. A lock that is half written or just gone is looked at again.
    return error.code === 'ESRCH'
  }
}

// Renamed first: of two who see the same stale lock, only one may remove it.
function removeStale(lock) {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    rmSync(aside, { force: true })
  } catch {
    // The other one was faster.
  }
}
