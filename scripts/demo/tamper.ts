import { Client } from 'pg'

/** Somebody who owns the whole database and changes the log, as no role of ours can; pressed again it is put back. */
export interface Tampering {
  turn(): Promise<{ readonly seq: number; readonly isChanged: boolean }>
}

interface Held {
  readonly log: number
  readonly seq: number
  readonly bytes: Buffer
}

export function tampering(superuserUrl: string): Tampering {
  let held: Held | undefined
  const turn = async (db: Client) => {
    // Past every trigger that protects the log.
    await db.query('set session_replication_role = replica')
    if (held !== undefined) {
      const { log, seq, bytes } = held
      await db.query('update audit.leaf set bytes = $3 where log = $1 and seq = $2', [log, seq, bytes])
      held = undefined
      return { seq, isChanged: false }
    }
    const { rows } = await db.query<{ log: number; seq: string; bytes: Buffer }>(
      `select log, seq, bytes from audit.leaf where log = (select max(log) from audit.leaf)
       and seq < (select coalesce(max(size), 0) from audit.checkpoint c where c.log = leaf.log)
       order by seq desc offset 1 limit 1`,
    )
    const [row] = rows
    if (!row) throw new Error('日志还太短，先发起一个交接 / the log is too short yet')
    held = { log: row.log, seq: Number(row.seq), bytes: row.bytes }
    const forged = row.bytes.toString('utf8').replace('"result":"ok"', '"result":"no"')
    const bytes = forged === row.bytes.toString('utf8') ? forged.replace(/"actor":"./, '"actor":"~') : forged
    await db.query('update audit.leaf set bytes = $3 where log = $1 and seq = $2', [
      row.log,
      row.seq,
      Buffer.from(bytes),
    ])
    return { seq: held.seq, isChanged: true }
  }
  return {
    async turn() {
      const db = new Client({ connectionString: superuserUrl })
      await db.connect()
      try {
        return await turn(db)
      } finally {
        await db.end()
      }
    },
  }
}
