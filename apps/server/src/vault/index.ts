export { createVault, type Vault, type VaultOptions } from './create-vault.ts'
export { loadRootKey, parseRootKey } from './root-key.ts'
export { tenantsOf } from './store.ts'
export { type Box, type Place, type Scope, type ScopeKind, type VaultTrouble } from './vault.ts'
export {
  BackupError,
  checkEveryMs,
  createBackups,
  identityIn,
  readIdentity,
  recipientOf,
  restoreBackup,
  verifyBackup,
  writeBackup,
  type Backups,
  type Restored,
} from './bundle/index.ts'
