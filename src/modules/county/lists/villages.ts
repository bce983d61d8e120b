/** A county's list of villages, communities and groups: new ones are made, known ones get what the list says. */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { insertRegion } from '../regions.create.ts'
import { regionRow } from '../pack.schema.ts'
import { chainWords, kindWords } from '../words.ts'
import type { Known } from './places.ts'
import type { Cells, Desk, Made, Taken } from './desk.ts'

type Facts = Pick<Known, 'kind' | 'full_name' | 'stat_code' | 'households' | 'population' | 'chain'>

export async function takeVillage(desk: Desk, cells: Cells): Promise<Taken> {
  const { places } = desk
  const name = cells['name']!
  const parent = places.find(cells['parent']!, { levels: ['county', 'township', 'village'], field: 'parent' })
  const level = parent.level === 'village' ? 'group' : parent.level === 'county' ? 'township' : 'village'
  const facts = factsOf(cells, name, level)
  const known = knownOf(desk, cells, parent, level)
  if (known) return change(desk, known, facts, name)
  const made = await insertRegion(desk.tx, desk.actor, parent.id, {
    name, level, practice: false, validFrom: dayOf(desk.ctx.now), kind: facts.kind, fullName: facts.full_name, code: checked('code', cells['code']), statCode: facts.stat_code ?? undefined,
    chain: facts.chain, households: facts.households ?? undefined, population: facts.population ?? undefined,
  }, desk.ctx)
  places.add({ ...made, ...facts })
  return { key: made.id, label: `${parent.name}${name}`, effect: 'new', made: [{ what: 'region', rowId: made.id, label: name, made: true, before: null, after: { name, ...(await stored(desk, made.id)) } }] }
}

/** By code or statistical code, else by name below the same parent. */
function knownOf({ places }: Desk, cells: Cells, parent: Known, level: string): Known | undefined {
  const codes = [cells['code'], cells['statCode']].filter((c): c is string => Boolean(c))
  const byCode = places.all.find((p) => codes.includes(p.code) || (p.stat_code !== null && codes.includes(p.stat_code)))
  if (byCode && byCode.parent_id !== parent.id) throw invalid(`编码 ${codes.join('、')} 是“${byCode.name}”的，它不在“${parent.name}”下面。请核对编码和所属乡镇；改变隶属请在区划变动里办。`, { field: 'code' })
  return byCode ?? places.matching(places.all.filter((p) => p.parent_id === parent.id && p.level === level), cells['name']!)[0]
}

async function change(desk: Desk, known: Known, facts: Facts, name: string): Promise<Taken> {
  const before = await stored(desk, known.id)
  // An empty cell says nothing; what is known stays.
  const after: Facts = { kind: known.kind || facts.kind, full_name: facts.full_name || before.full_name, stat_code: facts.stat_code ?? before.stat_code, households: facts.households ?? before.households, population: facts.population ?? before.population, chain: facts.chain || before.chain }
  if (JSON.stringify(after) === JSON.stringify(before)) return { key: known.id, label: name, effect: 'same', made: [] }
  await sql`UPDATE regions SET kind = ${after.kind}, full_name = ${after.full_name}, stat_code = ${after.stat_code}, households = ${after.households}, population = ${after.population}, chain = ${after.chain} WHERE id = ${known.id}`.execute(desk.tx)
  const made: Made = { what: 'region', rowId: known.id, label: known.name, made: false, before, after }
  return { key: known.id, label: known.name, effect: 'change', made: [made] }
}

async function stored({ tx }: Desk, id: string): Promise<Facts> {
  return (await first(tx, sql<Facts>`SELECT kind, full_name, stat_code, households, population, chain FROM regions WHERE id = ${id}`))!
}

function factsOf(cells: Cells, name: string, level: string): Facts {
  const kind = cells['kind'] ? wordOf(kindWords, cells['kind'], 'kind') : level === 'group' ? 'villageGroup' : level === 'township' ? (/街道/.test(name) ? 'subdistrict' : name.endsWith('乡') ? 'township' : 'town') : /社区|居委会|居民/.test(name) ? 'residentCommittee' : 'villageCommittee'
  return {
    kind, full_name: cells['fullName'] ?? '', stat_code: checked('statCode', cells['statCode']) ?? null,
    households: count(cells['households'], 'households'), population: count(cells['population'], 'population'), chain: cells['chain'] ? wordOf(chainWords, cells['chain'], 'chain') : '',
  }
}

function wordOf(words: Record<string, readonly string[]>, cell: string, field: string): string {
  const found = Object.entries(words).find(([code, list]) => code === cell || list.includes(cell))
  if (!found) throw invalid(`“${cell}”不在可选范围。请改成：${Object.values(words).map((w) => w[0]).join('、')}。`, { field })
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
