import { createServer, type AddressInfo } from 'node:net'

/** A port nobody listens on now; whoever needs it before it starts something takes it from here. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  // A listening TCP server has a port.
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
