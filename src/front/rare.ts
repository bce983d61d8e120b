/**
 * Letters that a telephone may lack, each a font of a thousand bytes cut from the one of our printed documents. Cut in
 * the worker that takes files apart, in the visitor's turn, and kept; a visitor who asks for one after the other takes
 * no more than a share of a core.
 */
import type { Context, Hono } from 'hono'
import { parse } from '../kernel/intake/parse.ts'
import { takes } from '../kernel/site/parameters.ts'
import { notFound, UserError } from '../platform/errors.ts'
import { hasGlyph } from '../platform/pdf/fonts.ts'
import { codeOf, isRare, mostRare } from '../web/rare.ts'

/** Letters kept: two megabytes; cut anew in a minute: a tenth of a core. */
const usual = { kept: 2_000, aMinute: 30 }
const asLong = 'public, max-age=31536000, immutable'

export function rareRoutes(app: Hono, now: () => Date) {
  const letters = new Letters(now)
  app.get('/rare/:file{[0-9a-f-]+\\.css}', takes(), (c) => {
    const chars = charsOf(c.req.param('file'), '.css')
    if (chars.length > mostRare) throw notFound()
    c.header('cache-control', asLong)
    return c.body(chars.filter(hasGlyph).map(faceOf).join(''), 200, { 'content-type': 'text/css; charset=utf-8' })
  })
  app.get('/rare/:file{[0-9a-f]+\\.woff2}', takes(), async (c: Context) => {
    const [char] = charsOf(c.req.param('file')!, '.woff2')
    if (char === undefined || !hasGlyph(char)) throw notFound()
    const font = await letters.of(char)
    c.header('cache-control', asLong)
    return c.body(Buffer.from(font), 200, { 'content-type': 'font/woff2' })
  })
}

/** What an address asks for; nothing else than rare characters, or there is no such page. */
function charsOf(file: string, ending: string): string[] {
  const codes = file.slice(0, -ending.length).split('-')
  const chars = codes.map((hex) => (/^[0-9a-f]{4,5}$/.test(hex) ? String.fromCodePoint(Number.parseInt(hex, 16)) : ''))
  if (!chars.every(isRare)) throw notFound()
  return chars
}

/** Asked for only where a page shows the character and no font before it in the list holds it. */
const faceOf = (char: string): string =>
  `@font-face{font-family:rare;src:url(/rare/${codeOf(char)}.woff2) format("woff2");` +
  `unicode-range:U+${codeOf(char)};font-display:swap}`

/** Fonts of single characters: cut once, kept. */
export class Letters {
  private readonly kept = new Map<string, Promise<Uint8Array>>()
  private minute = { began: 0, cut: 0 }
  private readonly now: () => Date
  private readonly limits: typeof usual

  constructor(now: () => Date, limits = usual) {
    this.now = now
    this.limits = limits
  }

  /** The font of one character; 503 where too many were cut within this minute. */
  of(char: string): Promise<Uint8Array> {
    const kept = this.kept.get(char)
    if (kept) return kept
    this.count()
    const made = parse('letter', { char })
    this.kept.set(char, made)
    made.catch(() => this.kept.delete(char))
    const [oldest] = this.kept.keys()
    if (this.kept.size > this.limits.kept && oldest !== undefined) this.kept.delete(oldest)
    return made
  }

  private count() {
    const at = this.now().getTime()
    if (Math.abs(at - this.minute.began) >= 60_000) this.minute = { began: at, cut: 0 }
    this.minute.cut += 1
    if (this.minute.cut > this.limits.aMinute) throw new UserError(503, '生僻字的字形要得太多了，请过一分钟再看。')
  }
}
