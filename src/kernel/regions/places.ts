/** Places as lists name them: by code, by name, with or without 村民委员会, told apart by their township. */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import type { Level } from './levels.ts'
import { shortName } from './shortName.ts'
import { plainText } from '../../platform/plainText.ts'

export type Known = {
  id: string
  parent_id: string | null
  code: string
  level: Level
  kind: string
  name: string
  full_name: string
  slug: string
  stat_code: string | null
  path: string
  households: number | null
  population: number | null
  chain: string
  practice: boolean
}

/** Built once per list: a list of ten thousand rows asks it ten thousand times. */
export class PlaceIndex {
  private readonly byCode = new Map<string, Known[]>()
  private readonly byName = new Map<string, Known[]>()
  /** Parent's code → the last number given below it: asked once, not for every row. */
  readonly lastNumbers = new Map<string, number>()
  private readonly byShortName = new Map<string, Known[]>()

  constructor(all: readonly Known[]) {
    for (const place of all) this.add(place)
  }

  add(place: Known) {
    for (const code of new Set([place.code, place.stat_code ?? place.code])) put(this.byCode, code, place)
    for (const name of new Set([place.name, place.full_name])) put(this.byName, name, place)
    put(this.byShortName, shortName(place.name), place)
  }

  /** The one place that is meant; 422 with what to do where none or several are. `levels` narrows. */
  find(text: string, hints: { parent?: string; levels?: readonly Level[]; field: string }): Known {
    const meant = this.matching((p) => !hints.levels || hints.levels.includes(p.level), text)
    const above = hints.parent ? new Set(this.matching(() => true, hints.parent).map((p) => p.path)) : undefined
    const narrowed = above
      ? meant.filter((p) => [...above].some((path) => p.path.startsWith(path) && p.path !== path))
      : meant
    if (narrowed.length === 1) return narrowed[0]!
    if (meant.length === 0)
      throw invalid(`没有“${text}”这个单位。请核对名称，或者先导入村名单。`, { field: hints.field })
    if (narrowed.length === 0)
      throw invalid(`“${hints.parent}”下面没有“${text}”。请核对所属乡镇。`, { field: hints.field })
    throw invalid(`叫“${text}”的有 ${narrowed.length} 个。请加上所属乡镇，或者改写编码。`, { field: hints.field })
  }

  /** By code first, then by the very name, then by the bare one. */
  matching(fits: (place: Known) => boolean, text: string): Known[] {
    const wanted = plainText(text).trim()
    const found = [this.byCode.get(wanted), this.byName.get(wanted), this.byShortName.get(shortName(wanted))].map(
      (list) => (list ?? []).filter(fits),
    )
    return found.find((list) => list.length > 0) ?? []
  }

  coded(code: string): Known[] {
    return this.byCode.get(code) ?? []
  }
}

function put(map: Map<string, Known[]>, key: string, place: Known) {
  const list = map.get(key)
  if (list) list.push(place)
  else map.set(key, [place])
}

/** All standing places that a list may name. `may`: those of whoever brings it. */
export async function placeIndex(tx: Tx, may: (path: string) => boolean): Promise<PlaceIndex> {
  const all = await rows(
    tx,
    sql<Known>`
      SELECT id, parent_id, code, level, kind, name, full_name, slug, path, chain, practice, stat_code,
        households, population
      FROM regions
      WHERE valid_to IS NULL
      ORDER BY path`,
  )
  return new PlaceIndex(all.filter((p) => may(p.path)))
}
