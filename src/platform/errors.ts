/** Errors that a person may read: the message is a Chinese sentence that says what to do. Everything else becomes "500, something failed here". */
export class UserError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503,
    message: string,
    readonly details?: unknown,
  ) {
    super(message)
    this.name = 'UserError'
  }
}

export const notFound = (what = '没有这个页面') => new UserError(404, what)
export const forbidden = (why: string) => new UserError(403, why)
export const conflict = (why: string, details?: unknown) => new UserError(409, why, details)
export const invalid = (why: string, details?: unknown) => new UserError(422, why, details)

/** A reason not to start, said in one sentence with a way out. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly wayOut: string,
  ) {
    super(message)
    this.name = 'StartError'
  }
}
