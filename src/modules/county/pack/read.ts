/** Reads a county pack from its folder. Everything readable is given back, everything unreadable is a fault; nothing is thrown away silently. */
import { serviceFrameSchema, serviceSchema, type Service, type ServiceFrame } from '../../services/index.ts'
import { powerFrameSchema, powerSchema, type Power, type PowerFrame } from '../../powers/index.ts'
import { categorySchema, itemSchema, type Item } from '../../disclosure/index.ts'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { templateSchema, type Template } from '../../../kernel/forms/forms.schema.ts'
import { decode, type Encoding } from '../../../kernel/pack/decode.ts'
import type { Fault, Placed } from '../../../kernel/pack/fault.ts'
import {
  calendarRow,
  countySchema,
  departmentRow,
  groupRow,
  kinRow,
  packFiles,
  personRow,
  postRow,
  regionRow,
  rulePackSchema,
  ruleSchema,
  type CalendarRow,
  type County,
  type DepartmentRow,
  type GroupRow,
  type KinRow,
  type PersonRow,
  type PostRow,
  type RegionRow,
  type Rule,
} from './pack.schema.ts'
import { codesOf, entriesOf, readJson, type JsonFile } from '../../../kernel/pack/readJson.ts'
import { readTable, type Table } from '../../../kernel/pack/readTable.ts'
import type { TableName } from './words.ts'

export type Category = { code: string; name: string; note?: string | undefined }
export type RuleEntry = Placed<Rule> & { file: string }
export type Pack = {
  county?: County
  /** Line of a setting in county.json by its code. */
  settingLines: ReadonlyMap<string, number>
  categories: Placed<Category>[]
  items: Placed<Item>[]
  templates: Placed<Template>[]
  templateCodes: ReadonlySet<string>
  /** Only where there is a services.json. */
  serviceFrame?: ServiceFrame
  services: Placed<Service>[]
  /** Only where there is a powers.json. */
  powerFrame?: PowerFrame
  powers: Placed<Power>[]
  rules: RuleEntry[]
  regions: Table<RegionRow>
  departments: Table<DepartmentRow>
  posts: Table<PostRow>
  people: Table<PersonRow>
  kin: Table<KinRow>
  groups: Table<GroupRow>
  calendar: Table<CalendarRow>
}
export type ReadPack = {
  pack: Pack
  faults: Fault[] /** Files that were not UTF-8. */
  converted: { file: string; encoding: Encoding }[]
}

/** Only faults of form (bytes, commas, columns, types); whether the parts fit together is `checkPack`'s business. */
export async function readPack(folder: string): Promise<ReadPack> {
  const faults: Fault[] = []
  const converted: ReadPack['converted'] = []
  const texts = await readTexts(folder, faults, converted)

  const json = (file: keyof typeof packFiles): JsonFile =>
    readJson(file, texts.get(file) ?? '{}', packFiles[file].schema, texts.has(file) ? faults : [])
  const countyFile = json('county.json')
  const catalogue = json('catalogue.json')
  const templates = json('templates.json')
  const services = json('services.json')
  const powers = json('powers.json')
  const table = <T>(name: TableName, schema: z.ZodType<T>, needed: readonly string[]): Table<T> => {
    const content = texts.get(name)
    return content === undefined ? { rows: [], codes: new Set() } : readTable(name, content, schema, needed, faults)
  }

  const county = countySchema.safeParse(countyFile.value).data
  const serviceFrame = texts.has('services.json') ? frameOf(services, 'services', serviceFrameSchema) : undefined
  const powerFrame = texts.has('powers.json') ? frameOf(powers, 'powers', powerFrameSchema) : undefined
  const pack: Pack = {
    ...(county ? { county } : {}),
    settingLines: settingLinesOf(countyFile),
    categories: entriesOf(catalogue, 'categories', categorySchema),
    items: entriesOf(catalogue, 'items', itemSchema),
    templates: entriesOf(templates, 'templates', templateSchema),
    templateCodes: codesOf(templates, 'templates'),
    ...(serviceFrame ? { serviceFrame } : {}),
    services: entriesOf(services, 'services', serviceSchema),
    ...(powerFrame ? { powerFrame } : {}),
    powers: entriesOf(powers, 'powers', powerSchema),
    rules: [...texts]
      .filter(([file]) => file.startsWith('rules/'))
      .flatMap(([file, content]) =>
        entriesOf(readJson(file, content, rulePackSchema, faults), 'rules', ruleSchema).map((rule) => ({
          ...rule,
          file,
        })),
      ),
    regions: table('regions.csv', regionRow, ['code', 'parent', 'level', 'name', 'slug']),
    departments: table('departments.csv', departmentRow, ['code', 'name', 'slug']),
    posts: table('posts.csv', postRow, ['code', 'name', 'function', 'level']),
    people: table('people.csv', personRow, ['code', 'name', 'post', 'region', 'from']),
    kin: table('kin.csv', kinRow, ['person', 'relative', 'relation']),
    groups: table('groups.csv', groupRow, ['group', 'region', 'person', 'role', 'from']),
    calendar: table('calendar.csv', calendarRow, ['date', 'kind', 'name', 'source']),
  }
  return { pack, faults, converted }
}

/** All files of the pack that exist, as text; names the missing and the damaged ones. */
async function readTexts(
  folder: string,
  faults: Fault[],
  converted: ReadPack['converted'],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const rules = (await namesIn(join(folder, 'rules')))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `rules/${name}`)
  const present = new Set(await namesIn(folder))
  if (rules.length === 0)
    faults.push({ file: 'rules', line: 0, field: '', say: '没有规则文件。', remedy: '请从样本县复制 rules 文件夹。' })
  for (const [file, { required }] of Object.entries(packFiles)) {
    if (required && !present.has(file))
      faults.push({
        file,
        line: 0,
        field: '',
        say: '缺少这个文件。',
        remedy: '请从样本县复制一份再改；如果是 Excel 文件，请另存为 CSV。',
      })
  }
  for (const file of [...Object.keys(packFiles).filter((name) => present.has(name)), ...rules]) {
    const bytes = await readFile(join(folder, file))
    if (isWorkbook(bytes)) {
      faults.push({
        file,
        line: 0,
        field: '',
        say: '这是 Excel 工作簿，只是名字像 CSV。',
        remedy: '请在 WPS 或 Excel 里打开，另存为 CSV（逗号分隔）。',
      })
      continue
    }
    const { text, encoding, brokenLines } = decode(bytes)
    texts.set(file, text)
    if (encoding === 'GB18030' || encoding === 'UTF-16') converted.push({ file, encoding })
    for (const line of brokenLines)
      faults.push({
        file,
        line,
        field: '',
        say: '这一行有认不出的字节，文字已经损坏。',
        remedy: '请重新输入这一行的文字，保存成 UTF-8 或者 GBK 编码的 CSV。',
      })
  }
  return texts
}

/** A ZIP (.xlsx) or an OLE file (.xls). */
const isWorkbook = (bytes: Buffer) => ['504b0304', 'd0cf11e0'].includes(bytes.subarray(0, 4).toString('hex'))

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

/** What a file says besides its list (menus, aspects), whatever is wrong with single entries. */
function frameOf<T>({ value }: JsonFile, list: string, schema: z.ZodType<T>): T | undefined {
  if (value === null || typeof value !== 'object') return undefined
  return schema.safeParse(Object.fromEntries(Object.entries(value).filter(([key]) => key !== list))).data
}

function settingLinesOf(county: JsonFile): Map<string, number> {
  return new Map(
    [...county.lines]
      .filter(([path]) => path.startsWith('settings/'))
      .map(([path, line]) => [path.slice('settings/'.length), line]),
  )
}
