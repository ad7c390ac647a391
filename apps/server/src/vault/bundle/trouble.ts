export type BackupTrouble =
  | 'UNREADABLE'
  | 'WRONG_KEY'
  | 'CHANGED'
  | 'NOT_EMPTY'
  | 'OTHER_VERSION'
  | 'NOT_WRITABLE'
  | 'NO_IDENTITY'
  | 'NO_SCRATCH'
  | 'NOT_ALLOWED'

/** What is wrong with a backup, and what to do about it, in the words of whoever runs it. */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly trouble: BackupTrouble
  constructor(trouble: BackupTrouble, message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}
