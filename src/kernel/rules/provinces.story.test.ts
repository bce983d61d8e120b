/**
 * Nation, province, county: the stricter binds, whatever rule it is; a county may be stricter still, never laxer; the
 * screen says whose figure counts.
 */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rooms } from '../../app/rooms.ts'
import { root } from '../../platform/root.ts'
import { rows, sql } from '../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import { checkPack } from '../pack/county/check.ts'
import { importPack } from '../pack/county/import.ts'
import { readPack } from '../pack/county/read.ts'
import { packedSettings } from '../pack/county/settings.part.ts'
import { defaultRules } from './defaults.ts'
import { provinceNamed, provinceNames, provinceOfCode } from './provinceNames.ts'
import { provincePack, provinceRules } from './provinces.ts'
import { rulesOf, type Law, type Rule, type RuleRow } from './rules.ts'
import { laxer, stricterOf } from './stricter.ts'

const read = ['河北省', '广西壮族自治区', '广东省', '浙江省', '河南省']

const row = (part: Partial<RuleRow>): RuleRow => ({
  code: 'display.minDays',
  name: '规则',
  value: 15,
  unit: 'calendarDay',
  floor: null,
  ceiling: null,
  citation: '《甲法》',
  article: '第一条',
  jurisdiction: '全国',
  kind: 'law',
  effective_from: '2026-01-01',
  effective_to: null,
  note: '',
  starts: 'nextDay',
  ends: 'asIs',
  source: '',
  checked: true,
  law: true,
  ...part,
})

const comparable = () => defaultRules().filter((r) => r.stricter !== undefined)

describe('which of several words on a rule counts', () => {
  test('of any rule that says which way is stricter, in any order: none of the others is stricter than what counts', () => {
    expect(comparable().map((r) => r.code)).toEqual(
      expect.arrayContaining(['display.minDays', 'objection.answerDays', 'publish.general', 'objection.windowDays']),
    )
    for (const { code } of comparable()) {
      const way = stricterOf(code)!
      const value: fc.Arbitrary<number | string> =
        typeof way === 'string' ? fc.integer({ min: 1, max: 60 }) : fc.constantFrom(...way)
      fc.assert(
        fc.property(value, value, fc.option(value), fc.boolean(), (nation, province, own, ownFirst) => {
          const laws = [row({ code, value: nation }), row({ code, value: province, jurisdiction: '河北省' })]
          const ours =
            own === null ? [] : [row({ code, value: own, jurisdiction: '本县', kind: 'assumed', law: false })]
          const rule = rulesOf(ownFirst ? [...ours, ...laws] : [...laws, ...ours], '河北省').get(code)
          for (const other of [nation, province, ...(own === null ? [] : [own])])
            expect(laxer(code, rule.value, other)).toBe(false)
          expect([nation, province, own]).toContain(rule.value)
          if (rule.won === 'law') expect(rule.value).toBe(rule.laws[0]?.value)
          else expect(rule.value).toBe(own)
        }),
      )
    }
  })

  test('a law of another province does not count; a newer law of the same place takes the older one’s place', () => {
    const other = row({ value: 90, jurisdiction: '海南省' })
    expect(rulesOf([row({}), other], '河北省').get('display.minDays')).toMatchObject({ value: 15, won: 'law' })
    expect(rulesOf([row({}), other], '海南省').get('display.minDays')).toMatchObject({
      value: 90,
      jurisdiction: '海南省',
    })
    expect(rulesOf([row({}), other], '').get('display.minDays').value).toBe(15)
  })
})

describe('what is shipped', () => {
  test.each(read)('%s: each row has a known rule, an article or the mark 未核对, and where it was read', (province) => {
    const pack = provincePack(province)!
    expect(pack.read.length + pack.open.length).toBeGreaterThan(20)
    for (const r of provinceRules(province)) {
      expect(r.source, r.code).not.toBe('')
      expect(stricterOf(r.code), r.code).toBeDefined()
      if (r.checked) expect(r.article, r.code).toMatch(/^第.+条/)
    }
  })

  test('provinces by full name, bare name and code; nothing else is one', () => {
    expect(provinceNames).toHaveLength(31)
    for (const name of provinceNames) expect(provinceNamed(name)).toBe(name)
    expect(provinceNamed('广西')).toBe('广西壮族自治区')
    expect(provinceNamed(' 河 北 ')).toBe('河北省')
    expect(provinceNamed('内蒙古')).toBe('内蒙古自治区')
    for (const wrong of ['河', '湖此省', '北海市', '石家庄', '省', '中国'])
      expect(provinceNamed(wrong), wrong).toBeUndefined()
    expect([provinceOfCode('450502'), provinceOfCode('130925'), provinceOfCode('99')]).toEqual([
      '广西壮族自治区',
      '河北省',
      undefined,
    ])
  })
})

type CountyFile = { province?: string; settings?: Record<string, number> }
type RulesFile = { rules: (Record<string, unknown> & { code: string })[] }

/** The Yanshan profile with its county.json, rules or catalogue changed. */
function packWith<T>(file: string, change: (json: T) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-province-'))
  cpSync(join(root, 'counties/yanshan-4-29'), folder, { recursive: true })
  const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as T
  change(json)
  writeFileSync(join(folder, file), JSON.stringify(json, null, 2))
  return folder
}
const faultsOf = async (folder: string) =>
  (await checkPack(folder, rooms)).faults.map((f) => `${f.file} ${f.field} ${f.say}${f.remedy}`)

describe('county check', () => {
  test('knows the province and refuses one that is none; without one it says so', async () => {
    for (const province of ['广西', '重庆市', '新疆维吾尔自治区'])
      expect(await faultsOf(packWith('county.json', (c: CountyFile) => void (c.province = province)))).toEqual([])
    for (const province of ['河東省', '盐山县', '华北'])
      expect(
        (await faultsOf(packWith('county.json', (c: CountyFile) => void (c.province = province)))).join(),
      ).toContain(`没有“${province}”这个省`)
    const without = await checkPack(
      packWith('county.json', (c: CountyFile) => delete c.province),
      rooms,
    )
    expect(without.faults).toEqual([])
    expect(without.unfilled.map((f) => f.field)).toContain('province')
  })

  test.each([
    ['河北省', 'objection.answerDays', 15, 16, '《河北省村务公开条例》（1999年5月27日）第十条'],
    ['浙江省', 'complaint.answerDays', 20, 21, '《浙江省实施〈村民委员会组织法〉办法》（2020年7月31日修正）第四十三条'],
    [
      '河北省',
      'display.minDays',
      40,
      14,
      '《中华人民共和国村民委员会组织法》（2025年10月28日第二次修正）第三十五条第四款',
    ],
  ])('%s: %s may be %i in county.json, not %i, and the article is told', async (province, code, right, wrong, cite) => {
    const asked = (value: number) => (c: CountyFile) => {
      c.province = province
      c.settings = { [code]: value }
    }
    expect(await faultsOf(packWith('county.json', asked(right)))).toEqual([])
    const [fault] = await faultsOf(packWith('county.json', asked(wrong)))
    expect(fault).toContain(`county.json settings.${code}`)
    expect(fault).toContain(cite)
  })

  test('a rule of the county’s own that is laxer than a law which the pack brings itself is refused, too', async () => {
    const folder = packWith('county.json', (c: CountyFile) => void (c.province = '海南省'))
    const file = join(folder, 'rules/national.json')
    const json = JSON.parse(readFileSync(file, 'utf8')) as RulesFile
    const law = json.rules.find((r) => r.code === 'display.minDays')!
    const { min: _, ...rest } = law
    const answer = {
      ...rest,
      code: 'objection.answerDays',
      name: '答复',
      value: 4,
      citation: '《某省条例》',
      article: '第七条',
    }
    json.rules.push({ ...answer, jurisdiction: '海南省' })
    writeFileSync(file, JSON.stringify(json, null, 2))
    expect(await faultsOf(folder)).toEqual(expect.arrayContaining([expect.stringContaining('《某省条例》第七条')]))
  })

  test('a table that is due less often than a law asks is refused with that law', async () => {
    const folder = packWith('rules/national.json', (json: RulesFile) => {
      const law = json.rules.find((r) => r.code === 'complaint.level')!
      const often = { ...law, name: '一般事项', value: 'monthly', citation: '《某市条例》', article: '第三条' }
      json.rules.push({ ...often, code: 'publish.general', jurisdiction: '某市' })
    })
    expect((await faultsOf(folder)).join('\n')).toMatch(
      /C04-01|\.frequency .*公开得比规定的少（《某市条例》第三条）。请改成每月/,
    )
  })

  test('items: as soon and as soon as the province demands; second-hand law is marked', async () => {
    const text = (
      await faultsOf(
        packWith('county.json', (c: CountyFile) => {
          c.province = '广东'
        }),
      )
    ).join('\n')
    expect(text).toMatch(
      /deadline\.days .*时限比规定的长（《广东省村务公开条例》（2014年11月26日修订）（未核对原文））。请改成 5 天/,
    )
  })
})

describe('in a running county', () => {
  let w: World
  let admin: Person
  beforeAll(async () => {
    w = await makeWorld('2026-10-05T09:00:00+08:00', (pack) => {
      const { county, settingLines } = pack.of(packedSettings)
      return pack.with(packedSettings, { county: { ...county!, province: '河北省' }, settingLines })
    })
    admin = await w.signIn('admin')
  })
  afterAll(() => w.close())

  const rule = async (code: string) => {
    const { rules, province } = (await admin.get('/rules')).body
    return { ...rules.find((r: Rule) => r.code === code), province }
  }
  const set = (code: string, value: unknown) =>
    admin.post('/rules', { code, value, from: '2026-10-05', note: '某文件' })

  test('the list says whose figure counts and what the others say', async () => {
    const general = await rule('publish.general')
    expect(general).toMatchObject({ value: 'quarterly', won: 'law', jurisdiction: '全国' })
    expect(general.laws.map((l: Law) => [l.jurisdiction, l.value])).toEqual([
      ['全国', 'quarterly'],
      ['河北省', 'halfYearly'],
    ])
    expect(general.province).toMatchObject({
      name: '河北省',
      pack: { read: expect.stringContaining('河北省村务公开条例') },
    })
    expect(await rule('objection.answerDays')).toMatchObject({ value: 5, won: 'own', ceiling: 15 })
  })

  test('stricter is taken, laxer refused with the article, whatever kind of value', async () => {
    const refused = await set('objection.answerDays', 16)
    expect(refused.status).toBe(422)
    expect(refused.body.message).toContain('《河北省村务公开条例》（1999年5月27日）第十条')
    expect((await set('objection.answerDays', 3)).status).toBe(200)
    expect((await set('publish.general', 'halfYearly')).status).toBe(422)
    expect((await set('publish.general', 'often')).status).toBe(422)
    expect((await set('publish.general', 'monthly')).status).toBe(200)
    expect(await rule('publish.general')).toMatchObject({ value: 'monthly', won: 'own' })
  })

  test('a law that becomes stricter than the county’s own figure counts from its day on, on public pages too', async () => {
    await sql`
      INSERT INTO rules (id, code, name, value, unit, citation, article, jurisdiction, kind, effective_from, set_at)
      VALUES ('new', 'objection.answerDays', '答复', '2', 'calendarDay', '《新条例》', '第九条', '河北省', 'law', '2026-10-05', now()),
        ('far', 'objection.answerDays', '答复', '1', 'calendarDay', '《别省条例》', '第九条', '山东省', 'law', '2026-10-05', now())`.execute(
      w.t.owner,
    )
    expect(await rule('objection.answerDays')).toMatchObject({ value: 2, won: 'law', jurisdiction: '河北省' })
    const { rules } = await (await import('../site/frame.ts')).readBaseFrame(w.office.publicPool, '2026-10-06')
    expect([rules.number('objection.answerDays'), rules.cite('objection.answerDays')]).toEqual([2, '《新条例》第九条'])
  })

  test('imported into another province the county has that one’s law, and the export says where it is', async () => {
    const { pack } = await readPack('counties/demo', rooms)
    const { county, settingLines } = pack.of(packedSettings)
    const moved = pack.with(packedSettings, { county: { ...county!, province: '浙江省' }, settingLines })
    await importPack(w.office.db, moved, w.now())
    const complaint = await rule('complaint.answerDays')
    expect(complaint).toMatchObject({ value: 10, won: 'own', ceiling: 20 })
    expect(complaint.laws.map((l: { jurisdiction: string }) => l.jurisdiction)).toEqual(['浙江省'])
    const again = await rows(
      w.t.owner,
      sql`SELECT 1 FROM rules WHERE jurisdiction = '浙江省' AND set_by IS NULL AND kind = 'law'`,
    )
    await importPack(w.office.db, moved, w.now())
    expect(
      await rows(w.t.owner, sql`SELECT 1 FROM rules WHERE jurisdiction = '浙江省' AND set_by IS NULL AND kind = 'law'`),
    ).toHaveLength(again.length)
  })
})
