/** The small county of the stories behind a real port, for a real browser: its clock stands where the story sets it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { World } from '../test/world.ts'

/** `url`: as `startServer` gives it. Closes with its last connection. */
export async function serveWorld(w: World): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(getRequestListener(w.app.fetch))
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
