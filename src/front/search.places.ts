/** The place in what somebody typed: "柳湾村 低保", "清溪镇柳湾村低保", "liuwan 低保", "QC0102 低保" mean a topic inside a village. */
import { typedPinyin } from '../platform/pinyin.ts'
import { adhoc, statement, type Reader } from '../kernel/site/statement.ts'

export type FoundPlace = { name: string; slug: string; level: string; path: string; township: string | null }

const columns =
  'r.name, r.slug, r.level, r.path, p.name AS township FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id'
/**
 * By name anywhere, pinyin, initials and code; the places whose name begins so first. `$2`: typed in Latin letters, or
 * empty.
 */
const placesQ = statement<FoundPlace>(
  'findPlaces',
  `SELECT ${columns}
  WHERE r.level <> 'bureau' AND (r.name LIKE '%' || $1 || '%'
    OR ($2 <> '' AND (r.pinyin LIKE '%' || $2 || '%' OR r.initials LIKE $2 || '%' OR r.stat_code LIKE $2 || '%'
    OR r.path LIKE '%.' || upper($2) || '.')))
  ORDER BY (r.name LIKE $1 || '%' OR r.initials = $2 OR r.pinyin LIKE $2 || '%') DESC, length(r.name), r.path LIMIT 30`,
)
const namedQ = adhoc<FoundPlace & { pinyin: string; initials: string }>(
  `SELECT r.pinyin, r.initials, ${columns} WHERE r.level <> 'bureau'
    AND (r.name = ANY($1::text[]) OR r.pinyin = ANY($2::text[]) OR r.initials = ANY($2::text[]) OR r.path ~ $3)
    ORDER BY r.path LIMIT 60`,
)
const soundingQ = statement<FoundPlace>(
  'soundingPlaces',
  `SELECT ${columns} WHERE r.level <> 'bureau' AND r.pinyin LIKE $1 || '%' ORDER BY length(r.name), r.path LIMIT 8`,
)

export const findPlaces = (db: Reader, plain: string): Promise<FoundPlace[]> =>
  placesQ(db, plain.replaceAll(' ', '').replace(/[\\%_]/g, '\\$&'), typedPinyin(plain))

/** Places whose names sound as typed: for characters typed by sound and chosen wrongly. */
export const soundingPlaces = (db: Reader, pinyin: string): Promise<FoundPlace[]> => soundingQ(db, pinyin)

const kinds = ['村', '社区', '镇', '乡', '街道']
const latinKinds = ['cun', 'shequ', 'zhen', 'xiang', 'jiedao']
const glued = /^(\p{Script=Han}{1,8}?(?:社区|街道|村|镇|乡))([\p{Script=Han}\d].*)$/u

/** What was typed, parted: the deepest places it names, and the rest. Nothing where no place is named. */
export type Parted = { places: FoundPlace[]; rest: string }

/** `loose`: also where the village's name runs into the topic without 村 ("柳湾低保"). */
export async function partedOf(db: Reader, plain: string, loose: boolean): Promise<Parted | undefined> {
  const words = plain.split(' ').flatMap(loose ? cutLoosely : cutAtKinds)
  if (words.length < 2 || words.length > 8) return undefined
  const found = await namedQ(db, words.flatMap(namesOf), words.flatMap(pinyinsOf), codesOf(words))
  const of = (word: string) =>
    found.filter(
      (p) =>
        namesOf(word).includes(p.name) ||
        pinyinsOf(word).some((w) => w === p.pinyin || w === p.initials) ||
        p.path.endsWith(`.${word.toUpperCase()}.`),
    )
  const named = words.map((word) => ({ word, places: of(word) }))
  const sets = named.filter((n) => n.places.length > 0).map((n) => n.places)
  if (sets.length === 0) return undefined
  const deepest = sets.flat().filter((p) => sets.every((set) => set.some((other) => p.path.startsWith(other.path))))
  if (deepest.length === 0) return undefined
  return {
    places: deepest,
    rest: named
      .filter((n) => n.places.length === 0)
      .map((n) => n.word)
      .join(' '),
  }
}

/** "清溪镇柳湾村低保" → 清溪镇, 柳湾村, 低保. */
function cutAtKinds(word: string): string[] {
  const cut = glued.exec(word)
  return cut ? [cut[1]!, ...cutAtKinds(cut[2]!)] : [word]
}

/** "柳湾低保" → 柳湾, 低保: names of villages are mostly two characters. */
const cutLoosely = (word: string): string[] =>
  /^\p{Script=Han}{4,12}$/u.test(word) ? [word.slice(0, 2), word.slice(2)] : [word]

const namesOf = (word: string): string[] =>
  /^\p{Script=Han}{2,}/u.test(word) ? [word, ...kinds.map((kind) => word + kind)] : []
const pinyinsOf = (word: string): string[] =>
  /^[a-z]{2,}$/.test(word) ? [word, ...latinKinds.map((kind) => word + kind), `${word}c`] : []
/** A pattern for paths that end in a typed code; one that nothing matches where none was typed. */
const codesOf = (words: readonly string[]): string => {
  const codes = words.filter((w) => /^[a-z]{1,6}\d{1,12}$/.test(w)).map((w) => w.toUpperCase())
  return codes.length === 0 ? '^$' : `\\.(${codes.join('|')})\\.$`
}
