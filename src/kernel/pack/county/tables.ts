/**
 * The tables of a pack: columns with the Chinese headings that we write first and those that counties' own lists use,
 * words for codes.
 */
import { committeeWords, functionWords } from '../../people/functions.ts'
import { kindWords, levelWords } from '../../regions/levels.ts'
import type { TableShape } from '../tableShape.ts'
import {
  calendarRow,
  departmentRow,
  groupRow,
  kinRow,
  personRow,
  postRow,
  regionRow,
  type CalendarRow,
  type DepartmentRow,
  type GroupRow,
  type KinRow,
  type PersonRow,
  type PostRow,
  type RegionRow,
} from './pack.schema.ts'

/** Words for coded values; tables may hold either. */
export const chainWords: Record<string, readonly string[]> = {
  jiedong: ['村级自办'],
  yanshan: ['乡镇代传'],
  huangchuan: ['三级审核'],
}
export const regionsTable: TableShape<RegionRow> = {
  file: 'regions.csv',
  row: regionRow,
  needed: ['code', 'parent', 'level', 'name', 'slug'],
  key: ['code'],
  headings: {
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
    phone: ['办公电话', '联系电话', '电话'],
    goLive: ['上线日期'],
  },
  coded: { level: levelWords, kind: kindWords, chain: chainWords },
}
export const departmentsTable: TableShape<DepartmentRow> = {
  file: 'departments.csv',
  row: departmentRow,
  needed: ['code', 'name', 'slug'],
  key: ['code'],
  headings: {
    code: ['编码', '代码', '部门编码'],
    name: ['名称', '部门', '部门名称', '单位名称'],
    slug: ['网址名', '拼音'],
    phone: ['办公电话', '电话', '联系电话'],
    duty: ['职责', '指导职责', '责任'],
    parent: ['所属编码', '上级编码', '所属'],
    is: ['对应部门', '对应部门编码'],
  },
}
export const postsTable: TableShape<PostRow> = {
  file: 'posts.csv',
  row: postRow,
  needed: ['code', 'name', 'function', 'level'],
  key: ['code'],
  headings: {
    code: ['编码', '代码', '岗位编码'],
    name: ['岗位', '岗位名称', '名称'],
    function: ['职能', '系统职能'],
    level: ['层级', '级别'],
    seats: ['人数', '席位', '职数'],
    chair: ['是否负责人', '负责人'],
    committee: ['所属组织', '组织'],
    order: ['排序', '序号'],
    duty: ['职责', '岗位职责', '责任'],
    optional: ['可以不设'],
    ended: ['停用日期', '停用'],
  },
  coded: { function: functionWords, level: levelWords, committee: committeeWords },
}
export const peopleTable: TableShape<PersonRow> = {
  file: 'people.csv',
  row: personRow,
  needed: ['code', 'name', 'post', 'region', 'from'],
  key: ['code', 'post', 'region', 'from'],
  headings: {
    code: ['人员编码', '编码', '人员编号', '编号'],
    name: ['姓名'],
    post: ['岗位编码', '岗位', '职务'],
    region: ['单位编码', '区划编码', '单位', '所在单位'],
    from: ['任职起', '任职日期', '起始日期'],
    to: ['任职止', '离任日期', '终止日期'],
    until: ['任期届满', '任期到'],
    username: ['用户名', '账号'],
    officePhone: ['办公电话', '电话'],
  },
}
export const kinTable: TableShape<KinRow> = {
  file: 'kin.csv',
  row: kinRow,
  needed: ['person', 'relative', 'relation'],
  key: ['person', 'relative'],
  eitherWay: true,
  headings: { person: ['人员编码', '人员'], relative: ['亲属编码', '亲属'], relation: ['关系', '亲属关系'] },
}
export const groupsTable: TableShape<GroupRow> = {
  file: 'groups.csv',
  row: groupRow,
  needed: ['group', 'region', 'person', 'role', 'from'],
  key: ['group', 'region', 'person', 'from'],
  headings: {
    group: ['领导小组', '小组名称'],
    region: ['单位编码', '单位'],
    person: ['人员编码', '人员'],
    role: ['职务', '组内职务'],
    from: ['起', '任职起'],
    to: ['止', '任职止'],
    office: ['办公室', '办公室地点'],
    officePhone: ['办公室电话'],
    ended: ['撤销日期', '撤销'],
  },
}
export const calendarTable: TableShape<CalendarRow> = {
  file: 'calendar.csv',
  row: calendarRow,
  needed: ['date', 'kind', 'name', 'source'],
  key: ['date'],
  headings: { date: ['日期'], kind: ['安排', '类别'], name: ['名称', '节日'], source: ['依据', '来源'] },
}
