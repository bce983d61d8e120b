/** JSON lines on standard output. Callers pass ids and counts only: personal data never enters a log. */
import { faultCodes, type Fault } from './faultCodes.ts'

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

/** What goes wrong has a code of its own, by which an operator finds what to do (docs/operate/logs.md). */
const fault =
  (level: 'warn' | 'error') =>
  (msg: Fault, fields: Record<string, unknown> = {}) => {
    const told = { code: faultCodes[msg], ...fields }
    if (!retried.has(msg)) write(level, msg, told)
    else once(`${msg} ${String(fields['cause'])}`, (times) => write(level, msg, times > 1 ? { ...told, times } : told))
  }

/**
 * What tries again by itself, several times a second, would bury everything else. What names one request or case is
 * always written.
 */
const retried: ReadonlySet<Fault> = new Set([
  'page versions not read',
  'page views not written',
  'jobs',
  'disk full',
  'disk read-only',
  'virus scanner',
  'sign-in codes of a village',
])
const quietMs = 60_000
/** By fault: what came since its last line, and how it is written. */
const waiting = new Map<string, { more: number; tell: (times: number) => void }>()

/** Tells at once; what comes again within a minute is told at its end in one line with its number. */
function once(key: string, tell: (times: number) => void): void {
  const known = waiting.get(key)
  if (known) {
    known.more += 1
    known.tell = tell
    return
  }
  tell(1)
  const rest = { more: 0, tell }
  waiting.set(key, rest)
  const end = () => {
    if (rest.more === 0) {
      waiting.delete(key)
      return
    }
    // One that came once more is said as what it is; `times` is of those since the last line.
    rest.tell(rest.more)
    rest.more = 0
    setTimeout(end, quietMs).unref()
  }
  setTimeout(end, quietMs).unref()
}

export const log = {
  debug: (msg: string, fields?: Record<string, unknown>) => write('debug', msg, fields),
  info: (msg: string, fields?: Record<string, unknown>) => write('info', msg, fields),
  warn: fault('warn'),
  error: fault('error'),
  /** Asked for by a setting of its own, whatever the level. */
  access: (fields: Record<string, unknown>) =>
    process.stdout.write(
      `${JSON.stringify({ time: new Date().toISOString(), level: 'info', msg: 'access', ...fields })}\n`,
    ),
}

/**
 * What of an error may be logged: its class, its own code (`cause`: PostgreSQL's or Node's) and place in our code;
 * never its message, which may quote input.
 */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as { code?: unknown }).code
  const at = error.stack
    ?.split('\n')
    .slice(1, 6)
    .map((line) => line.trim())
  return { error: error.name, cause: typeof code === 'string' ? code : undefined, at }
}
