/** Chinese headings and words of a pack's tables. Each field has the word we write first, then those that counties' own lists use. */
import type { PostFunction } from '../../../kernel/people/functions.ts'
import type { Level } from './pack.schema.ts'

export type TableName =
  | 'regions.csv'
  | 'departments.csv'
  | 'posts.csv'
  | 'people.csv'
  | 'kin.csv'
  | 'groups.csv'
  | 'calendar.csv'

/** English key → Chinese headings, the first one written by us. */
export const headings: Record<TableName, Record<string, readonly string[]>> = {
  'regions.csv': {
    code: ['编码', '代码', '区划编码', '单位编码'],
    parent: ['上级编码', '上级', '上级代码', '所属编码'],
    level: ['层级', '级别'],
    kind: ['类别', '类型', '单位类型'],
    name: ['名称', '村名', '单位名称', '区划名称'],
    fullName: ['全称', '单位全称'],
    slug: ['网址名', '拼音', '拼音网址'],
    statCode: ['统计用区划代码', '区划代码', '统计代码'],
    households: ['户数', '总户数'],
    population: ['人口', '人口数', '总人口'],
    lng: ['经度'],
    lat: ['纬度'],
    validFrom: ['启用日期', '设立日期'],
    practice: ['练习用', '演练'],
    chain: ['公开流程', '流程'],
  },
  'departments.csv': {
    code: ['编码', '代码', '部门编码'],
    name: ['名称', '部门', '部门名称', '单位名称'],
    slug: ['网址名', '拼音'],
    phone: ['办公电话', '电话', '联系电话'],
    duty: ['职责', '指导职责', '责任'],
  },
  'posts.csv': {
    code: ['编码', '代码', '岗位编码'],
    name: ['岗位', '岗位名称', '名称'],
    function: ['职能', '系统职能'],
    level: ['层级', '级别'],
    seats: ['人数', '席位', '职数'],
    chair: ['是否负责人', '负责人'],
    committee: ['所属组织', '组织'],
    order: ['排序', '序号'],
    duty: ['职责', '岗位职责', '责任'],
  },
  'people.csv': {
    code: ['人员编码', '编码', '人员编号', '编号'],
    name: ['姓名'],
    post: ['岗位编码', '岗位', '职务'],
    region: ['单位编码', '区划编码', '单位', '所在单位'],
    from: ['任职起', '任职日期', '起始日期'],
    to: ['任职止', '离任日期', '终止日期'],
    username: ['用户名', '账号'],
    officePhone: ['办公电话', '电话'],
  },
  'kin.csv': { person: ['人员编码', '人员'], relative: ['亲属编码', '亲属'], relation: ['关系', '亲属关系'] },
  'groups.csv': {
    group: ['领导小组', '小组名称'],
    region: ['单位编码', '单位'],
    person: ['人员编码', '人员'],
    role: ['职务', '组内职务'],
    from: ['起', '任职起'],
    to: ['止', '任职止'],
  },
  'calendar.csv': { date: ['日期'], kind: ['安排', '类别'], name: ['名称', '节日'], source: ['依据', '来源'] },
}

/** Words for coded values; tables may hold either. */
export const levelWords: Record<Level, readonly string[]> = {
  city: ['市', '地级市', '州'],
  county: ['县', '区', '旗', '县级'],
  township: ['乡镇', '镇', '乡', '街道', '乡镇街道', '乡级'],
  village: ['村', '社区', '村社区', '村级'],
  group: ['村民小组', '组', '屯'],
  bureau: ['部门', '局', '县直部门'],
}
export const kindWords: Record<string, readonly string[]> = {
  town: ['镇'],
  township: ['乡', '民族乡'],
  subdistrict: ['街道', '街道办事处'],
  villageCommittee: ['村民委员会', '村委会', '村'],
  residentCommittee: ['居民委员会', '居委会', '社区'],
  villageGroup: ['村民小组', '组'],
  other: ['其他'],
}
export const functionWords: Record<PostFunction, readonly string[]> = {
  drafter: ['编制'],
  reviewer: ['审查'],
  signer: ['签字把关'],
  director: ['村委会主任'],
  agent: ['代办'],
  responder: ['首接响应'],
  grid_leader: ['网格长'],
  township_clerk: ['乡镇经办', '上传备案'],
  township_leader: ['乡镇领导'],
  township_discipline: ['乡镇纪检'],
  station_clerk: ['站所审核'],
  liaison: ['联村'],
  bureau_clerk: ['部门经办'],
  bureau_leader: ['部门领导'],
  inspector: ['督查'],
  county_admin: ['县级管理'],
  command_room: ['指挥室'],
  discipline_officer: ['举报受理'],
}
export const chainWords: Record<string, readonly string[]> = {
  jiedong: ['村级自办'],
  yanshan: ['乡镇代传'],
  huangchuan: ['三级审核'],
}
const committeeWords: Record<string, readonly string[]> = {
  partyBranch: ['村党组织'],
  villageCommittee: ['村民委员会', '村委会'],
  supervisionCommittee: ['村务监督委员会'],
  collectiveOrganisation: ['村集体经济组织'],
}

/** Fields whose cells may hold a Chinese word for a code. */
export const coded: Partial<Record<TableName, Record<string, Record<string, readonly string[]>>>> = {
  'regions.csv': { level: levelWords, kind: kindWords, chain: chainWords },
  'posts.csv': { function: functionWords, level: levelWords, committee: committeeWords },
}

/** The heading that we write for a field. */
export function headingOf(table: TableName, key: string): string {
  return headings[table][key]?.[0] ?? key
}

/** The Chinese word that we write for a coded value, or the value itself. */
export function wordOf(table: TableName, key: string, value: string): string {
  return coded[table]?.[key]?.[value]?.[0] ?? value
}

/** The code that a cell's word stands for, or the cell itself. */
export function codeOf(table: TableName, key: string, cell: string): string {
  const words = coded[table]?.[key]
  if (!words || cell in words) return cell
  return Object.entries(words).find(([, list]) => list.includes(cell))?.[0] ?? cell
}
