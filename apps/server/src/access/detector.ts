/** Finds in free text what can name or reach a person, and hides it where it stands. */
export function hideInText(text: string): string {
  const plain = halfWidth(text)
  const edges: { readonly from: number; readonly to: number; readonly hidden: string }[] = []
  for (const { pattern, hide } of kinds)
    for (const found of plain.matchAll(pattern)) {
      const [from, to] = [found.index, found.index + found[0].length]
      const isTaken = edges.some((edge) => from < edge.to && edge.from < to)
      const hidden = isTaken ? undefined : hide(found[0])
      if (hidden !== undefined) edges.push({ from, to, hidden })
    }
  let shown = ''
  let at = 0
  for (const { from, to, hidden } of edges.toSorted((a, b) => a.from - b.from)) {
    shown += text.slice(at, from) + hidden
    at = to
  }
  return shown + text.slice(at)
}

export function hiddenPhone(phone: string): string {
  const digits = digitsOf(phone).replace(/^86(?=1\d{10}$)/, '')
  return digits.length === 11 && digits.startsWith('1')
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : `****${digits.slice(-4)}`
}

export function hiddenIdNumber(number: string): string {
  return number.length < 4 ? '****' : `${number.slice(0, 1)}****${number.slice(-1)}`
}

export function hiddenEmail(address: string): string {
  const [first] = address
  const at = address.lastIndexOf('@')
  return first === undefined || at < 1 ? '****' : `${first}***${address.slice(at)}`
}

export function hiddenCard(number: string): string {
  return `****${digitsOf(number).slice(-4)}`
}

interface Kind {
  readonly pattern: RegExp
  /** Undefined when a check digit says that it is something else. */
  readonly hide: (found: string) => string | undefined
}

// Digits that go on to the left or right are another, longer number: an order, an id.
const alone = (body: string) => new RegExp(`(?<![\\dA-Za-z])${body}(?![\\dA-Za-z])`, 'g')
const gap = '[ -]?'

// The longest first: an identity card holds what looks like a phone.
const kinds: readonly Kind[] = [
  { pattern: /[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, hide: hiddenEmail },
  {
    pattern: alone(String.raw`\d{6}${gap}\d{8}${gap}\d{3}[\dXx]`),
    hide: (found) => (isIdentityCard(found.replace(/[ -]/g, '')) ? hiddenIdNumber(found) : undefined),
  },
  {
    pattern: alone(String.raw`[3-6]\d{3}(?:${gap}\d{4}){2,3}(?:${gap}\d{1,3})?`),
    hide: (found) => (isCard(digitsOf(found)) ? hiddenCard(found) : undefined),
  },
  {
    pattern: new RegExp(`(?<![\\d])(?:\\+?86${gap})?1[3-9]\\d${gap}\\d{4}${gap}\\d{4}(?!\\d)`, 'g'),
    hide: hiddenPhone,
  },
  { pattern: alone(String.raw`0\d{2,3}[ -]?[2-8]\d{6,7}`), hide: hiddenPhone },
]

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: a date that exists and the check digit of ISO 7064 MOD 11-2. */
function isIdentityCard(number: string): boolean {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)]
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return false
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return '10X98765432'[sum % 11] === number.slice(-1).toUpperCase()
}

/** The check digit of bank cards (Luhn, ISO 7812). */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false
  const sum = [...digits].toReversed().reduce((total, one, at) => {
    const doubled = Number(one) * (at % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

function digitsOf(text: string): string {
  return halfWidth(text).replace(/\D/g, '')
}

// One character stays one character, so places in the text keep.
function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
}
