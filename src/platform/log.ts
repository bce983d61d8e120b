/** JSON lines on standard output. Callers pass ids and counts only: personal data never enters a log. */
const order = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 } as const
export type LogLevel = keyof typeof order

let threshold: number = order.info

export function setLogLevel(level: LogLevel) {
  threshold = order[level]
}

function write(level: Exclude<LogLevel, 'silent'>, msg: string, fields: Record<string, unknown> = {}) {
  if (order[level] < threshold) return
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, msg, ...fields })}\n`)
}

export const log = {
  debug: (msg: string, fields?: Record<string, unknown>) => write('debug', msg, fields),
  info: (msg: string, fields?: Record<string, unknown>) => write('info', msg, fields),
  warn: (msg: string, fields?: Record<string, unknown>) => write('warn', msg, fields),
  error: (msg: string, fields?: Record<string, unknown>) => write('error', msg, fields),
}

/** What of an error may be logged: its class, code and place in our code; never its message, which may quote input. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as { code?: unknown }).code
  const at = error.stack
    ?.split('\n')
    .slice(1, 6)
    .map((line) => line.trim())
  return { error: error.name, code: typeof code === 'string' ? code : undefined, at }
}
