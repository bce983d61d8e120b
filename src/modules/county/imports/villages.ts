/** A county's list of villages, communities and groups: new ones are made, known ones get what the list says. */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { initialsOf, pinyinOf } from '../../../platform/pinyin.ts'
import { recordChange } from '../../../kernel/regions/regions.changes.ts'
import { insertRegion, lastNumberBelow, numbered, refuseNames } from '../places/regions.create.ts'
import { liveName } from '../places/regions.find.ts'
import { shortName } from '../../../kernel/regions/shortName.ts'
import { regionRow } from '../../../kernel/pack/county/pack.schema.ts'
import { kindWords } from '../../../kernel/regions/levels.ts'
import { chainWords } from '../../../kernel/pack/county/tables.ts'
import type { Known } from '../../../kernel/regions/places.ts'
import type { Cells, Desk, Made, Taken } from './desk.ts'
import { differences } from '../../../kernel/sheets/lists/differences.ts'
import { plainText } from '../../../platform/plainText.ts'

type Facts = Pick<Known, 'kind' | 'full_name' | 'stat_code' | 'households' | 'population' | 'chain'>
type Stored = Facts & { name: string }

export async function takeVillage(desk: Desk, cells: Cells): Promise<Taken> {
  const { places } = desk
  const name = tidyName(cells['name']!)
  const parent = places.find(cells['parent']!, { levels: ['county', 'township', 'village'], field: 'parent' })
  const level = parent.level === 'village' ? 'group' : parent.level === 'county' ? 'township' : 'village'
  const facts = factsOf(cells, name, level)
  const known = knownOf(desk, cells, parent, level)
  if (known) return change(desk, known, facts, name)
  const made = await insertRegion(
    desk.tx,
    desk.actor,
    parent.id,
    {
      name,
      level,
      practice: false,
      validFrom: dayOf(desk.ctx.now),
      kind: facts.kind,
      fullName: facts.full_name,
      code: checked('code', cells['code']) ?? (await nextCode(desk, parent.code)),
      statCode: facts.stat_code ?? undefined,
      chain: facts.chain,
      households: facts.households ?? undefined,
      population: facts.population ?? undefined,
    },
    desk.ctx,
  )
  places.add({ ...made, ...facts })
  return {
    key: made.id,
    label: `${parent.name}${name}`,
    effect: 'new',
    made: [
      { what: 'region', rowId: made.id, label: name, made: true, before: null, after: await stored(desk, made.id) },
    ],
  }
}

async function nextCode({ tx, places }: Desk, parentCode: string): Promise<string> {
  const n = (places.lastNumbers.get(parentCode) ?? (await lastNumberBelow(tx, parentCode))) + 1
  places.lastNumbers.set(parentCode, n)
  return numbered(parentCode, n)
}

/** By code or statistical code, else by name below the same parent. */
function knownOf({ places }: Desk, cells: Cells, parent: Known, level: string): Known | undefined {
  const codes = [cells['code'], cells['statCode']].filter((c): c is string => Boolean(c))
  const byCode = codes.flatMap((c) => places.coded(c))[0]
  if (byCode && byCode.parent_id !== parent.id)
    throw invalid(
      `编码 ${codes.join('、')} 是“${byCode.name}”的，它不在“${parent.name}”下面。请核对编码和所属乡镇；改变隶属请在区划变动里办。`,
      { field: 'code' },
    )
  return byCode ?? places.matching((p) => p.parent_id === parent.id && p.level === level, tidyName(cells['name']!))[0]
}

/** Another name for a known code is a renaming from today on; 柳湾村 and 柳湾村民委员会 are one name. */
async function change(desk: Desk, known: Known, facts: Facts, name: string): Promise<Taken> {
  const before = await stored(desk, known.id)
  const renamed = shortName(name) !== shortName(before.name) && name !== before.full_name
  const fullName = facts.full_name || (renamed ? name : before.full_name)
  // An empty cell says nothing; what is known stays.
  const after: Stored = {
    name: renamed ? name : before.name,
    kind: known.kind || facts.kind,
    full_name: fullName,
    stat_code: facts.stat_code ?? before.stat_code,
    households: facts.households ?? before.households,
    population: facts.population ?? before.population,
    chain: facts.chain || before.chain,
  }
  const say = differences(
    before,
    after,
    columnWords,
    (column, value) => (column === 'kind' ? kindWords : column === 'chain' ? chainWords : {})[value]?.[0] ?? value,
  )
  if (say === '') return { key: known.id, label: name, effect: 'same', made: [] }
  refuseNames({ name: after.name, fullName: after.full_name })
  if (renamed) await rename(desk, known, name)
  await sql`
    UPDATE regions
    SET kind = ${after.kind}, full_name = ${after.full_name}, stat_code = ${after.stat_code},
      households = ${after.households}, population = ${after.population}, chain = ${after.chain}
    WHERE id = ${known.id}`.execute(desk.tx)
  const made: Made = { what: 'region', rowId: known.id, label: before.name, made: false, before, after }
  return { key: known.id, label: before.name, effect: 'change', made: [made], say }
}

const columnWords = {
  name: '名称',
  full_name: '全称',
  kind: '类别',
  stat_code: '统计用区划代码',
  households: '户数',
  population: '人口',
  chain: '公开流程',
}

async function rename({ tx, actor, ctx }: Desk, known: Known, name: string): Promise<void> {
  await liveName(tx, known.parent_id, name, known.id)
  await sql`
    UPDATE regions
    SET name = ${name}, pinyin = ${pinyinOf(name)}, initials = ${initialsOf(name)}
    WHERE id = ${known.id}`.execute(tx)
  await recordChange(tx, {
    regionId: known.id,
    kind: 'renamed',
    on: dayOf(ctx.now),
    before: known.name,
    after: name,
    by: actor.personId,
    now: ctx.now,
  })
}

async function stored({ tx }: Desk, id: string): Promise<Stored> {
  return (await first(
    tx,
    sql<Stored>`SELECT name, kind, full_name, stat_code, households, population, chain FROM regions WHERE id = ${id}`,
  ))!
}

/** Blanks inside a Chinese name are for the look of a list only. */
const tidyName = (name: string) =>
  plainText(name)
    .replaceAll(/(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])/g, '')
    .trim()

function factsOf(cells: Cells, name: string, level: string): Facts {
  const kind = cells['kind']
    ? wordOf(kindWords, cells['kind'], 'kind')
    : level === 'group'
      ? 'villageGroup'
      : level === 'township'
        ? /街道/.test(name)
          ? 'subdistrict'
          : name.endsWith('乡')
            ? 'township'
            : 'town'
        : /社区|居委会|居民/.test(name)
          ? 'residentCommittee'
          : 'villageCommittee'
  return {
    kind,
    full_name: cells['fullName'] ?? '',
    stat_code: checked('statCode', cells['statCode']) ?? null,
    households: count(cells['households'], 'households'),
    population: count(cells['population'], 'population'),
    chain: cells['chain'] ? wordOf(chainWords, cells['chain'], 'chain') : '',
  }
}

function wordOf(words: Record<string, readonly string[]>, cell: string, field: string): string {
  const found = Object.entries(words).find(([code, list]) => code === cell || list.includes(cell))
  if (!found)
    throw invalid(
      `“${cell}”不在可选范围。请改成：${Object.values(words)
        .map((w) => w[0])
        .join('、')}。`,
      { field },
    )
  return found[0]
}

function count(cell: string | undefined, field: string): number | null {
  if (!cell) return null
  const plain = cell.replaceAll(/[,，\s]|户|人/g, '')
  if (!/^\d{1,7}$/.test(plain)) throw invalid(`“${cell}”不是数目。请写成整数。`, { field })
  return Number(plain)
}

/** A code as the pack's schema allows it; empty is none. */
function checked(field: 'code' | 'statCode', cell: string | undefined): string | undefined {
  if (!cell) return undefined
  const parsed = regionRow.shape[field].safeParse(cell)
  if (!parsed.success) throw invalid(`“${cell}”不对：${parsed.error.issues[0]!.message}。`, { field })
  return parsed.data || undefined
}
