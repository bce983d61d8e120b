/** Pinyin of names and of what people type, so that places, people and services are found by it. */
import { pinyin } from 'pinyin-pro'

/** "liuwancun" for 柳湾村, "lvwancun" for 绿湾村: for searching places and for sorting. */
export function pinyinOf(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** "lwc" for 柳湾村. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .map((s) => s[0] ?? '')
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/**
 * Typed pinyin as it is stored: "Liǔ wān", "LIU WAN" and "liu'wan" are "liuwan", "lü" is "lv". Empty where anything
 * else was typed.
 */
export function typedPinyin(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/u\u0308/g, 'v')
    .replace(/u([\u0300-\u036f])\u0308/g, 'v$1')
    .replace(/[\u0300-\u036f\s'’-]/g, '')
  return /^[a-z0-9]+$/.test(plain) ? plain : ''
}

/** Pinyin of a person's name: the first character read as a surname (单 is shan, 曾 is zeng). */
export function namePinyin(name: string): { pinyin: string; initials: string } {
  const parts = pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
  const clean = (s: string) => s.toLowerCase().replace(/[^a-z]/g, '')
  return { pinyin: clean(parts.join('')), initials: clean(parts.map((p) => p[0] ?? '').join('')) }
}

const sounds = new Map<string, ReadonlySet<string>>()

/** Every way to read one character, without tones: 长 is chang and zhang. Empty for what is none. */
export function soundsOf(char: string): ReadonlySet<string> {
  const known = sounds.get(char)
  if (known) return known
  const isHan = /\p{Script=Han}/u.test(char)
  const made = new Set(isHan ? pinyin(char, { multiple: true, toneType: 'none', type: 'array', v: true }) : [])
  sounds.set(char, made)
  return made
}

/** Whether two characters can be read alike, whatever the tone: 长 and 昌, 劉 and 刘. */
export function soundAlike(a: string, b: string): boolean {
  if (a === b) return true
  const others = soundsOf(b)
  return [...soundsOf(a)].some((sound) => others.has(sound))
}
