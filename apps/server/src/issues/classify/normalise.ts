// An issue's subject is said early; a pasted log of megabytes must not cost a lookup its ten milliseconds.
const longestText = 1_500

/** One spelling for what people type in many: half-width, lower case, one space, no invisible characters. */
export function normalise(text: string): string {
  return text
    .slice(0, longestText * 2)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestText)
}

/** Latin words and numbers are whole; `ci` is not found inside `social`. */
export const isLatin = (character: string): boolean => /[a-z0-9]/.test(character)

/** Where one statement ends and the next begins. */
export const clauseEnd = '，。；！？,;!?\\n'
