/** Masking at the edge: what leaves the server is hidden here, not in the browser. */
export const masked = {
  /** First character and two stars, whatever the length: the length of a name tells too much. */
  name(name: string): string {
    const [first] = name
    return first === undefined ? '' : `${first}**`
  },
  /** Three and four digits of a mobile number, the last four of any other. */
  phone(phone: string): string {
    const digits = phone.replace(/\D/g, '')
    return digits.length === 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-4)}`
  },
  /** An id of a customer or a group: enough to tell two apart, not enough to use it. */
  subject(id: string): string {
    return id.length <= 8 ? id : `${id.slice(0, 2)}…${id.slice(-4)}`
  },
} as const
