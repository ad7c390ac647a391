import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { WitnessAnswer, Witness } from './witness.ts'
import { bodyOf } from './signer-http.ts'

/** The witness over HTTP. It needs no token: it signs only what the log signed and what goes on from the last. */
export function serveWitness(witness: Witness): Server {
  const answer = async (request: IncomingMessage) => {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return { status: 404, body: '' }
    return witness.addCheckpoint(await bodyOf(request))
  }
  return createServer((request, response) => {
    void answer(request)
      .catch(() => ({ status: 500, body: '' }))
      .then(({ status, body }) => {
        const type = status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8'
        return response.writeHead(status, { 'content-type': type }).end(body)
      })
  })
}

/** The witness as the publisher sees it. */
export interface WitnessAt {
  readonly vkey: string
  addCheckpoint(body: string): Promise<Pick<WitnessAnswer, 'body'> & { readonly status: number }>
}

export function witnessAt(url: string, vkey: string): WitnessAt {
  return {
    vkey,
    async addCheckpoint(body) {
      const reply = await fetch(new URL('/add-checkpoint', url), {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(5_000),
      })
      return { status: reply.status, body: await reply.text() }
    },
  }
}
