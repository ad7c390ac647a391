import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

export interface Ended {
  readonly code: number
  /** Everything it said, for people. */
  readonly output: string
  /** What it answered, for programs. */
  readonly stdout: string
}

export interface ProgramOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program to its end and gives back what it said, without colours. Never throws for a red exit. */
export function runProgram(
  command: string,
  args: readonly string[],
  how: ProgramOptions = {},
): Promise<Ended> {
  const { FORCE_COLOR: _, ...env } = process.env
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: how.cwd ?? root,
      env: { ...env, NO_COLOR: '1', ...how.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: Buffer[] = []
    const answered: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => {
      said.push(part)
      answered.push(part)
    })
    child.stderr.on('data', (part: Buffer) => said.push(part))
    child.once('error', (error) => done({ code: 127, output: String(error), stdout: '' }))
    child.once('close', (code) => done({ code: code ?? 1, output: textOf(said), stdout: textOf(answered) }))
  })
}

function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('utf8')
}

/** A tool that npm installed, e.g. `tsc`. */
export function runTool(name: string, args: readonly string[], how: ProgramOptions = {}): Promise<Ended> {
  return runProgram(join(how.cwd ?? root, 'node_modules', '.bin', name), args, how)
}

/** A TypeScript program of ours. */
export function runScript(file: string, args: readonly string[], how: ProgramOptions = {}): Promise<Ended> {
  return runProgram(process.execPath, ['--import', 'tsx', file, ...args], how)
}
