import { pinyin } from 'pinyin-pro'

/** "liuwancun" for 柳湾村: for searching places and for sorting. */
export function pinyinOf(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** "lwc" for 柳湾村. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).map((s) => s[0] ?? '').join('').toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Pinyin of a person's name: the first character read as a surname (单 is shan, 曾 is zeng). */
export function namePinyin(name: string): { pinyin: string; initials: string } {
  const parts = pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
  const clean = (s: string) => s.toLowerCase().replace(/[^a-z]/g, '')
  return { pinyin: clean(parts.join('')), initials: clean(parts.map((p) => p[0] ?? '').join('')) }
}
