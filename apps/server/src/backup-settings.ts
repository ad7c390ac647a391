import { resolve } from 'node:path'
import type { BootConfig } from './config.ts'

type Named = Pick<BootConfig, 'STATE_DIR' | 'BACKUP_DIR' | 'BACKUP_KEY_FILE' | 'BACKUP_RECIPIENTS'>

/** Where backups lie and who can open them. */
export function backupSettings({ STATE_DIR, BACKUP_DIR, BACKUP_KEY_FILE, BACKUP_RECIPIENTS }: Named) {
  return {
    dir: resolve(BACKUP_DIR ?? resolve(STATE_DIR, 'backups')),
    keyFile: resolve(BACKUP_KEY_FILE ?? resolve(STATE_DIR, 'backup.key')),
    recipients: (BACKUP_RECIPIENTS ?? '').split(/[\s,]+/).filter((one) => one !== ''),
  }
}

/** Archives of handovers lie below the backups and open with the same key. */
export function archiveSettings(named: Named) {
  const settings = backupSettings(named)
  return { ...settings, dir: resolve(settings.dir, 'archives') }
}
