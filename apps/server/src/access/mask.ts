import { hideInText, hiddenCard, hiddenEmail, hiddenIdNumber, hiddenPhone } from './detector.ts'

// 区, 县 or a city below a prefecture: what comes after it finds a door.
const districtEnd = /^(.*?(?:省|自治区|特别行政区|市))?(.*?[市州盟])?(.{1,10}?(?:区|县|旗|市))/u

/** Masking at the edge: what leaves the server is hidden here, not in the browser. */
export const masked = {
  /** First character and two stars, whatever the length: the length of a name tells too much. */
  name(name: string): string {
    const [first] = name
    return first === undefined ? '' : `${first}**`
  },
  /** Three and four digits of a mobile number, the last four of any other. */
  phone: hiddenPhone,
  /** First and last character of an identity card or passport: more would leave few candidates. */
  idNumber: hiddenIdNumber,
  email: hiddenEmail,
  bankCard: hiddenCard,
  /** Down to the district. */
  address(address: string): string {
    const found = districtEnd.exec(address)?.[0]
    return found === undefined || found === address ? '****' : `${found}****`
  },
  /** An id of a customer or a group: enough to tell two apart, not enough to use it. */
  subject(id: string): string {
    return id.length <= 8 ? id : `${id.slice(0, 2)}…${id.slice(-4)}`
  },
  /** What people typed: numbers of phones, identity cards and bank cards and addresses of mail are hidden in it. */
  text: hideInText,
} as const
