/**
 * What a column's label promises: private data that may not be public at all, or a kind of number to be lenient with.
 */
import { shortLabel } from '../forms/form.ts'
import type { Column } from '../forms/forms.schema.ts'
import type { Hints, Severity } from './hits.ts'

interface HeaderRule {
  words: RegExp
  what: string
  severity: Severity
  unless?: RegExp
}

/** Fields that are never published (reference: 个人信息保护法 Art. 28, 31; privacy rules `neverPublish`). */
const headerRules: readonly HeaderRule[] = [
  { words: /身份证|证件号|公民身份/, what: '身份证件号码', severity: 'refuse' },
  { words: /银行卡|银行账|社保卡|卡号|账号|帐号|存折/, what: '银行账号', severity: 'refuse' },
  { words: /开户行/, what: '开户行', severity: 'ask' },
  {
    words: /手机|联系电话|联系方式|电话|微信号/,
    what: '个人联系方式',
    severity: 'ask',
    unless: /办公|单位|值班|工作|公务|热线|监督|服务|咨询|受理|举报电话|投诉电话|电话费/,
  },
  { words: /住址|家庭地址|详细地址|门牌|户籍地/, what: '详细住址', severity: 'refuse' },
  { words: /病种|病情|病残|疾病|诊断|病史/, what: '病情', severity: 'refuse' },
  { words: /残疾(?:类别|等级|类型|证号|原因|成因)/, what: '残疾情况', severity: 'refuse' },
  { words: /宗教|信仰/, what: '宗教信仰', severity: 'refuse' },
  { words: /指纹|指印|人脸|签名影像|手写签名/, what: '人脸、指纹或签名影像', severity: 'refuse' },
  { words: /孕检|生育史|怀孕|计生/, what: '生育情况', severity: 'refuse' },
  { words: /(?:儿童|孤儿|未成年人|学生)姓名|监护人/, what: '未成年人信息', severity: 'refuse' },
  { words: /(?:举报|投诉|反映|信访)人(?:姓名|电话)?$/, what: '反映人身份', severity: 'refuse' },
]

const privateTypes: Partial<Record<Column['type'], string>> = {
  idcard: '身份证件号码',
  bankcard: '银行账号',
  address: '详细住址',
}

/** What a public column's label or type promises that must not be public; undefined where nothing is wrong. */
export function headerFault(column: Column): { what: string; severity: Severity } | undefined {
  if (column.visibility !== 'public') return undefined
  const typed = privateTypes[column.type]
  if (typed) return { what: typed, severity: 'refuse' }
  if (column.type === 'phone' || column.allowOfficePhone) return undefined
  const rule = headerRules.find((r) => r.words.test(column.label) && !r.unless?.test(column.label))
  return rule && { what: rule.what, severity: rule.severity }
}

/** The same for a free header or file name, without a column. */
export function privateWord(text: string): string | undefined {
  return headerRules.find((r) => r.words.test(text) && !r.unless?.test(text))?.what
}

const workPhone = /办公|单位|值班|工作|公务|热线|监督|服务|咨询|受理/

/** How the detectors should read this column. `officePhone` of the whole template counts for each of its columns. */
export function hintsFor(column: Column, officePhone = false): Hints {
  const label = shortLabel(column.label)
  return {
    numbers:
      (/编号|凭证|票据|单号|文号|合同号|权证|证号|号码$|批准书/.test(label) && privateWord(label) === undefined) ||
      ['int', 'decimal', 'area'].includes(column.type),
    officePhone:
      officePhone || column.allowOfficePhone === true || (column.type === 'phone' && workPhone.test(column.label)),
    landline: column.type === 'phone',
    site: /坐落|位置|地点|四至|范围|地块|标的|场所/.test(label),
    creditCode: /信用代码|机构代码/.test(label),
    idColumn: column.type === 'idcard' || /身份证|证件/.test(label),
    accountColumn: column.type === 'bankcard' || /账号|卡号/.test(label),
  }
}
