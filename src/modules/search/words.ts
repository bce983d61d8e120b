/**
 * How villagers say what the lists call otherwise, and what leads on by itself (a number to call, a page). The
 * platform's own words come with it (`words.json`); a county's stand beside them and win where both say the same.
 */
import { statement, type Reader } from '../../kernel/site/statement.ts'
import { pinyinOf, soundsOf, typedPinyin } from '../../platform/pinyin.ts'
import { plainOf } from '../../platform/search.ts'
import shipped from './words.json' with { type: 'json' }

/** Where one leads to who types one of the words: a number to call, a page of the site, or advice alone. */
export type Lead = { title: string; advice: string; phone?: string; href?: string }
export type Words = {
  /** Villagers' word → the lists' words. */
  means: ReadonlyMap<string, readonly string[]>
  leads: ReadonlyMap<string, Lead>
}

type Shipped = { said: string[]; means?: string[]; title?: string; advice?: string; phone?: string; href?: string }
type Own = { said: string; means: string[]; phone: string; advice: string }

const ownQ = statement<Own>('searchWords', 'SELECT said, means, phone, advice FROM public_search_words LIMIT 2000')

/** `phoneOf`: the value of a rule that holds a number. */
export async function readWords(db: Reader, phoneOf: (rule: string) => string | undefined): Promise<Words> {
  const means = new Map<string, readonly string[]>()
  const leads = new Map<string, Lead>()
  for (const entry of shipped as Shipped[])
    for (const said of entry.said) {
      if (entry.means) means.set(said, [...new Set([...(means.get(said) ?? []), ...entry.means])])
      if (entry.title) leads.set(said, leadOf(entry, phoneOf))
    }
  for (const { said, means: own, phone, advice } of await ownQ(db)) {
    const word = plainOf(said)
    if (own.length > 0) means.set(word, own)
    if (phone !== '' || advice !== '')
      leads.set(word, {
        title: phone === '' ? said : `${said}：打 ${phone}`,
        advice,
        ...(phone === '' ? {} : { phone }),
      })
  }
  return { means, leads }
}

function leadOf({ title, advice, phone, href }: Shipped, phoneOf: (rule: string) => string | undefined): Lead {
  const number = phone?.startsWith('rule:') ? phoneOf(phone.slice('rule:'.length)) : phone
  return {
    title: title!,
    advice: advice ?? '',
    ...(number === undefined ? {} : { phone: number }),
    ...(href === undefined ? {} : { href }),
  }
}

/**
 * Other ways to say a text: "低保名单" is also "最低生活保障名单". The longest word of the text that is known is said otherwise.
 * Letters are the word that sounds so: "yanglao" is 养老.
 */
export function alsoCalled({ means }: Words, text: string): string[] {
  const letters = typedPinyin(text)
  if (letters.length > 3) {
    const meant = [...means.keys()].find((said) => pinyinOf(said) === letters)
    if (meant !== undefined && meant !== text) return [meant, ...means.get(meant)!]
  }
  const whole = means.get(text)
  if (whole) return [...whole]
  const known = [...means.keys()].filter((said) => said.length > 1 && text.includes(said))
  // 社保卡 is no 社保: a word within a longer one says nothing of its own.
  const longest = known
    .sort((a, b) => b.length - a.length)
    .filter((word, i, all) => !all.slice(0, i).some((longer) => longer.includes(word)))
    .slice(0, 2)
  return longest.flatMap((said) =>
    means
      .get(said)!
      .filter((written) => !text.includes(written))
      .map((written) => text.replaceAll(said, written)),
  )
}

const knownIn = ({ means, leads }: Words): string[] => [
  ...new Set([...means.keys(), ...[...means.values()].flat(), ...leads.keys()]),
]

/**
 * The longest known word that a whole sentence is about: 冰雹 of 冰雹把庄稼打坏了, the first of several. Undefined where the text
 * is no more than that word, or holds none.
 */
export function aboutWhat(words: Words, text: string): string | undefined {
  const held = knownIn(words).filter((word) => [...word].length > 1 && word !== text && text.includes(word))
  return held.sort((a, b) => b.length - a.length || text.indexOf(a) - text.indexOf(b))[0]
}

/**
 * A text with wrong characters, written with the known word that sounds so: 宅机地 is 宅基地. At least half of the word must
 * have been written right. Undefined where none sounds so; for whoever found nothing that is written as typed.
 */
export function writtenRight(words: Words, text: string): { word: string; text: string } | undefined {
  const typed = [...text]
  const known = knownIn(words)
  const letters = typedPinyin(text)
  if (letters !== '') {
    const word =
      known.find((w) => pinyinOf(w) === letters) ??
      (letters.length > 4 ? known.find((w) => isSlip(pinyinOf(w), letters)) : undefined)
    return word === undefined ? undefined : { word, text: word }
  }
  const found = known.flatMap((word) => {
    const chars = [...word]
    const at = typed.findIndex((_, i) => chars.length > 1 && isMeant(typed.slice(i, i + chars.length), chars))
    return at < 0 ? [] : [{ at, word, length: chars.length }]
  })
  const best = found.sort((a, b) => b.length - a.length)[0]
  if (!best) return undefined
  return {
    word: best.word,
    text: [...typed.slice(0, best.at), best.word, ...typed.slice(best.at + best.length)].join(''),
  }
}

/** One slip of the finger in letters: two the wrong way round, one too many (diabao), one too few. */
function isSlip(meant: string, typed: string): boolean {
  const at = [...meant].findIndex((letter, i) => letter !== typed[i])
  if (at < 0) return false
  const [rest, other] = [meant.slice(at), typed.slice(at)]
  return (
    (rest.slice(2) === other.slice(2) && rest[0] === other[1] && rest[1] === other[0]) ||
    rest === other.slice(1) ||
    rest.slice(1) === other
  )
}

function isMeant(typed: readonly string[], word: readonly string[]): boolean {
  if (typed.length !== word.length) return false
  const same = word.filter((char, i) => char === typed[i]).length
  return same < word.length && same * 2 >= word.length && word.every((char, i) => soundsSo(char, typed[i]!))
}

/** Alike in the ears of the south, too: n is l, zh is z, ang is an. */
const heard = (sound: string) =>
  sound
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/ng$/, 'n')
const soundsSo = (a: string, b: string): boolean => {
  const others = new Set([...soundsOf(b)].map(heard))
  return a === b || [...soundsOf(a)].some((sound) => others.has(heard(sound)))
}

/**
 * `sure`: the question is one of its words, or holds one that names a number to call. `perhaps`: it holds one that
 * leads to a page.
 */
export type Leads = { sure: Lead[]; perhaps: Lead[] }

export function leadsFor({ leads }: Words, ways: readonly string[]): Leads {
  const exact = ways.flatMap((way) => leads.get(way) ?? [])
  if (exact.length > 0) return { sure: onceEach(exact), perhaps: [] }
  const inside = [...leads].filter(([said]) => said.length > 1 && ways[0]?.includes(said))
  const held = inside.sort(([a], [b]) => b.length - a.length).map(([, lead]) => lead)
  return {
    sure: onceEach(held.filter((l) => l.phone !== undefined)).slice(0, 2),
    perhaps: onceEach(held.filter((l) => l.phone === undefined)).slice(0, 1),
  }
}

const onceEach = (leads: readonly Lead[]): Lead[] =>
  leads.filter((lead, i) => leads.findIndex((other) => other.title === lead.title) === i)
