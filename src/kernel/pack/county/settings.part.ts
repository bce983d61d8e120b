/** The county's own settings in a pack (`county.json`). */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { changeOf, type Change, type Touched } from '../change.ts'
import { jsonText } from '../jsonText.ts'
import type { Pack, PackPart } from '../part.ts'
import { readJson, type JsonFile } from '../readJson.ts'
import { countySchema, type County } from './pack.schema.ts'
import { defaultRules } from '../../rules/defaults.ts'
import { levelWords } from '../../regions/levels.ts'
import { wordsOf } from '../../rules/stricter.ts'
import { inForceOn } from '../../rules/rules.ts'

const file = 'county.json'

/** `county`: only where the whole file is in order. `settingLines`: line of a setting by its code. */
export type PackedSettings = { county?: County | undefined; settingLines: ReadonlyMap<string, number> }

export const packedSettings: PackPart<PackedSettings> = {
  title: '县情设置',
  order: 10,
  files: { [file]: 'required' },
  words: {
    fields: {
      province: '省',
      fictional: '虚构的县',
      levelNames: '各级怎么叫',
      goLive: '上线日期',
      graceDays: '宽限天数',
      profile: '照哪个样本',
      colours: '颜色',
      field: '底色',
      sun: '强调色',
      footer: '页脚',
      sponsor: '主办单位',
      operator: '承办单位',
      icp: 'ICP 备案号',
      police: '公安备案号',
      siteCode: '网站标识码',
      phone: '电话',
      settings: '本县的数值',
      ...Object.fromEntries(Object.entries(levelWords).map(([level, [word]]) => [level, word!])),
    },
    names: (code) => defaultRules().find((rule) => rule.code === code)?.name,
    choices: wordsOf,
  },
  read(texts, faults) {
    const json = readJson(file, texts, countySchema, faults)
    return { county: countySchema.safeParse(json.value).data, settingLines: settingLinesOf(json) }
  },
  import: async (tx, _, { pack, now }) => [await importSettings(tx, countyOf(pack), now)],
  export: async (db, day) => new Map([[file, await countyFile(db, day)]]),
  counts: ({ county }) => [county?.name ?? ''],
}

/** The county of a pack that was read without a fault. */
export function countyOf(pack: Pack): County {
  const { county } = pack.of(packedSettings)
  if (!county) throw new Error('a pack without county.json is not checked')
  return county
}

function settingLinesOf(county: JsonFile): Map<string, number> {
  return new Map(
    [...county.lines]
      .filter(([path]) => path.startsWith('settings/'))
      .map(([path, line]) => [path.slice('settings/'.length), line]),
  )
}

async function importSettings(tx: Tx, c: County, now: Date): Promise<Change> {
  const values: Record<string, unknown> = {
    county: { code: c.code, name: c.name, province: c.province, profile: c.profile },
    footer: c.footer,
    colours: c.colours,
    levelNames: c.levelNames,
    fictional: c.fictional,
    goLive: { on: c.goLive, graceDays: c.graceDays },
  }
  return changeOf(
    '县情设置',
    Object.keys(values).length,
    await rows(
      tx,
      sql<Touched>`
        INSERT INTO settings (code, value, set_at)
        SELECT code, value, ${now}
        FROM jsonb_each(${JSON.stringify(values)}::jsonb) AS t (code, value)
        ON CONFLICT (code) DO UPDATE SET value = excluded.value, set_at = excluded.set_at
        WHERE settings.value IS DISTINCT FROM excluded.value
        RETURNING xmax = 0 AS added, code AS name`,
    ),
  )
}

async function countyFile(db: Db, day: string): Promise<string> {
  const found = new Map(
    (await rows(db, sql<{ code: string; value: unknown }>`SELECT code, value FROM settings`)).map((s) => [
      s.code,
      s.value,
    ]),
  )
  const county = found.get('county') as { code: string; name: string; province?: string; profile: string } | undefined
  const goLive = found.get('goLive') as { on: string; graceDays: number } | undefined
  if (!county || !goLive)
    throw conflict('系统里还没有装县的资料，没有可以导出的。请先用 npm run county -- import 装入。')
  return jsonText(
    countySchema.parse({
      code: county.code,
      name: county.name,
      province: county.province ?? '',
      profile: county.profile,
      fictional: found.get('fictional') === true,
      levelNames: found.get('levelNames') ?? {},
      goLive: goLive.on,
      graceDays: goLive.graceDays,
      colours: found.get('colours') ?? {},
      footer: found.get('footer') ?? {},
      settings: await ownFigures(db, day > goLive.on ? day : goLive.on),
    }),
  )
}

/** Figures that the county set itself, where they are what counts on the day. */
async function ownFigures(db: Db, day: string): Promise<Record<string, unknown>> {
  const found = await rows(
    db,
    sql<{
      code: string
      value: unknown
      set_by: string | null
    }>`
      SELECT DISTINCT ON (code) code, value, set_by
      FROM rules
      WHERE ${inForceOn(day)}
      ORDER BY code, effective_from DESC, set_at DESC`,
  )
  return Object.fromEntries(found.filter((f) => f.set_by !== null).map((f) => [f.code, f.value]))
}
