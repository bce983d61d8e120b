/** Texts of the account: lines, with links that WeChat shows as such. At most 2,048 bytes by its rules. */
import type { Reply } from '../callback/envelope.ts'
import type { Visit } from '../site.ts'

const mostBytes = 2_000

/** A reply of lines; lines that do not fit are left out. */
export function text(lines: readonly string[]): Reply {
  let said = ''
  for (const line of lines) {
    const next = said === '' ? line : `${said}\n\n${line}`
    if (Buffer.byteLength(next, 'utf8') > mostBytes) break
    said = next
  }
  return { kind: 'text', text: said }
}

/** `href`: a path of the site. */
export const link = (visit: Visit, href: string, words: string): string =>
  `<a href="${visit.origin}${href}">${words.replaceAll('<', '‹').replaceAll('>', '›')}</a>`
