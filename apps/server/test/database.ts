import { sql } from 'kysely'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../src/platform/db.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
    ownerUrl: string
    appUrl: string
    auditorUrl: string
  }
}

/** The state of tests, beside the demo's; removed by nobody else. */
export const stateRoot = new URL('../../../.jieli', import.meta.url).pathname
export const templateName = 'jieli_template'

export interface TestDatabase extends Database {
  readonly name: string
  /** The address as the application's role; `owner`, `auditor` and `superuser` for tests of privileges. */
  readonly urls: {
    readonly app: string
    readonly owner: string
    readonly auditor: string
    readonly superuser: string
  }
}

/** A fresh, migrated database of its own, opened as the application's role. `empty` skips the template. */
export async function freshDatabase(how: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const admin = new Client({ connectionString: inject('clusterUrl') })
  await admin.connect()
  await admin.query(
    `create database ${name} ${how.empty ? '' : `template ${templateName}`} owner jieli_owner`,
  )
  await admin.end()
  const at = (url: string) => {
    const address = new URL(url)
    address.pathname = `/${name}`
    return address.toString()
  }
  const urls = {
    app: at(inject('appUrl')),
    owner: at(inject('ownerUrl')),
    auditor: at(inject('auditorUrl')),
    superuser: at(inject('clusterUrl')),
  }
  return { ...openDatabase({ url: urls.app }), name, urls }
}

/** What a table holds, as JSON text. */
export async function tableText(url: string, table: string): Promise<string> {
  const database = openDatabase({ url, max: 1 })
  const { rows } = await sql<{ text: string }>`
    select coalesce(json_agg(t), '[]')::text as text from ${sql.table(table)} t`.execute(database.db)
  await database.close()
  return rows[0]?.text ?? ''
}
