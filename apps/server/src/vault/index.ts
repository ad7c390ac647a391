export { createVault, type Vault, type VaultOptions } from './create-vault.ts'
export { loadRootKey, parseRootKey } from './root-key.ts'
export { tenantsOf } from './store.ts'
export { isShredded, type Box, type Place, type Scope, type ScopeKind, type VaultTrouble } from './vault.ts'
export {
  BackupError,
  checkEveryMs,
  createBackups,
  createSafe,
  identityIn,
  isMigrated,
  openSafe,
  proveBackup,
  readIdentity,
  recipientOf,
  restoreBackup,
  shreddedIn,
  verifyBackup,
  writeBackup,
  type Backups,
  type Restored,
  type Safe,
  type Shredded,
} from './bundle/index.ts'
