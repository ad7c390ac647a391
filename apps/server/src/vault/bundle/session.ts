import type { Client } from 'pg'
import { sqlState } from '../../platform/db.ts'
import { connect } from './connect.ts'
import { BackupError } from './trouble.ts'

// How values are written as text belongs to the backup, not to the server or the login: otherwise the same rows would
// have another root on a server in another time zone.
const asText = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set bytea_output = 'hex'; set extra_float_digits = 1`

/** One connection for one backup or restore; ended whatever happens. */
export async function withSession<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(url)
  try {
    await client.query(asText)
    return await work(client)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw sqlState(error) === '42501' ? notAllowed(error) : error
  } finally {
    await client.end().catch(() => {})
  }
}

export function notAllowed(cause?: unknown, what = ''): BackupError {
  const theirs = cause instanceof Error ? cause.message : what
  return new BackupError(
    'NOT_ALLOWED',
    `这个数据库账号权限不够（${theirs}）。请设置 DATABASE_OWNER_URL / this login may not do that; set DATABASE_OWNER_URL`,
    { cause },
  )
}
