/**
 * What arrives is limited before anybody parses it: a parser's time grows with the number of fields and parts,
 * sometimes with its square, and while it runs nobody else is answered.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { UserError } from './errors.ts'
import { shownForm } from './shownText.ts'

/**
 * Bytes by kind; a form with files is limited by its route. The longest form without files is an application of 100
 * lines. `jsonParts`: members of objects and lists, the longest table has a hundred thousand; `jsonOfAnyone`: where
 * nobody is signed in yet.
 */
export const bodyLimits = {
  fields: 512 * 1024,
  json: 8 * 1024 * 1024,
  jsonParts: 200_000,
  jsonOfAnyone: 64 * 1024,
  fieldsCount: 2_000,
  parts: 600,
}

const malformed = () => new UserError(400, '请求的格式不对，请回到页面重新提交。')
const tooMany = () => new UserError(413, '一次提交的内容太多了，请分几次提交。')

/** 413 for a body with more bytes, fields or parts than any form of ours has; forms are read as `shownText` says. */
export const limitedBodies: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.raw.body === null) return next()
  const type = c.req.header('content-type')?.toLowerCase() ?? ''
  if (type.startsWith('multipart/form-data')) {
    const boundary = /boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70}))\s*(?:;|$)/i.exec(c.req.header('content-type')!)
    if (!boundary) throw malformed()
    watch(c, Infinity, counted(`--${boundary[1] ?? boundary[2]!}`, bodyLimits.parts))
  } else if (type.startsWith('application/x-www-form-urlencoded'))
    watch(c, bodyLimits.fields, counted('&', bodyLimits.fieldsCount))
  else if (type.includes('json')) watch(c, bodyLimits.json, members(bodyLimits.jsonParts))
  if (type.includes('form')) readAsShown(c)
  return next()
}

/**
 * However a route asks hono for its form, it gets the texts as they may be shown. Read when it is asked for: a route's
 * own limit stands before it.
 */
function readAsShown({ req }: Context): void {
  let read: Promise<FormData> | undefined
  Object.defineProperty(req.bodyCache, 'formData', {
    get: () => (read ??= req.raw.formData().then(shownForm)),
    configurable: true,
  })
}

/**
 * For routes that ask nobody to sign in: 413 for JSON longer than what is typed there, read before a parser sees it.
 */
export async function shortJson(c: Context): Promise<void> {
  const { body } = c.req.raw
  if (body === null || !(c.req.header('content-type') ?? '').toLowerCase().includes('json')) return
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > bodyLimits.jsonOfAnyone) throw tooMany()
    pieces.push(piece)
  }
  c.req.raw = new Request(c.req.raw, { body: Buffer.concat(pieces), duplex: 'half' } as RequestInit)
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

/** Counts what a parser of JSON would make a value of, roughly: commas and what opens a list or an object. */
function members(most: number): (piece: Uint8Array) => boolean {
  let n = 0
  return (piece) => {
    for (const byte of piece) if (byte === 0x2c || byte === 0x5b || byte === 0x7b) n++
    return n <= most
  }
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
