import { holdersOf } from './access/index.ts'
import type { BootConfig } from './config.ts'
import { configWithSaved } from './connecting.ts'
import { startEngine, type Duties } from './engine.ts'
import type { Part } from './front.ts'
import type { Database } from './platform/db.ts'
import type { Logger } from './platform/log.ts'
import { createSetupApp } from './setup-app.ts'
import { stampOf, type DomainFile } from './setup/index.ts'

export interface PartsDeps {
  readonly boot: BootConfig
  readonly duties: Duties
  readonly database: Database
  readonly databaseUrl: string
  readonly ownerUrl: string
  readonly rootKey: Buffer
  readonly signer: { readonly url: string; readonly token: string } | undefined
  readonly log: Logger
  readonly domainFile: DomainFile | undefined
  readonly address: { readonly url: string | undefined }
  readonly onSaved: () => void
}

export interface StartedPart extends Part {
  readonly mode: 'setup' | 'running'
  /** A one-time link: of the first administrator, or of whoever connects the company. */
  linkPath(): Promise<string | undefined>
}

/** Makes what the settings of now allow: the server of the company, or the page that connects one. */
export function createParts(deps: PartsDeps) {
  const { boot, database, rootKey, log, domainFile, address, onSaved } = deps
  const stampNow = () => stampOf(database.db)
  return {
    stampNow,
    async next(): Promise<StartedPart> {
      const stamp = await stampNow()
      const config = await configWithSaved(boot, database, rootKey)
      if (config === undefined) {
        const hasAdmin = async () => (await holdersOf(database.db, 'admin')).length > 0
        const listensAt = () => address.url
        const { app, access } = createSetupApp({
          boot,
          database,
          rootKey,
          log,
          domainFile,
          listensAt,
          hasAdmin,
          onSaved,
        })
        return { mode: 'setup', app, stamp, linkPath: access.link, stop: () => Promise.resolve() }
      }
      const { server, stop } = await startEngine(
        {
          config,
          boot,
          databaseUrl: deps.databaseUrl,
          scratchUrl: deps.ownerUrl,
          rootKey,
          signer: deps.signer,
          log,
          domainFile,
          onSaved,
          address,
        },
        deps.duties,
      )
      return { mode: 'running', app: server.app, stamp, linkPath: server.access.firstAdminPath, stop }
    },
  }
}
