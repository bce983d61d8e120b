/** Load on 127.0.0.1, bounded in count: keep-alive sockets that send the next request when the answer is complete. */
import { connect } from 'node:net'
import { readFileSync, readdirSync } from 'node:fs'

export type Result = {
  requests: number
  seconds: number
  perSecond: number
  p50: number
  p99: number
  errors: number
  bytes: number
}
export type Request = { path: string; method?: string; headers?: Record<string, string>; body?: string | Buffer }

/** Sends `requests[i % length]` over `connections` sockets, `count` in all. Times in ms. */
export async function load(
  port: number,
  requests: readonly Request[],
  opts: { count: number; connections: number },
): Promise<Result> {
  const times: number[] = []
  let next = 0
  let errors = 0
  let bytes = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: opts.connections }, () =>
      client(
        port,
        () => (next < opts.count ? requests[next++ % requests.length] : undefined),
        (ms, ok, size) => {
          times.push(ms)
          bytes += size
          if (!ok) errors += 1
        },
      ),
    ),
  )
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    seconds,
    perSecond: times.length / seconds,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    errors,
    bytes,
  }
}

const at = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

function client(
  port: number,
  take: () => Request | undefined,
  done: (ms: number, ok: boolean, bytes: number) => void,
): Promise<void> {
  return new Promise((finish, fail) => {
    const socket = connect(port, '127.0.0.1')
    let pending: Buffer = Buffer.alloc(0)
    let sent = 0
    const send = () => {
      const r = take()
      if (!r) {
        socket.end()
        finish()
        return
      }
      sent = performance.now()
      const body = r.body ?? ''
      const headers = {
        host: `127.0.0.1:${port}`,
        'accept-encoding': 'br',
        connection: 'keep-alive',
        ...r.headers,
        ...(body.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      }
      socket.write(
        `${r.method ?? 'GET'} ${r.path} HTTP/1.1\r\n${Object.entries(headers)
          .map(([k, v]) => `${k}: ${v}`)
          .join('\r\n')}\r\n\r\n`,
      )
      if (body.length > 0) socket.write(body)
    }
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('error', fail)
    socket.on('data', (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      const whole = answerLength(pending)
      if (whole === undefined || pending.length < whole) return
      const status = Number(pending.subarray(9, 12).toString())
      done(performance.now() - sent, status < 400, whole)
      pending = pending.subarray(whole)
      send()
    })
  })
}

/** Length of the first answer in the buffer, by content-length or by chunks; `undefined` while it is not known. */
function answerLength(b: Buffer): number | undefined {
  const head = b.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const headers = b.subarray(0, head).toString('latin1').toLowerCase()
  const length = /\r\ncontent-length: (\d+)/.exec(headers)
  if (length) return head + 4 + Number(length[1])
  if (!headers.includes('transfer-encoding: chunked')) return head + 4
  const end = b.indexOf('\r\n0\r\n\r\n', head)
  return end < 0 ? (b.indexOf('0\r\n\r\n', head + 4) === head + 4 ? head + 9 : undefined) : end + 7
}

/** CPU seconds that a process and its children have used (Linux); 0 elsewhere. */
export function cpuOf(pid: number): number {
  try {
    const ticks = tree(pid).map((p) => {
      const stat = readFileSync(`/proc/${p}/stat`, 'utf8')
      const f = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(f[11]) + Number(f[12]) + Number(f[13]) + Number(f[14])
    })
    return ticks.reduce((a, b) => a + b, 0) / 100
  } catch {
    return 0
  }
}

function tree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      /* the process has ended */
    }
  }
  const walk = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(walk)]
  return walk(root)
}
