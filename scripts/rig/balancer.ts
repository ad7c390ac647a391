import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** One address in front of several instances, as a load balancer gives: each connection goes to one that accepts it. */
export interface Balancer {
  readonly url: string
  /** Closes all connections that go to this instance, as its death does for those that saw no answer. */
  use(urls: readonly string[]): void
  stop(): Promise<void>
}

export async function startBalancer(urls: readonly string[], port = 0): Promise<Balancer> {
  let targets = urls.map(targetOf)
  let turn = 0
  const open = new Set<Socket>()
  const server = createServer((client) => {
    open.add(client)
    client.once('close', () => open.delete(client))
    client.on('error', () => client.destroy())
    turn += 1
    forward(client, [...targets.slice(turn % targets.length), ...targets.slice(0, turn % targets.length)])
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  // A listening TCP server has a port.
  const { port: listening } = server.address() as AddressInfo
  return {
    url: `http://localhost:${listening}`,
    use(next) {
      targets = next.map(targetOf)
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

interface Target {
  readonly host: string
  readonly port: number
}

function targetOf(url: string): Target {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}

// The first that accepts the connection gets it; nothing is repeated once a byte has gone through.
function forward(client: Socket, [target, ...rest]: readonly Target[]): void {
  if (target === undefined) {
    client.destroy()
    return
  }
  const server = connect(target)
  let isThrough = false
  server.once('connect', () => {
    isThrough = true
    client.pipe(server)
    server.pipe(client)
  })
  server.on('error', () => {
    if (isThrough) client.destroy()
    else forward(client, rest)
  })
  server.once('close', () => isThrough && client.destroy())
  client.once('close', () => server.destroy())
}
