/** Asking WeChat, or the county's proxy to it: JSON both ways, its errors by number. */

/** WeChat's `errcode`; what it quotes is not kept. */
export class WechatError extends Error {
  readonly code: number

  constructor(code: number) {
    super(`wechat ${code}`)
    this.code = code
  }

  /** The word with which it was asked is good no more: 40001, 40014, 42001. */
  get isStale(): boolean {
    return [40001, 40014, 42001].includes(this.code)
  }

  /** Trying again gives the same: the person refused, is gone, or the account may not. */
  get isFinal(): boolean {
    return ![-1, 45009, 45011, 45047].includes(this.code) && !this.isStale
  }
}

const patienceMs = 10_000
const mostBytes = 20 * 1024 * 1024

type Asking = { query?: Readonly<Record<string, string>>; body?: unknown }

/** @throws WechatError where it answers with an `errcode`; Error where there is no answer. */
export async function ask<T>(base: string, path: string, { query, body }: Asking): Promise<T> {
  const answer = await request(base, path, query, body)
  return readJson<T>(Buffer.from(await readAll(answer)).toString('utf8'))
}

/** A file; what WeChat says instead of one is an error. @throws WechatError */
export async function fetchFile(
  base: string,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const answer = await request(base, path, query, undefined)
  const bytes = await readAll(answer)
  if (/json|text\/plain/.test(answer.headers.get('content-type') ?? '')) {
    readJson(Buffer.from(bytes).toString('utf8'))
    throw new Error('wechat: no file')
  }
  return bytes
}

function request(base: string, path: string, query: Asking['query'], body: unknown): Promise<Response> {
  const url = new URL(base.replace(/\/$/, '') + path)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
  return fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
}

async function readAll(answer: Response): Promise<Uint8Array> {
  if (!answer.ok) throw new Error(`wechat: HTTP ${answer.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    parts.push(part)
    size += part.length
    if (size > mostBytes) throw new Error('wechat: too large')
  }
  return Buffer.concat(parts)
}

function readJson<T>(text: string): T {
  const said = JSON.parse(text) as T & { errcode?: number }
  if (said.errcode !== undefined && said.errcode !== 0) throw new WechatError(said.errcode)
  return said
}
