/**
 * Overlapping pairs of letters and digits, each once: 上线回滚 → 上线 线回 回滚. Works without a dictionary for Chinese
 * and finds parts of Latin words. A run of one sign is itself; a query of one sign therefore finds only such runs.
 */
export function bigramsOf(text: string): readonly string[] {
  const found = new Set<string>()
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const signs = [...run]
    if (signs.length === 1) found.add(run)
    for (let i = 1; i < signs.length; i += 1) found.add(`${signs[i - 1]}${signs[i]}`)
  }
  return [...found]
}
