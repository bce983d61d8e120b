/** The fake's interfaces over HTTP, on a port of its own. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FakeWechat } from './fake.ts'

export type Served = { url: string; close(): Promise<void> }

/** `port` 0: any. */
export async function serve(fake: FakeWechat, port = 0): Promise<Served> {
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://fake')
    const body = req.method === 'POST' ? ((await readJson(req)) as Record<string, unknown>) : {}
    const answer = fake.api(req.method ?? 'GET', url.pathname, url.searchParams, body)
    res.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' })
    res.end(answer.body instanceof Uint8Array ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return {}
  }
}
