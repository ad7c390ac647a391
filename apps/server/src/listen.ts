import { readFileSync } from 'node:fs'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Config } from './config.ts'

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

type Where = Pick<Config, 'HOST' | 'PORT' | 'TLS_CERT_FILE' | 'TLS_KEY_FILE'>

/** Takes requests: with our own certificate where one is named, else in clear, which the settings allow on loopback only. */
export function listen(app: Hono, where: Where): Promise<Listening> {
  const { HOST: hostname, PORT: port } = where
  const tls = certificate(where)
  return new Promise((ready, failed) => {
    const options = { fetch: app.fetch, hostname, port }
    const secure =
      tls === undefined ? options : { ...options, createServer: createSecureServer, serverOptions: tls() }
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
    // A renewed certificate is taken without a restart.
    const renew = () => {
      if (tls !== undefined) (http as SecureServer).setSecureContext(tls())
    }
    if (tls !== undefined) process.on('SIGHUP', renew)
    http.once('error', failed)
  })
}

function certificate({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key }: Where) {
  if (cert === undefined || key === undefined) return undefined
  return () => ({ cert: readFileSync(cert), key: readFileSync(key) })
}
