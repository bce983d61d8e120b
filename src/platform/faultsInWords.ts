/**
 * What a schema refuses, in a person's words: for every schema that has no sentence of its own. Set once for the
 * process by being imported.
 */
import { z } from 'zod'

/** What the fields that people fill in are called; a field that no screen shows needs no name. */
const names: Readonly<Record<string, string>> = {
  about: '事由',
  amount: '金额',
  citation: '依据',
  code: '编号',
  comment: '意见',
  contact: '联系方式',
  date: '日期',
  days: '天数',
  file: '文件',
  files: '文件',
  from: '开始日期',
  help: '说明',
  holder: '经手人',
  households: '户数',
  hours: '小时数',
  idNumber: '证件号码',
  items: '事项',
  kind: '种类',
  label: '名称',
  lat: '位置',
  level: '层级',
  lng: '位置',
  month: '月份',
  name: '名称',
  note: '备注',
  officePhone: '办公电话',
  on: '日期',
  options: '选项',
  paper: '材料',
  password: '密码',
  period: '期次',
  person: '人',
  phone: '电话',
  place: '地点',
  population: '人数',
  post: '岗位',
  publishAt: '公开时间',
  q: '搜索的字',
  reason: '理由',
  relation: '关系',
  say: '内容',
  second: '动态验证码',
  signature: '签名',
  step: '步骤',
  text: '内容',
  title: '标题',
  to: '结束日期',
  unit: '承办单位',
  units: '承办单位',
  username: '用户名',
  value: '值',
  when: '时间',
  why: '理由',
}

type RawIssue = z.core.$ZodRawIssue

/** Begins with the field's name where it has one: "理由没有填". */
export function faultInWords(issue: RawIssue): string {
  const path = [...(issue.path ?? [])].reverse().find((p) => typeof p === 'string')
  const name = (typeof path === 'string' ? names[path] : undefined) ?? ''
  return `${name}${whatIsWrong(issue) ?? '填得不对，请检查'}`
}

function whatIsWrong(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '没有填，请补上' : wrongType[String(issue.expected)]
    case 'too_small':
      return sized(issue.origin, Number(issue.minimum), 'least')
    case 'too_big':
      return sized(issue.origin, Number(issue.maximum), 'most')
    case 'invalid_format':
      return wrongFormat[issue.format] ?? '写法不对，请检查'
    case 'invalid_value':
      return '没有这个选项，请重新选'
    case 'not_multiple_of':
      return `要是 ${String(issue.divisor)} 的倍数`
    case 'unrecognized_keys':
      return '有这里没有的项目，请刷新页面再试'
    default:
      return undefined
  }
}

const wrongType: Readonly<Record<string, string>> = {
  string: '要填文字',
  number: '要填数字',
  int: '要填整数',
  boolean: '请选“是”或“否”',
  array: '要填成一项一项的',
  date: '要填日期',
}

const wrongFormat: Readonly<Record<string, string>> = {
  date: '要写成 2026-01-31 这样的日期',
  datetime: '要写成日期和时间',
  email: '不是邮箱地址',
  url: '不是网址',
  uuid: '找不到，请回到列表重新打开',
}

function sized(origin: string, bound: number, which: 'least' | 'most'): string | undefined {
  const words = which === 'least' ? '至少' : '最多'
  switch (origin) {
    case 'string':
      return which === 'least' && bound === 1 ? '不能空着' : `${words}写 ${bound} 个字`
    case 'array':
    case 'set':
      return which === 'least' && bound === 1 ? '至少要有一项' : `${words} ${bound} 项`
    case 'number':
    case 'int':
    case 'bigint':
      return which === 'least' ? `不能小于 ${bound}` : `不能大于 ${bound}`
    default:
      return undefined
  }
}

z.config({ customError: faultInWords })
