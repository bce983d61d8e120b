import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { rooms } from '../../../app/rooms.ts'
import { packedCatalogue } from '../../../modules/disclosure/index.ts'
import { defaultRules, type DefaultRule } from '../../rules/defaults.ts'
import { checkPack } from './check.ts'
import { packedPlaces } from './places.part.ts'
import { placeOf, together, type Fault } from '../fault.ts'

const counties = join(import.meta.dirname, '../../../../counties')
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** A copy of the Yanshan profile that a county's centre has begun to edit. */
async function copyOfProfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pack-'))
  folders.push(folder)
  await cp(join(counties, 'yanshan-4-29'), folder, { recursive: true })
  return folder
}

const regionsHead = '编码,上级编码,层级,类别,名称,全称,网址名,统计用区划代码\n'
const goodRegions = `${regionsHead}C1,,县,,晴川县,,qingchuan,\nT1,C1,乡镇,镇,清溪镇,,qingxi,\nV1,T1,村,村民委员会,柳湾村,,liuwan,\n`
const peopleHead = '人员编码,姓名,岗位编码,单位编码,任职起,任职止,用户名\n'

async function edit(folder: string, file: string, change: (text: string) => string): Promise<void> {
  await writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')))
}

const brief = (faults: readonly Fault[]) => faults.map((f) => `${f.file}:${f.line} ${f.field}`)
const said = (faults: readonly Fault[]) => faults.map((f) => f.say + f.remedy).join('\n')

test.each(['demo', 'jiedong-12-88', 'yanshan-4-29'])('the shipped pack %s has no fault', async (name) => {
  const { faults } = await checkPack(join(counties, name), rooms)
  expect(faults).toEqual([])
})

test('the demo county has 12 townships, 450 villages and 24 bureaux', async () => {
  const { pack } = await checkPack(join(counties, 'demo'), rooms)
  const regions = pack.of(packedPlaces).regions.rows.map((r) => r.value)
  expect(regions.filter((r) => r.level === 'township')).toHaveLength(12)
  expect(regions.filter((r) => r.level === 'village' && r.practice === '')).toHaveLength(450)
  expect(regions.filter((r) => r.kind === 'residentCommittee')).toHaveLength(8)
  expect(pack.of(packedPlaces).departments.rows).toHaveLength(24)
  expect(pack.of(packedCatalogue).items).toHaveLength(88)
  expect(pack.of(packedCatalogue).templates).toHaveLength(63)
})

test('a list with its heading alone stands first; other names are told, what a sample left open too', async () => {
  const folder = await copyOfProfile()
  await writeFile(join(folder, 'regions.csv'), regionsHead)
  await writeFile(join(folder, '人员.csv'), '姓名\n柳三\n')
  const { faults, unfilled } = await checkPack(folder, rooms)
  expect([faults[0]!.file, faults[0]!.say]).toEqual(['regions.csv', '只有表头，一行内容也没有。'])
  expect(brief(faults)).toContain('人员.csv:0 ')
  expect(unfilled.map((f) => f.field)).toEqual(['code', 'name', 'footer.sponsor', 'footer.operator'])
  const { unfilled: whole } = await checkPack(join(counties, 'demo'), rooms)
  expect(whole).toEqual([])
})

test('what stands for something else is told in every list, wherever it stands', async () => {
  const folder = await copyOfProfile()
  await writeFile(
    join(folder, 'regions.csv'),
    `${regionsHead.trim()},办公电话\nC1,,县,,XX县,,qingchuan,,\nT1,C1,乡镇,镇,清溪镇,,qingxi,,0317-XXXXXXX\nV1,T1,村,村民委员会,（村名）,,liuwan,,\n`,
  )
  await writeFile(join(folder, 'people.csv'), `${peopleHead}P1,某某,V-GRID,V1,2026-01-01,,\n`)
  await edit(folder, 'departments.csv', (text) => text.replace('县委组织部', '请填部门'))
  await edit(folder, 'county.json', (text) => text.replace('"phone": ""', '"phone": "待填"'))
  const services = JSON.parse(await readFile(join(counties, 'demo/services.json'), 'utf8')) as { services: object[] }
  Object.assign(services.services[0]!, { name: '××证明' })
  await writeFile(join(folder, 'services.json'), JSON.stringify(services))
  const { unfilled } = await checkPack(folder, rooms)
  const told = unfilled.map((f) => `${f.file} ${f.field}`)
  for (const place of ['regions.csv 名称', 'regions.csv 办公电话', 'people.csv 姓名', 'departments.csv 名称'])
    expect(told).toContain(place)
  expect(told).toContain('county.json footer.phone')
  expect(told.filter((place) => place.startsWith('services.json'))).toHaveLength(1)
  expect(unfilled.filter((f) => f.file === 'regions.csv').map((f) => f.line)).toEqual([2, 3, 4])
})

test('files and folders beside the known ones are told, with the name that was meant', async () => {
  const folder = await copyOfProfile()
  await mkdir(join(folder, 'rule'))
  await mkdir(join(folder, '照片'))
  await mkdir(join(folder, '.git'))
  await writeFile(join(folder, 'rule/county.json'), '{}')
  await writeFile(join(folder, 'rules/extra.jsn'), '{}')
  await writeFile(join(folder, 'rules/说明.md'), '说明')
  await writeFile(join(folder, 'poeple.csv'), '姓名\n')
  await writeFile(join(folder, 'posts.csv.bak'), '')
  const { faults } = await checkPack(folder, rooms)
  expect(faults.map((f) => f.file).sort()).toEqual(['poeple.csv', 'posts.csv.bak', 'rule/', 'rules/extra.jsn'])
  for (const meant of ['“people.csv”', '“posts.csv”', '“rules”']) expect(said(faults)).toContain(meant)
})

test.each(['县级管理', '指挥室', '督查', '举报受理'])(
  '%s below the county is refused in the list of posts',
  async (word) => {
    const folder = await copyOfProfile()
    const post = `T-X,试设的岗,${word},乡镇,1,,,95,试一试这个岗位能不能设在乡镇。,是,\n`
    await edit(folder, 'posts.csv', (text) => `${text.trimEnd()}\n${post}`)
    const { faults } = await checkPack(folder, rooms)
    expect(faults.filter((f) => f.file === 'posts.csv').map((f) => [f.field, f.say])).toEqual([
      ['层级', expect.stringContaining('只设在县')],
    ])
  },
)

test('a term until 2062, a day of 1900: what nobody can mean is told with its bound', async () => {
  const now = new Date('2026-10-05T09:00:00+08:00')
  const folder = await copyOfProfile()
  await writeFile(join(folder, 'regions.csv'), goodRegions)
  const head = `${peopleHead.trim()},任期届满\n`
  const rows = [
    'P1,柳长青,V-GRID,V1,2026-01-20,,,2062-01-20',
    'P2,柳家宝,V-AGENT,V1,2026-01-20,2062-01-01,,',
    'P3,柳家福,V-SUP,V1,1900-01-01,2020-01-01,,',
    'P4,柳小满,V-SUP,V1,2062-01-01,,,',
    'P5,柳大年,V-DIRECTOR,V1,1994-03-01,2021-01-01,,',
    'P5,柳大年,V-OFFICER,V1,2026-01-20,2031-01-20,,2031-01-20',
  ]
  await writeFile(join(folder, 'people.csv'), `${head}${rows.join('\n')}\n`)
  await edit(folder, 'county.json', (text) => text.replace(/"goLive": "[^"]*"/, '"goLive": "2206-12-01"'))
  await writeFile(join(folder, 'calendar.csv'), '日期,安排,名称,依据\n2062-10-01,放假,国庆节,通知\n')
  const { faults } = await checkPack(folder, rooms, now)
  expect(brief(faults.filter((f) => f.remedy.includes('年份')))).toEqual([
    'calendar.csv:2 日期',
    'county.json:0 goLive',
    'people.csv:2 任期届满',
    'people.csv:3 任职止',
    'people.csv:4 任职起',
    'people.csv:5 任职起',
  ])
  await edit(folder, 'county.json', (text) =>
    text.replace('2206', '2026').replace('"settings": {}', '"settings": { "people.termYears": 3 }'),
  )
  await writeFile(join(folder, 'people.csv'), `${head}P1,柳长青,V-GRID,V1,2026-01-20,,,2031-01-20\n`)
  expect(said((await checkPack(folder, rooms, now)).faults)).toContain('2031-01-20，晚于 2029')
})

test('days are whole, whichever list says them', async () => {
  const counted = defaultRules().filter((r) => typeof r.value === 'number' && !['percent', 'hour'].includes(r.unit))
  const folder = await copyOfProfile()
  const rows = counted.map((r) => ({ ...r, value: Number(r.value) + 0.5, max: 9999 }))
  for (const row of rows) for (const key of ['stricter', 'words'] as const) delete row[key]
  for (const file of await readdir(join(folder, 'rules'))) await rm(join(folder, 'rules', file))
  await writeFile(join(folder, 'rules/own.json'), JSON.stringify({ title: '本县', rules: rows }))
  const { faults } = await checkPack(folder, rooms)
  const told = new Set(faults.filter((f) => f.say.includes('要写整数')).map((f) => f.field))
  expect(counted.map((r) => r.code).filter((code) => !told.has(code))).toEqual([])
  const other = await copyOfProfile()
  await edit(other, 'county.json', (text) => text.replace('"settings": {}', '"settings": { "archive.monthDay": 8.5 }'))
  expect(said((await checkPack(other, rooms)).faults)).toContain('要写整数')
})

test('one broken heading is one line and no row repeats it; one unreadable list does not make hundreds of others wrong', async () => {
  const folder = await copyOfProfile()
  const villages = Array.from({ length: 26 }, (_, i) => `V${i + 2},T1,村,村民委员会,河湾${i}村,,hewan-${i},`).join('\n')
  await writeFile(join(folder, 'regions.csv'), (goodRegions + villages).replace('网址名', '网扯名'))
  const { faults } = await checkPack(folder, rooms)
  expect(faults.map((f) => f.say)).toEqual(['缺少“网址名”一列。', '不认识的列“网扯名”。'])
  expect(said(faults)).toContain('是不是想写“网址名”')

  const whole = await mkdtemp(join(tmpdir(), 'pack-'))
  folders.push(whole)
  await cp(join(counties, 'demo'), whole, { recursive: true })
  await rm(join(whole, 'departments.csv'))
  const { faults: few } = await checkPack(whole, rooms)
  expect(few.length).toBeLessThan(10)
  expect([few[0]!.file, few[0]!.say]).toEqual(['departments.csv', '缺少这个文件。'])
  expect(said(few.slice(1))).toMatch(/多半是因为 departments\.csv/)
})

test('equal faults are one line with all their rows', async () => {
  const folder = await copyOfProfile()
  await writeFile(join(folder, 'regions.csv'), goodRegions)
  const rows = Array.from({ length: 9 }, (_, i) => `P${i},柳${'一二三四五六七八九'[i]},V-KING,V1,2026-01-20,,`).join(
    '\n',
  )
  await writeFile(join(folder, 'people.csv'), peopleHead + rows)
  const { faults } = await checkPack(folder, rooms)
  expect(faults).toHaveLength(9)
  expect(together(faults).map(placeOf)).toEqual(['people.csv 第 2、3、4、5、6 …… 等 9 行［岗位编码］'])
})

test.each([
  ['display.minDays', '"value": 15', '"value": "15"', '像 15 这样写'],
  ['archive.clock', '"value": "01:30"', '"value": "一点半"', '像 "01:30" 这样写'],
  ['archive.yearDay', '"value": "02-15"', '"value": "2月15日"', '像 "02-15" 这样写'],
])('the value of rule %s is of its kind', async (code, right, wrong, say) => {
  const folder = await copyOfProfile()
  for (const file of ['rules/national.json', 'rules/county.json'])
    await edit(folder, file, (text) =>
      text
        .split('\n')
        .map((line) => (line.includes(`"${code}"`) ? line.replace(right, wrong) : line))
        .join('\n'),
    )
  const { faults } = await checkPack(folder, rooms)
  expect(said(faults.filter((f) => f.field === code))).toContain(say)
})

test('a rule that nothing reads is told', async () => {
  const folder = await copyOfProfile()
  await edit(folder, 'rules/county.json', (text) => text.replace('"archive.clock"', '"archive.clok"'))
  const { faults } = await checkPack(folder, rooms)
  expect(said(faults)).toContain('平台没有用到')
})

test('what the public may never read is refused in every file, wherever it stands', async () => {
  const folder = await copyOfProfile()
  const row = 'P1,柳三 110101199003074477,V-DIRECTOR,V1,2026-01-01,,liusan,139 1234 5678'
  await writeFile(join(folder, 'people.csv'), `${peopleHead.trim()},办公电话\n${row}\n`)
  await edit(folder, 'county.json', (text) => text.replace(/"sponsor": "[^"]*"/, '"sponsor": "找老李 139 1234 5678"'))
  const { faults } = await checkPack(folder, rooms)
  const found = faults.filter((f) => f.say.includes('不能公开'))
  expect(found.map((f) => `${f.file} ${f.field}`)).toEqual(
    expect.arrayContaining(['people.csv 姓名', 'people.csv 办公电话', 'county.json footer.sponsor']),
  )
  expect(JSON.stringify(found)).not.toMatch(/110101199003074477|139 1234 5678/)
})

describe('a list of villages from a county’s old computer', () => {
  test('in GBK with semicolons, quotes and Windows line ends is read as it is', async () => {
    const folder = await copyOfProfile()
    const text = goodRegions
      .replace('柳湾村,,', '"柳湾村","柳湾,村民委员会",')
      .replaceAll(',', ';')
      .replace('柳湾;村', '柳湾,村')
      .replaceAll('\n', '\r\n')
    await writeFile(join(folder, 'regions.csv'), gbk(text))
    const { pack, faults, converted } = await checkPack(folder, rooms)
    expect(faults).toEqual([])
    expect(converted).toEqual([{ file: 'regions.csv', encoding: 'GB18030' }])
    expect(pack.of(packedPlaces).regions.rows.at(-1)).toMatchObject({
      line: 4,
      value: { name: '柳湾村', fullName: '柳湾,村民委员会', level: 'village', kind: 'villageCommittee' },
    })
  })

  test('in UTF-8 with BOM and English headings is read too', async () => {
    const folder = await copyOfProfile()
    await writeFile(join(folder, 'regions.csv'), `\uFEFFslug,name,level,parent,code\nqingchuan,晴川县,county,,C1\n`)
    const { pack, faults } = await checkPack(folder, rooms)
    expect(faults).toEqual([])
    expect(pack.of(packedPlaces).regions.rows[0]?.value).toMatchObject({ code: 'C1', name: '晴川县', level: 'county' })
  })

  test('with a damaged byte names the line', async () => {
    const folder = await copyOfProfile()
    const bytes = new TextEncoder().encode(goodRegions)
    bytes[bytes.length - 30] = 0xff
    await writeFile(join(folder, 'regions.csv'), bytes)
    const { faults } = await checkPack(folder, rooms)
    expect(faults[0]).toMatchObject({ file: 'regions.csv', line: 4, say: '这一行有认不出的字节，文字已经损坏。' })
  })
})

test('the tree of places: every fault is named at its line', async () => {
  const folder = await copyOfProfile()
  await writeFile(
    join(folder, 'regions.csv'),
    goodRegions +
      [
        'V1,T1,村,,荷塘村,,hetang,',
        'V2,T1,村,,柳湾村,,liuwan,',
        'V3,T9,村,,石鼓村,,shigu,',
        'T2,V1,乡镇,,云台镇,,yuntai,',
        'X,,县,,别的县,,biede,',
        'A1,A2,村,,甲村,,jiacun,',
        'A2,A1,村,,乙村,,yicun,',
        'V4,T1,村,,搜索村,,search,',
        'B1,C1,部门,,民政局,,minzheng,',
        'V 5,T1,村,,空格村,,Kong,',
        'V6,T1,村落,,什么村,,shenme,12',
        'V7,T1,村,,多一格,,duoyige,,又一格',
      ].join('\n'),
  )
  const { faults } = await checkPack(folder, rooms)
  expect(brief(faults)).toEqual(
    expect.arrayContaining([
      'regions.csv:5 编码',
      'regions.csv:6 网址名',
      'regions.csv:6 名称',
      'regions.csv:7 上级编码',
      'regions.csv:8 层级',
      'regions.csv:9 上级编码',
      'regions.csv:10 上级编码',
      'regions.csv:11 上级编码',
      'regions.csv:12 网址名',
      'regions.csv:13 层级',
      'regions.csv:14 编码',
      'regions.csv:14 网址名',
      'regions.csv:15 层级',
      'regions.csv:15 统计用区划代码',
      'regions.csv:16 ',
    ]),
  )
  expect(said(faults)).toContain('绕了一圈又回到自己')
  expect(said(faults)).toContain('请改成其中之一：市、县、乡镇、村、村民小组、部门。')
})

test('people: unknown posts and places, two in one seat, supervisors who are relatives (OL Art. 37)', async () => {
  const folder = await copyOfProfile()
  await writeFile(join(folder, 'regions.csv'), goodRegions)
  await writeFile(
    join(folder, 'people.csv'),
    peopleHead +
      [
        'P1,柳长青,V-SECRETARY,V1,2026-01-20,,liuwan',
        'P2,柳家宝,V-DIRECTOR,V1,2026-01-20,,',
        'P3,柳家福,V-SUP,V1,2026-02-01,,',
        'P2,柳家宝,V-SUPCHAIR,V1,2026-03-01,,',
        'P4,李四,V-SECRETARY,V1,2026-06-01,,',
        'P5,王五,V-KING,V1,2026-01-20,,',
        'P6,赵六,V-AGENT,V9,2026-01-20,,',
        'P7,孙七,T-CLERK,V1,2026-01-20,,',
        'P1,柳长河,V-AGENT,V1,2026-01-20,,',
        'P8,周八,V-OFFICER,V1,2026-05-01,2026-01-01,liuwan',
        'P9,吴九,V-GRID,V1,二月一日,,',
      ].join('\n'),
  )
  await writeFile(join(folder, 'kin.csv'), '人员编码,亲属编码,关系\nP3,P2,兄弟\nP3,P77,父子\n')
  await writeFile(
    join(folder, 'groups.csv'),
    '领导小组,单位编码,人员编码,职务,起\n村务公开领导小组,C1,P88,组长,2026-01-01\n',
  )
  const { faults } = await checkPack(folder, rooms)
  expect(brief(faults)).toEqual([
    'groups.csv:2 人员编码',
    'kin.csv:3 亲属编码',
    'people.csv:4 岗位编码',
    'people.csv:5 岗位编码',
    'people.csv:6 任职起',
    'people.csv:7 岗位编码',
    'people.csv:8 单位编码',
    'people.csv:9 岗位编码',
    'people.csv:10 姓名',
    'people.csv:11 任职止',
    'people.csv:11 用户名',
    'people.csv:12 任职起',
  ])
  expect(said(faults)).toContain('柳家福是村民委员会成员柳家宝的近亲属，不能担任村务监督委员会成员。')
  expect(said(faults)).toContain('柳家宝是村民委员会成员，不能担任村务监督委员会成员。')
})

test('the catalogue: what is missing or does not fit is named with the item and its line', async () => {
  const folder = await copyOfProfile()
  await edit(folder, 'catalogue.json', (text) =>
    text
      .replace(/("code": "C01-02",[\s\S]*?)"minDisplayDays": 15/, '$1"minDisplayDays": 10')
      .replace(/("code": "C01-03",[\s\S]*?), "firstDays": 30/, '$1')
      .replace(/("code": "C02-01",[\s\S]*?)"dept": "\w+"/, '$1"dept": "NOBODY"')
      .replace(/("code": "C02-02",[\s\S]*?)"template": "F01"/, '$1"template": "F99"')
      .replace(/("code": "C03-01",[\s\S]*?)"category": "DW"/, '$1"category": "ZZ"')
      .replace(/("code": "C03-04",[\s\S]*?)\n *"deadline": \{.*\},/, '$1')
      .replace(/("code": "C04-01",[\s\S]*?)"day": 8/, '$1"day": 10')
      .replace(/("code": "C04-08",[\s\S]*?)"frequency": "perStage"/, '$1"frequency": "onEvent"')
      .replace(/("code": "C07-02",[\s\S]*?)"frequency": "monthly"/, '$1"frequency": "yearly"')
      .replace(/("code": "C09-03",[\s\S]*?)\n *"retention": \{.*\},/, '$1'),
  )
  const { faults } = await checkPack(folder, rooms)
  const fields = faults.map((f) => f.field)
  expect(fields).toEqual(
    expect.arrayContaining([
      'items.C01-02.minDisplayDays',
      'C01-03.deadline.firstDays',
      'C02-01.dept',
      'C02-02.template',
      'C03-01.category',
      'items.C03-04.deadline',
      'C04-01.deadline.day',
      'C04-08.stages',
      'C04-08.deadline.rule',
      'C07-02.frequency',
      'C07-02.deadline.rule',
      'items.C09-03.retention',
    ]),
  )
  const text = (await readFile(join(folder, 'catalogue.json'), 'utf8')).split('\n')
  const short = faults.find((f) => f.field === 'items.C01-02.minDisplayDays')
  expect(text[(short?.line ?? 0) - 1]).toContain('"minDisplayDays": 10')
  expect(short?.say).toContain('公布期限不得少于 15 日（村民委员会组织法第三十五条）')
})

test('templates: a column without visibility, a mask that is missing, sums over words', async () => {
  const folder = await copyOfProfile()
  await edit(folder, 'templates.json', (text) =>
    text
      .replace('"label": "姓名", "type": "person", "visibility": "public", ', '"label": "姓名", "type": "person", ')
      .replace('"visibility": "masked", "mask": "nameUnlessOrganisation"', '"visibility": "masked"')
      .replace('"type": "idcard", "visibility": "internal"', '"type": "idcard", "visibility": "public"')
      .replace('totalExpense = F36.sum(amount)', 'totalExpense = F36.sum(item)')
      .replace(
        'endBalance = lastBalance + totalIncome - totalExpense',
        'endBalance = lastBalance + income - totalExpense',
      )
      .replace('"totals": ["paid"]', '"totals": ["remark"]'),
  )
  const { faults } = await checkPack(folder, rooms)
  expect(faults.find((f) => f.field === 'templates.F01.columns.name.visibility')?.line).toBe(10)
  expect(said(faults)).toMatch(/要屏蔽后公开，但没有写怎样屏蔽/)
  expect(said(faults)).toMatch(/是证件号或者账号，不能公开/)
  expect(said(faults)).toMatch(/表格 F34 没有列 income/)
  expect(said(faults)).toMatch(/列“开支项目”不是数字/)
  expect(said(faults)).toMatch(/列“备注”不是数字/)
})

test('rules: nothing below the law’s floor, no figure without a rule', async () => {
  const folder = await copyOfProfile()
  await edit(folder, 'rules/national.json', (text) =>
    text
      .replace(
        '"code": "handover.days", "name": "换届后工作移交", "value": 10',
        '"code": "handover.days", "name": "换届后工作移交", "value": 30',
      )
      .replace('"value": 15,', '"value": 10,'),
  )
  await edit(folder, 'county.json', (text) =>
    text.replace('"settings": {}', '"settings": {\n    "display.minDays": 7,\n    "no.suchRule": 1\n  }'),
  )
  const { faults } = await checkPack(folder, rooms)
  expect(faults.filter((f) => f.file === 'rules/national.json')).not.toEqual([])
  expect(faults.filter((f) => f.file === 'county.json').map((f) => f.field)).toEqual([
    'settings.display.minDays',
    'settings.no.suchRule',
  ])
  expect(said(faults)).toContain('公布期限写成了 7，不得小于 15。')
})

test('rules: what is law is not changed by a pack unless it is stricter, whatever bounds, kind or place the pack writes beside it', async () => {
  const laws = defaultRules().filter((r) => r.kind === 'law')
  const laxerThan: Record<string, (law: DefaultRule) => number> = {
    higher: (r) => Number(r.value) - 1,
    lower: (r) => Number(r.value) + 1,
  }
  const comparable = laws.filter((r) => typeof r.stricter === 'string')
  const fixed = laws.filter((r) => r.stricter === undefined && typeof r.value !== 'number')
  expect([comparable.length, fixed.length].every((n) => n > 1)).toBe(true)
  const rows = [
    ...comparable.flatMap((r) => [
      { ...r, value: laxerThan[r.stricter as string]!(r), min: 0, max: 999, kind: 'law', jurisdiction: '本县' },
      { ...r, value: laxerThan[r.stricter as string]!(r), min: 0, max: 999, kind: 'assumed', jurisdiction: '本县' },
    ]),
    ...fixed.flatMap((r) => [
      { ...r, value: Object.keys(r.words ?? {}).find((w) => w !== r.value) ?? '自己写的', kind: 'law' },
      { ...r, value: Object.keys(r.words ?? {}).find((w) => w !== r.value) ?? '自己写的', kind: 'promise' },
    ]),
  ]
  for (const { stricter: _, words: __, ...row } of rows as DefaultRule[]) {
    const folder = await copyOfProfile()
    for (const file of await readdir(join(folder, 'rules')))
      await edit(folder, `rules/${file}`, (text) =>
        text
          .split('\n')
          .filter((line) => !line.includes(`"code": "${row.code}"`))
          .join('\n')
          .replace(/,(\s*\]\s*\})/, '$1'),
      )
    await writeFile(join(folder, 'rules/own.json'), JSON.stringify({ title: '本县', rules: [row] }))
    const { faults } = await checkPack(folder, rooms)
    const told = faults.filter((f) => f.file === 'rules/own.json').map((f) => f.say)
    expect([row.code, row.kind, told.some((say) => /法|条例|举报电话/.test(say))], said(faults)).toEqual([
      row.code,
      row.kind,
      true,
    ])
  }
})

test('rules: a choice that there is none of is refused with those that there are, in a list or as the county’s figure', async () => {
  const choices = defaultRules().flatMap((r) => (r.words ? [[r.code, r.words] as const] : []))
  const given = await Promise.all(
    ['county', 'reports'].map((name) => readFile(join(counties, `yanshan-4-29/rules/${name}.json`), 'utf8')),
  )
  const listed = choices.filter(([code]) => given.some((text) => text.includes(`"${code}"`)))
  expect(listed.length).toBeGreaterThan(3)
  for (const [code, words] of listed) {
    const folder = await copyOfProfile()
    await edit(folder, 'county.json', (text) =>
      text.replace('"settings": {}', `"settings": {\n    ${JSON.stringify(code)}: "everybody"\n  }`),
    )
    const [fault] = (await checkPack(folder, rooms)).faults.filter((f) => f.field === `settings.${code}`)
    expect([code, fault?.say]).toEqual([code, expect.stringContaining('只能写')])
    for (const [key, word] of Object.entries(words)) expect(fault!.say).toContain(`${key}（${word}）`)
  }
  const folder = await copyOfProfile()
  await edit(folder, 'rules/county.json', (text) =>
    text.replace(/("code": "cards.visibleTo".*?"value": )"\w+"/, '$1"everybody"'),
  )
  expect(said((await checkPack(folder, rooms)).faults)).toContain('写成了“everybody”，只能写 internal（')
})

test('JSON that is not JSON: the line, once, and the rest of the pack is still checked', async () => {
  const folder = await copyOfProfile()
  await edit(folder, 'county.json', (text) => text.replace('"name": "请改成本县名称",', '"name": "请改成本县名称"'))
  await writeFile(join(folder, 'regions.csv'), `${goodRegions}V2,T9,村,,石鼓村,,shigu,\n`)
  const { faults } = await checkPack(folder, rooms)
  expect(faults[0]).toMatchObject({ file: 'county.json', line: 4, say: 'JSON 写法不对：这里缺少逗号或者 }。' })
  expect(brief(faults)).toContain('regions.csv:5 上级编码')
})

test('missing files are named, and an empty folder does not crash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pack-'))
  folders.push(folder)
  await mkdir(join(folder, 'rules'))
  const { faults } = await checkPack(folder, rooms)
  expect(faults.map((f) => f.file)).toEqual([
    'catalogue.json',
    'county.json',
    'departments.csv',
    'posts.csv',
    'regions.csv',
    'rules',
    'templates.json',
  ])
})

/** GBK bytes of a text, by turning the platform's decoder round. */
function gbk(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const bytesOf = new Map<string, [number, number]>()
  for (let a = 0x81; a <= 0xfe; a += 1)
    for (let b = 0x40; b <= 0xfe; b += 1) if (b !== 0x7f) bytesOf.set(decoder.decode(new Uint8Array([a, b])), [a, b])
  return new Uint8Array([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : (bytesOf.get(c) ?? []))))
}

test('a row with one wrong cell still takes part in the other checks; days must exist', async () => {
  const folder = await copyOfProfile()
  await writeFile(join(folder, 'regions.csv'), `${goodRegions}V2,T1,村,,荷塘村,,hetang,12\nV2,T1,村,,石鼓村,,shigu,\n`)
  await writeFile(
    join(folder, 'people.csv'),
    `${peopleHead}P1,张三,V-OFFICER,V1,2026-02-30,,\nP2,李四,V-OFFICER,V1,2026-02-01,2025-02-01,大写\n`,
  )
  expect(brief((await checkPack(folder, rooms)).faults)).toEqual(
    expect.arrayContaining([
      'regions.csv:5 统计用区划代码',
      'regions.csv:6 编码',
      'people.csv:2 任职起',
      'people.csv:3 用户名',
      'people.csv:3 任职止',
    ]),
  )
})

test('a workbook that is only called CSV is told as what it is, in one sentence', async () => {
  const folder = await copyOfProfile()
  await writeFile(join(folder, 'regions.csv'), Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]))
  const { faults } = await checkPack(folder, rooms)
  expect(faults.filter((f) => f.file === 'regions.csv')).toEqual([
    expect.objectContaining({ say: '这是 Excel 工作簿，只是名字像 CSV。' }),
  ])
})

test('a county that archives earlier than its rules needs its monthly items earlier', async () => {
  const folder = await copyOfProfile()
  await edit(folder, 'county.json', (text) =>
    text.replace(/"settings": \{[^}]*\}/, '"settings": { "archive.monthDay": 6 }'),
  )
  expect(said((await checkPack(folder, rooms)).faults)).toContain(
    '每月 8 日到期，赶不上 6 日归档。请改成 5 日或者更早。',
  )
})
