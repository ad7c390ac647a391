// A string, or a number with all its parts; strings are matched so that digits inside them are left alone.
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Reads JSON without losing a digit: whole numbers beyond 2^53 become text, all others numbers. Throws on bad JSON.
 * JSON.parse stays the judge of the syntax; a reviver would come too late, as it sees the rounded number.
 */
export function readJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  return JSON.parse(text.replace(stringOrNumber, (token) => (isUnsafeWhole(token) ? `"${token}"` : token)))
}

function isUnsafeWhole(token: string): boolean {
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))
}
