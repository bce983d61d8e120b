/**
 * Finding a service by what was typed: its name and what villagers call it, by characters, by pinyin in full or by
 * initials, or by characters that only sound so.
 */
import { initialsOf, pinyinOf, typedPinyin } from '../../../platform/pinyin.ts'
import { plainOf } from '../../../platform/search.ts'
import type { Listed } from './services.queries.ts'

/** By name, by the words that villagers use, else by who may apply, else by sound; every word typed must be there. */
export function findServices(services: readonly Listed[], typed: string): Listed[] {
  const words = plainOf(typed).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const holds = (texts: readonly string[]) => {
    const all = plainOf(texts.join(' '))
    return words.every((w) => all.includes(w))
  }
  const called = services.filter((s) => holds([s.name, ...s.also]))
  if (called.length > 0) return called
  const about = services.filter(
    (s) => holds([s.name, ...s.also, ...s.who]) || s.also.some((a) => words.join('').includes(a)),
  )
  return about.length > 0 ? about : soundingServices(services, words.join(''))
}

/** Two letters say too little; a whole name is never longer than its name's pinyin. */
const leastLetters = 3

function soundingServices(services: readonly Listed[], typed: string): Listed[] {
  const han = /\p{Script=Han}/u.test(typed)
  const letters = han ? pinyinOf(typed) : typedPinyin(typed)
  if (letters.length < (han ? leastLetters : 2)) return []
  const found = (fits: (sound: Sound) => boolean) =>
    services.filter((s) => [s.name, ...s.also].some((text) => fits(soundOf(text))))
  const initials = han ? [] : found((sound) => sound.initials.startsWith(letters))
  const full = letters.length < leastLetters ? [] : found((sound) => sound.full.includes(letters))
  if (full.length > 0 || initials.length > 0) return [...new Set([...full, ...initials])]
  const loose = sloppy(letters)
  return loose.length < leastLetters ? [] : found((sound) => sound.loose.includes(loose))
}

type Sound = { full: string; loose: string; initials: string }
const sounds = new Map<string, Sound>()

/** Names change seldom and are few: each is read once. */
function soundOf(text: string): Sound {
  const known = sounds.get(text)
  if (known) return known
  const full = pinyinOf(text)
  const sound = { full, loose: sloppy(full), initials: initialsOf(text) }
  if (sounds.size > 5_000) sounds.clear()
  sounds.set(text, sound)
  return sound
}

/**
 * What many people do not tell apart: zh and z, ch and c, sh and s, n and l at the beginning, ng and n, h and f, lü and
 * lu.
 */
const sloppy = (pinyin: string): string =>
  pinyin
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/n(?=[aeiouv])/g, 'l')
    .replace(/hu(?=[aeio])/g, 'f')
    .replace(/v/g, 'u')
