/**
 * What others have told already and is still open: by the words that both use, and by how far apart they are where both
 * gave a position.
 */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { dictionaryWords } from '../../../platform/search.ts'

export type Similar = { code: string; title: string; supporters: number }
type Telling = { kind: string; text: string; spot: string; lng: number | undefined; lat: number | undefined }
type Told = Similar & { kind: string; text: string; lng: number | null; lat: number | null }

const tellsNothing = new Set(
  '为什么 什么 时候 怎么 怎么办 怎么样 没有 没人 是不是 能不能 不知道 知道 希望 村里 我们 你们 他们 大家 现在 已经 一直 还是 这个 那个 可以 就是 因为 所以 问题 反映 情况 请问 麻烦 好几 几天 昨天 今天 前天 最近 时间 多次 严重'.split(
    ' ',
  ),
)

/** Words of two characters and more that tell something. */
export function wordsOf(text: string): Set<string> {
  return new Set(
    dictionaryWords(text.slice(0, 500)).filter(
      (w) => [...w].length >= 2 && /^\p{Script=Han}+$/u.test(w) && !tellsNothing.has(w),
    ),
  )
}

/** Metres between two positions, near enough over a county. */
export function metresBetween(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const east = (b.lng - a.lng) * Math.cos(((a.lat + b.lat) / 2) * (Math.PI / 180))
  return Math.hypot(east, b.lat - a.lat) * 111_195
}

/** Alike: two words in common; or close by, with one word in common or of the same kind. */
export function alike(a: Telling, b: Pick<Told, 'kind' | 'title' | 'text' | 'lng' | 'lat'>, metres: number): number {
  const [mine, theirs] = [wordsOf(`${a.text} ${a.spot}`), wordsOf(`${b.title} ${b.text}`)]
  const shared = [...mine].filter((w) => theirs.has(w)).length
  const near =
    a.lng !== undefined &&
    a.lat !== undefined &&
    b.lng !== null &&
    b.lat !== null &&
    metresBetween({ lng: a.lng, lat: a.lat }, { lng: b.lng, lat: b.lat }) <= metres
  if (near && (shared > 0 || a.kind === b.kind)) return shared + 2
  return shared >= 2 ? shared : 0
}

/**
 * At most three released, open reports among the newest of this village or close by, most alike first. Positions are
 * read here and go nowhere.
 */
export async function similarTo(db: Db, place: { id: string }, telling: Telling, metres: number): Promise<Similar[]> {
  const box = metres / 111_195
  const [lng, lat] = [telling.lng ?? null, telling.lat ?? null]
  const found = await rows(
    db,
    sql<Told>`
      WITH ids AS ((
        SELECT id
        FROM reports
        WHERE region_id = ${place.id}
        ORDER BY received_at DESC
        LIMIT 300
      ) UNION (
        SELECT id
        FROM reports
        WHERE lat BETWEEN ${lat}::float8 - ${box}::float8 AND ${lat}::float8 + ${box}::float8
          AND lng BETWEEN ${lng}::float8 - ${box * 2}::float8 AND ${lng}::float8 + ${box * 2}::float8
        ORDER BY received_at DESC
        LIMIT 100
      ))
      SELECT p.code, f.title, f.text, p.supporters, p.kind, p.lng, p.lat
      FROM ids
      JOIN reports p ON p.id = ids.id
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id AND c.closed_at IS NULL
      JOIN LATERAL (
          SELECT shown, title, text
          FROM report_faces f
          WHERE f.report_id = p.id
          ORDER BY seq DESC
          LIMIT 1
        ) f
        ON f.shown
      WHERE p.kind <> 'person'
      ORDER BY p.received_at DESC`,
  )
  return found
    .map((f) => ({ f, score: alike(telling, f, metres) }))
    .filter((x) => x.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ f }) => ({ code: f.code, title: f.title, supporters: f.supporters }))
}
