/** Asking the server, and errors that a person may read. Each room's routes stand in its own `client.ts`. */
import { showRare } from './rare.ts'

/** An answer that was not 2xx. `status` 0: the server could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly details?: unknown

  constructor(status: number, message: string, details?: unknown) {
    super(message)
    this.status = status
    this.details = details
    this.name = 'ApiError'
  }
}

type Answer<T> = { ok: boolean; status: number; json(): Promise<T>; text(): Promise<string> }

let signedOut: (() => void) | undefined
/** Hears when an answer says that the sign-in has ended. */
export function hearSignedOut(hear: () => void): void {
  signedOut = hear
}

/**
 * Waits for an answer and returns its JSON. Throws `ApiError` with the server's sentence; a lost connection has status
 * 0. `asStranger`: 401 is an answer like others (signing in, who am I).
 */
export async function ask<T>(request: Promise<Answer<T>>, asStranger = false): Promise<T> {
  const answer = await request.catch(() => {
    throw new ApiError(0, '没有连上服务器，请检查网络后再试。您填的内容还在。')
  })
  if (answer.ok) {
    const text = await answer.text()
    showRare(text)
    return JSON.parse(text) as T
  }
  if (answer.status === 401 && !asStranger) signedOut?.()
  const told = (await answer.json().catch(() => ({}))) as { message?: string; details?: unknown }
  throw new ApiError(
    answer.status,
    told.message ?? `服务器没有办成（${answer.status}），请过一会儿再试。`,
    told.details,
  )
}

/**
 * A file, and fields beside it, as the body of a call: `ask(api.imports.$post({}, formOf({ kind, file })))`. The routes
 * read the form themselves.
 */
export function formOf(fields: Record<string, string | File>): { init: RequestInit } {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return { init: { body } }
}
