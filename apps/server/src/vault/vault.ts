/** What one data key covers; shredding is done by scope. */
export const scopeKinds = [
  'tenant',
  'directory',
  'handover',
  'archive-month',
  'issue-year',
  'audit-month',
] as const
export type ScopeKind = (typeof scopeKinds)[number]

export interface Scope {
  readonly kind: ScopeKind
  readonly id: string
}

/** Where a ciphertext belongs. Moved elsewhere it does not open. `row` is the primary key as text. */
export interface Place {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** An open scope: everything is synchronous from here on. Ask for a new one for each act, do not keep it. */
export interface Box {
  readonly scope: Scope
  seal(at: Place, plain: string): Buffer
  open(at: Place, sealed: Buffer): string
  /** For look-ups by equality. The caller brings the text into one form first (a phone without blanks). */
  token(text: string): Buffer
  /** For full-text search: the same keyed tokens from a text and from a query that occurs in it. */
  bigrams(text: string): readonly string[]
}

export type VaultTrouble =
  /** The root key given is not the one that wraps the keys of this database. */
  | 'WRONG_ROOT_KEY'
  | 'ROOT_KEY_MISSING'
  | 'ROOT_KEY_UNUSABLE'
  /** A wrapped key does not open: changed or moved in the database. */
  | 'KEY_DAMAGED'
  /** Sealed by a version this box does not know; a box asked for again may know it. */
  | 'KEY_UNKNOWN'
  /** One key sealed so much that a repeated nonce is no longer out of the question. */
  | 'KEY_WORN'
  | 'SHREDDED'
  /** Changed, or moved from another row, column, table or scope. */
  | 'CIPHERTEXT_REFUSED'
  | 'CIPHERTEXT_MALFORMED'

/** An accident, thrown. Carries ids only, never a text or a key. */
export class VaultError extends Error {
  override name = 'VaultError'
  readonly trouble: VaultTrouble

  constructor(trouble: VaultTrouble, message: string, cause?: unknown) {
    super(`${trouble}: ${message}`, cause === undefined ? {} : { cause })
    this.trouble = trouble
  }
}

/** The key of what was asked for is gone for ever. */
export function isShredded(error: unknown): boolean {
  return error instanceof VaultError && error.trouble === 'SHREDDED'
}

export function nameOf(scope: Scope): string {
  return `${scope.kind} ${scope.id}`
}
