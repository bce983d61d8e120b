/** Not for ever: an answer in time, or an error. A database that hangs neither answers nor fails by itself. */
import type { MiddlewareHandler } from 'hono'

/** What the work gives; an error after some milliseconds. What comes of it later is nobody's. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('no answer in time')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * `answerMs`: how long anybody waits for an answer before it is asked whether the database is there; `probeMs`: how
 * long a probe waits, and how long others wait while it was away at the last question. Here the database has a quarter
 * of the answer's time to say so: a machine that is only busy is not away. One that hangs answers after 25 seconds.
 */
export const patience = { answerMs: 20_000, probeMs: 1_000 }

const sorry = '系统连不上数据库，现在打不开。请过几分钟再试，您填的内容没有丢。'

/**
 * 503 in place of an answer that does not come because the database does not answer. What only takes long, with a
 * database that answers, goes on. `page`: how the sentence is shown to whoever reads pages.
 */
export function notForever(
  isThere: () => Promise<unknown>,
  page: (sentence: string) => string,
  waits = patience,
): MiddlewareHandler {
  let away = false
  let asking: Promise<void> | undefined
  const ask = async () => {
    away = await within(Math.max(waits.probeMs, waits.answerMs / 4), isThere()).then(
      () => false,
      () => true,
    )
    asking = undefined
  }
  return async (c, next) => {
    const answered = next().then(() => true as const)
    answered.catch(() => undefined)
    while (!(await inTime(answered, away ? waits.probeMs : waits.answerMs))) {
      await (asking ??= ask())
      if (!away) continue
      if (/^\/api\/|\.json$/.test(c.req.path)) return c.json({ message: sorry }, 503)
      return c.html(page(sorry), 503)
    }
    return undefined
  }
}

async function inTime(answered: Promise<true>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((tell) => {
    timer = setTimeout(() => tell(false), ms)
  })
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
