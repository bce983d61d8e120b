/**
 * Errors that a person may read: the message is a Chinese sentence that says what to do. Everything else becomes "500,
 * something failed here".
 */
export class UserError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503
  readonly details?: unknown

  constructor(status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503, message: string, details?: unknown) {
    super(message)
    this.status = status
    this.details = details
    this.name = 'UserError'
  }
}

export const notFound = (what = '没有这个页面') => new UserError(404, what)
export const forbidden = (why: string) => new UserError(403, why)
export const conflict = (why: string, details?: unknown) => new UserError(409, why, details)
export const invalid = (why: string, details?: unknown) => new UserError(422, why, details)

/** A reason not to start, said in one sentence with a way out. */
export class StartError extends Error {
  readonly wayOut: string

  constructor(message: string, wayOut: string) {
    super(message)
    this.wayOut = wayOut
    this.name = 'StartError'
  }
}

/**
 * The database is down, starting, full of connections, or the line to it broke: the driver tells some of these only in
 * words.
 */
export function isUnreachable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  if (code !== undefined)
    return (
      ['53300', '57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
      code.startsWith('08')
    )
  return /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/.test(
    message ?? '',
  )
}
