import { Client } from 'pg'
import { tlsFor } from '../../platform/db.ts'

/** A connection of its own for one backup or restore. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'jieli backup', ...tlsFor(url) })
  // One that dies between two queries fails the next; without this listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}
