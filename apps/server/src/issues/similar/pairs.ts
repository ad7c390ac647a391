export interface JudgedPair {
  readonly a: string
  readonly b: string
  /** A person said: the same problem, or the same come back. */
  readonly same: boolean
}

/** `= a ⇔ b` the same, `! a ⇔ b` not; `#` a comment. Throws with the line. */
export function parsePairs(content: string, name: string): readonly JudgedPair[] {
  return content.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [, sign, a, b] = /^([=!]) (.+?) ⇔ (.+)$/.exec(line) ?? []
    if (a === undefined || b === undefined)
      throw new Error(
        `${name}:${index + 1}: 要写成 “= 甲 ⇔ 乙” 或 “! 甲 ⇔ 乙” / write “= a ⇔ b” or “! a ⇔ b”`,
      )
    return { a, b, same: sign === '=' }
  })
}
