import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the phone page asks of the demo; it reaches only loopback, and only the simulator knows its address. */
export interface DemoControl {
  readonly url: string
  stop(): Promise<void>
}

export type Answers = Readonly<Record<`${'GET' | 'POST'} /${string}`, () => Promise<unknown>>>

export async function startControl(answers: Answers): Promise<DemoControl> {
  const table = new Map(Object.entries(answers))
  const server = createServer((request, response) => void answer(table, request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  // A listening TCP server has a port.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => closed(server) }
}

async function answer(
  table: ReadonlyMap<string, () => Promise<unknown>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  // A page of a browser says where it comes from; the simulator does not.
  if (request.headers.origin !== undefined) return reply(403, { message: '只给演示自己用' })
  const act = table.get(`${request.method ?? ''} ${request.url ?? ''}`)
  if (act === undefined) return reply(404, { message: '没有这个地址' })
  try {
    reply(200, await act())
  } catch (error) {
    reply(502, { message: error instanceof Error ? error.message : String(error) })
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
}
