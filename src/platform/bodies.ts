/**
 * What arrives is limited before anybody parses it: a parser's time grows with the number of fields and parts, sometimes with its
 * square, and while it runs nobody else is answered.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { UserError } from './errors.ts'

/** Bytes by kind; a form with files is limited by its route. The longest form without files is an application of 100 lines. */
export const bodyLimits = { fields: 512 * 1024, json: 8 * 1024 * 1024, fieldsCount: 2_000, parts: 600 }

const tooMany = () => new UserError(413, '一次提交的内容太多了，请分几次提交。')

/** 413 for a body with more bytes, fields or parts than any form of ours has. */
export const limitedBodies: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.raw.body === null) return next()
  const type = c.req.header('content-type')?.toLowerCase() ?? ''
  if (type.startsWith('multipart/form-data')) {
    const boundary = /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(c.req.header('content-type')!)
    if (!boundary) throw new UserError(400, '请求的格式不对，请回到页面重新提交。')
    watch(c, Infinity, counted(`--${boundary[1] ?? boundary[2]!}`, bodyLimits.parts))
  } else if (type.startsWith('application/x-www-form-urlencoded'))
    watch(c, bodyLimits.fields, counted('&', bodyLimits.fieldsCount))
  else if (type.includes('json')) watch(c, bodyLimits.json, () => true)
  return next()
}

/** Looks at a body as it passes. `fits`: asked for every piece. */
function watch(c: Context, most: number, fits: (piece: Uint8Array) => boolean): void {
  const told = Number(c.req.header('content-length') ?? 0)
  if (told > most) throw tooMany()
  let bytes = 0
  const watched = c.req.raw.body!.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.length
        if (bytes > most || !fits(piece)) controller.error(tooMany())
        else controller.enqueue(piece)
      },
    }),
  )
  c.req.raw = new Request(c.req.raw, { body: watched, duplex: 'half' } as RequestInit)
}

/** Counts a word over all pieces, also where it is cut in two; false once there are more than `most`. */
function counted(word: string, most: number): (piece: Uint8Array) => boolean {
  const wanted = Buffer.from(word, 'latin1')
  let rest = Buffer.alloc(0)
  let n = 0
  return (piece) => {
    const text = Buffer.concat([rest, piece])
    let from = 0
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, from)) {
      from = at + wanted.length
      if (++n > most + 1) return false
    }
    rest = text.subarray(Math.max(from, text.length - wanted.length + 1))
    return true
  }
}
