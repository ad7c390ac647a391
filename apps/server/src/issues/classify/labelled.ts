export interface Labelled {
  readonly text: string
  readonly category: string
  readonly subcategory: string
}

export interface ShippedText extends Labelled {
  /** The file it stands in: each is another manner of writing. */
  readonly manner: string
  /** Holds key words of another category. */
  readonly misleads: boolean
}

/** `[category/subcategory]`, then a text a line; `! ` marks one that misleads; `#` a comment. Throws with the line. */
export function parseLabelled(content: string, manner: string): readonly ShippedText[] {
  let label: { category: string; subcategory: string } | undefined
  const texts: ShippedText[] = []
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, category, subcategory] = /^\[([^/\]]+)\/([^/\]]+)\]$/.exec(line) ?? []
    if (category !== undefined && subcategory !== undefined) label = { category, subcategory }
    else if (!label)
      throw new Error(
        `${manner}:${index + 1}: 文字之前要有 [类别/子类] / a text before any [category/subcategory]`,
      )
    else texts.push({ ...label, text: line.replace(/^! /, ''), manner, misleads: line.startsWith('! ') })
  }
  return texts
}
