/**
 * A room that nobody knew of brings a file of its own: the county checks it, takes it in and writes it out like its
 * own.
 */
import { packedPlaces } from './places.part.ts'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDb, type TestDb } from '../../../../test/db.ts'
import { rooms } from '../../../app/rooms.ts'
import { changeOf, type Touched } from '../change.ts'
import { doubles } from '../doubles.ts'
import { valuesOf, type Placed } from '../fault.ts'
import { jsonText } from '../jsonText.ts'
import type { PackPart } from '../part.ts'
import { entriesOf, readJson } from '../readJson.ts'
import { openRooms, type Room } from '../../room.ts'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { checkPack } from './check.ts'
import { exportPack, writePack } from './export.ts'
import { importPack } from './import.ts'

const marketSchema = z.strictObject({ name: z.string().min(2), village: z.string(), day: z.int().min(1).max(10) })
type Market = z.infer<typeof marketSchema>
const marketsSchema = z.strictObject({ markets: z.array(marketSchema) })

/** 集市: which village holds a market on which day of ten. Kept as one setting. */
const packedMarkets: PackPart<Placed<Market>[]> = {
  title: '集市',
  order: 45,
  files: { 'markets.json': 'optional' },
  read: (texts, faults) => entriesOf(readJson('markets.json', texts, marketsSchema, faults), 'markets', marketSchema),
  check: (markets, pack) => [
    ...doubles(markets, 'markets.json', '名称', (m) => m.name),
    ...markets
      .filter((m) => !pack.of(packedPlaces).regions.codes.has(m.value.village))
      .map(({ line, value }) => ({
        file: 'markets.json',
        line,
        field: `${value.name}.village`,
        say: `没有村 ${value.village}。`,
        remedy: '请改成 regions.csv 里有的编码。',
      })),
  ],
  async import(tx, markets, { now }) {
    if (markets.length === 0) return []
    const touched = await rows(
      tx,
      sql<Touched>`
        INSERT INTO settings (code, value, set_at)
        VALUES ('markets', ${JSON.stringify(valuesOf(markets))}::jsonb, ${now})
        ON CONFLICT (code) DO UPDATE SET value = excluded.value, set_at = excluded.set_at
        WHERE settings.value IS DISTINCT FROM excluded.value
        RETURNING xmax = 0 AS added, '集市' AS name`,
    )
    return [changeOf('集市', 1, touched)]
  },
  async export(db) {
    const markets = await marketsIn(db)
    return new Map(markets ? [['markets.json', jsonText({ markets })]] : [])
  },
  counts: (markets) => (markets.length > 0 ? [`${markets.length} 个集市`] : []),
}
const marketRoom: Room = { code: 'markets', name: '农村集市', pack: [packedMarkets] }
const house = [...rooms, marketRoom]

async function marketsIn(db: Db): Promise<Market[] | undefined> {
  return (await first(db, sql<{ value: Market[] }>`SELECT value FROM settings WHERE code = 'markets'`))?.value
}

const now = new Date('2026-11-20T10:00:00+08:00')
let t: TestDb
let folder: string
beforeAll(async () => {
  t = await testDb()
  folder = await mkdtemp(join(tmpdir(), 'markets-'))
  await cp(join(import.meta.dirname, '../../../../counties/yanshan-4-29'), join(folder, 'pack'), { recursive: true })
  await writeFile(
    join(folder, 'pack/regions.csv'),
    '编码,上级编码,层级,类别,名称,网址名\nC1,,县,,晴川县,qingchuan\nT1,C1,乡镇,镇,清溪镇,qingxi\nV1,T1,村,村民委员会,柳湾村,liuwan\n',
  )
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true })
})

const pack = () => join(folder, 'pack')
const bring = (...markets: object[]) => writeFile(join(pack(), 'markets.json'), jsonText({ markets }))
const liuwan: Market = { name: '柳湾集', village: 'V1', day: 3 }

test('what is wrong in it is named at its line, with what is wrong elsewhere', async () => {
  await bring(liuwan, { ...liuwan, village: 'V9' }, { ...liuwan, name: '荷塘集', day: 40 })
  const good = await readFile(join(pack(), 'county.json'), 'utf8')
  await writeFile(join(pack(), 'county.json'), good.replace('"settings": {}', '"settings": { "no.rule": 1 }'))
  const { faults } = await checkPack(pack(), house)
  expect(faults.map((f) => [f.file, f.line > 0, f.field])).toEqual([
    ['county.json', true, 'settings.no.rule'],
    ['markets.json', true, '名称'],
    ['markets.json', true, '柳湾集.village'],
    ['markets.json', true, 'markets.3.day'],
  ])
  const text = (await readFile(join(pack(), 'markets.json'), 'utf8')).split('\n')
  expect(text[faults[3]!.line - 1]).toContain('"day": 40')
  await writeFile(join(pack(), 'county.json'), good)
})

test('it goes in with the rest, in its place, once; without its file it stays as it is', async () => {
  await bring(liuwan)
  const read = await checkPack(pack(), house)
  expect(read.faults).toEqual([])
  const said: string[] = []
  const changes = await importPack(t.db, read.pack, now, (_, __, say) => said.push(say))
  expect(said).toEqual([
    '县情设置',
    '规则',
    '日历',
    '村镇和部门',
    '集市',
    '公开目录和表格',
    '服务事项',
    '权力清单',
    '岗位和人员',
    '村民的说法',
    '完成',
  ])
  expect(changes).toContainEqual({ what: '集市', added: 1, changed: 0, ended: 0, same: 0, which: ['集市'] })
  expect((await importPack(t.db, read.pack, now)).every((c) => c.added + c.changed + c.ended === 0)).toBe(true)
  await rm(join(pack(), 'markets.json'))
  await importPack(t.db, (await checkPack(pack(), house)).pack, now)
  expect(await marketsIn(t.db)).toEqual([liuwan])
})

test('it comes out as it went in; a house without the room knows nothing of it', async () => {
  await writePack(join(folder, 'out'), await exportPack(t.db, house, now))
  const { pack: out, faults } = await checkPack(join(folder, 'out'), house)
  expect(faults).toEqual([])
  expect(valuesOf(out.of(packedMarkets))).toEqual([liuwan])
  expect((await exportPack(t.db, rooms, now)).has('markets.json')).toBe(false)
  expect(() => openRooms([marketRoom, { ...marketRoom, code: 'other' }])).toThrow('two rooms declare markets.json')
  const without = (await checkPack(join(folder, 'out'), rooms)).pack
  expect(() => without.of(packedMarkets)).toThrow('no room brings the part 集市')
})
