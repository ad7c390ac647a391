export interface Finding {
  readonly log: number
  readonly invariant: string
  readonly kind?: 'edit' | 'delete' | 'insert' | 'reorder' | 'tail cut' | 'fork' | 'restore to past'
  readonly from: number
  readonly to: number
  readonly detail: string
}

export interface Verified {
  readonly ok: boolean
  /** The finding that says most. */
  readonly verdict?: Finding
  readonly findings: readonly Finding[]
  readonly logs: readonly { readonly log: number; readonly origin: string; readonly size: number }[]
  readonly checkpoints: number
  readonly external: number
  readonly cosignatures: number
}

export interface LogSource {
  readonly logs: readonly { readonly log: number; readonly origin: string; readonly numbered: number }[]
  readonly keys: readonly string[]
  readonly checkpoints: readonly {
    readonly log: number
    readonly size: number
    readonly note: string
    readonly proof: readonly Buffer[]
  }[]
  readonly receipts: readonly {
    readonly log: number
    readonly size: number
    readonly place: string
    readonly body: string
  }[]
  /** Asked twice when something is broken. */
  leaves(): AsyncIterable<{ log: number; seq: number; bytes: Buffer; hash?: Buffer }>
}

/** What is known from outside the database. */
export interface Evidence {
  readonly external?: readonly string[]
  readonly signer?: ReadonlyMap<number, Buffer>
  readonly keys?: readonly string[]
}

export const policy: object
export function verifyLog(source: LogSource, evidence?: Evidence): Promise<Verified>
export function verifyBundle(
  dir: string,
  options?: {
    readonly external?: readonly string[]
    readonly signer?: string
    readonly keys?: readonly string[]
  },
): Promise<Verified>
export function report(result: Verified): string
export function notesIn(text: string): readonly string[]
export function signerHashes(path: string): ReadonlyMap<number, Buffer>
export function bundleSource(dir: string): LogSource
