export interface Verdict {
  readonly ok: boolean
  /** Shown when red; one finding a line where possible. */
  readonly output: string
}

/** One question about the repository. Its name is what `--only` takes and what the summary says. */
export interface Check {
  readonly name: string
  readonly asks: string
  run(): Promise<Verdict>
}

/** Green when nothing was found. */
export function verdictOf(findings: readonly string[]): Verdict {
  return { ok: findings.length === 0, output: findings.join('\n') }
}
