import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { Hono, type Context } from 'hono'

const built = new URL('../../console/dist', import.meta.url).pathname

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
}

interface File {
  readonly type: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly br: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
}

/** The built console, held compressed in memory: a few hundred kilobytes, and no path of a request touches the disk. */
export function consoleFiles(dir = built): Hono {
  let files: Promise<ReadonlyMap<string, File>> | undefined
  const all = () => (files ??= readAll(dir))
  return new Hono().get('*', async (c) => {
    const { path } = c.req
    if (/^\/(v1|wecom|login|first|setup|healthz|readyz|metrics)(\/|$)/.test(path)) return c.notFound()
    const known = await all()
    const file = known.get(path)
    if (file && path !== '/index.html') return send(c, file, path.startsWith('/assets/'))
    // An address of the console; anything else that is asked for does not exist.
    const isPage = (c.req.header('accept') ?? '').includes('text/html') && extname(path) === ''
    if (!isPage) return c.notFound()
    const page = known.get('/index.html')
    if (page) return send(c, page, false)
    return c.text(
      '控制台还没有构建：请运行 npm run build:console / the console is not built: run npm run build:console\n',
      503,
    )
  })
}

function send(c: Context, file: File, isForever: boolean): Response {
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
  return c.body(encoding === undefined ? file.plain : file[encoding], 200, {
    'content-type': file.type,
    vary: 'accept-encoding',
    'cache-control': isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  })
}

async function readAll(dir: string): Promise<ReadonlyMap<string, File>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined)
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name)
        const content = await readFile(path)
        const file: File = {
          type: types[extname(name)] ?? '',
          plain: new Uint8Array(content),
          br: new Uint8Array(await promisify(brotliCompress)(content)),
          gzip: new Uint8Array(await promisify(gzip)(content)),
        }
        return [`/${relative(dir, path)}`, file] as const
      }),
  )
  return new Map(files)
}
