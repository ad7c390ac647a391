import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { serve } from '@hono/node-server'
import type { Certificate } from './certificate.ts'
import type { Config } from './config.ts'

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

interface How {
  /** Our own certificate, read anew at SIGHUP; without it in clear, which the settings allow on loopback only. */
  readonly certificate: () => Certificate | undefined
  readonly onTrouble: (error: unknown) => void
}

/** Takes requests until it is closed. */
export function listen(
  app: { readonly fetch: (request: Request, env?: unknown) => Response | Promise<Response> },
  { HOST: hostname, PORT: port }: Pick<Config, 'HOST' | 'PORT'>,
  { certificate, onTrouble }: How,
): Promise<Listening> {
  const tls = certificate()
  return new Promise((ready, failed) => {
    const options = { fetch: app.fetch, hostname, port }
    const secure =
      tls === undefined
        ? options
        : { ...options, createServer: createSecureServer, serverOptions: { ...tls } }
    const http = serve(secure, (info) => {
      const scheme = tls === undefined ? 'http' : 'https'
      ready({
        url: `${scheme}://${hostname}:${info.port}`,
        close: () =>
          new Promise((done) => {
            process.off('SIGHUP', renew)
            http.close(() => done())
            // Live updates stay open for hours; whoever follows them connects to another instance.
            if ('closeAllConnections' in http) setTimeout(() => http.closeAllConnections(), 500).unref()
          }),
      })
    })
    // Longer than proxies keep theirs (a minute), so that none sends into a connection that we are just closing.
    if ('keepAliveTimeout' in http) http.keepAliveTimeout = 65_000
    // A renewed certificate is taken without a restart; a broken one leaves the old one in place.
    const renew = () => {
      try {
        const next = certificate()
        if (next !== undefined) (http as SecureServer).setSecureContext(next)
      } catch (error) {
        onTrouble(error)
      }
    }
    if (tls !== undefined) process.on('SIGHUP', renew)
    http.once('error', failed)
  })
}
