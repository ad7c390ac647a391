import { sql } from 'kysely'
import type { Hono } from 'hono'
import { readMetrics } from './audit/index.ts'
import { holderOf } from './access/index.ts'
import { fileAt, type DomainFile } from './setup/index.ts'
import type { Database } from './platform/db.ts'
import { openApiOf, type RouteRow } from './platform/http.ts'
import type { Metrics } from './platform/metrics.ts'

export interface Operated {
  readonly database: Database
  readonly metrics: Metrics
  readonly rows: readonly RouteRow[]
  /** Behind a proxy the world may ask: then figures are for operators only. */
  readonly isBehindProxy: boolean
  readonly domainFile: DomainFile | undefined
  /** Why it answers and cannot do its work yet. */
  readonly notReady?: string
}

/** Health, metrics, the proof of our domain and the API's description; they tell nothing of people. */
export function addOperations(
  app: Hono,
  { database, metrics, rows, isBehindProxy, domainFile, notReady }: Operated,
): void {
  if (domainFile !== undefined) app.get(domainFile.path, (c) => c.text(domainFile.text))
  app.get('/:file{WW_verify_[A-Za-z0-9]+\\.txt}', async (c) => {
    const text = await fileAt(database.db, c.req.path)
    return text === undefined ? c.notFound() : c.text(text)
  })
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    try {
      await sql`select 1`.execute(database.db)
      return notReady === undefined ? c.json({ ok: true }) : c.json({ ok: false, why: notReady }, 503)
    } catch {
      return c.json({ ok: false, why: '数据库连不上 / the database does not answer' }, 503)
    }
  })
  app.get('/metrics', async (c) => {
    if (isBehindProxy && !(await isOperator(database, c.req.header('authorization')))) {
      return c.json({ message: '需要 operator 的 API key / an operator key is needed' }, 403)
    }
    const audit = await readMetrics(database.db)
    metrics.unnumberedMs.set(audit.unnumberedAgeMs)
    metrics.logSize.set(audit.size)
    metrics.checkpointSize.set(audit.checkpointSize)
    return new Response(await metrics.registry.metrics(), {
      headers: { 'content-type': metrics.registry.contentType },
    })
  })
  app.get('/v1/openapi.json', (c) => c.json(openApiOf(rows)))
}

async function isOperator(database: Database, header = ''): Promise<boolean> {
  const [scheme, key = ''] = header.split(' ')
  return scheme === 'Bearer' && (await holderOf(database.db, key))?.role === 'operator'
}
