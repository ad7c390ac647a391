// POSIX ustar, so that everybody's tar opens it: blocks of 512 bytes, octal numbers, a sum over the head.
const block = 512

export interface Entry {
  readonly path: string
  readonly data: Buffer
}

export function pack(entries: readonly Entry[], at: Date): Buffer {
  const parts: Buffer[] = []
  for (const { path, data } of entries) {
    parts.push(headOf(path, data.length, at), data, Buffer.alloc((block - (data.length % block)) % block))
  }
  return Buffer.concat([...parts, Buffer.alloc(block * 2)])
}

function headOf(path: string, size: number, at: Date): Buffer {
  const head = Buffer.alloc(block)
  const octal = (value: number, from: number, digits: number) =>
    head.write(`${value.toString(8).padStart(digits, '0')}\0`, from, 'latin1')
  head.write(path, 0, 100, 'utf8')
  octal(0o600, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  octal(size, 124, 11)
  octal(Math.floor(at.getTime() / 1_000), 136, 11)
  head.write('        0', 148, 'latin1')
  head.write('ustar\x0000', 257, 'latin1')
  octal(sumOf(head), 148, 6)
  return head
}

function sumOf(head: Buffer): number {
  return head.reduce((sum, byte) => sum + byte, 0)
}

/** What `pack` made; undefined where it is no such thing. */
export function unpack(bytes: Buffer): readonly Entry[] | undefined {
  const entries: Entry[] = []
  let at = 0
  while (at + block <= bytes.length) {
    const head = bytes.subarray(at, at + block)
    if (head.every((byte) => byte === 0)) return entries
    const size = Number.parseInt(head.toString('latin1', 124, 135), 8)
    if (head.toString('latin1', 257, 262) !== 'ustar' || !Number.isSafeInteger(size)) return undefined
    const data = bytes.subarray(at + block, at + block + size)
    if (data.length !== size) return undefined
    entries.push({ path: head.toString('utf8', 0, 100).replace(/\0.*$/s, ''), data })
    at += block + Math.ceil(size / block) * block
  }
  return undefined
}
