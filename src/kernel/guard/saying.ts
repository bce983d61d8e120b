/**
 * What the words beside a number say of it: that it is somebody's own paper, or the number of a thing. Papers from
 * abroad have a letter and eight digits, as machines, lots and receipts have: no check digit tells them apart.
 */
import type { Hints } from './hits.ts'

/** What is numbered, in the words that stand just before its number. */
const thing = new RegExp(
  [
    '合同|协议|凭证|票据|发票|收据|编号|单号|流水|文号|资产|资源|项目|权证|证书|地块|备案|批准书|案号|档案|卷号|票号|文件|公告|附件|第',
    '批号|机号|型号|图号|图纸|构件|货号|款号|件号|序列号|出厂号|机身号|车架号|发动机号|设备|机器|产品|规格|备件|零件|物料|条形?码|编码|代码',
    '快递|运单|订单|取件|物流|车牌|牌照|号牌|车号|航班|车次|座位|门牌|房号|桩号|杆号|井号|[电水气]?表号|[电水气]表|户号|线路|公路|站点|标段',
    '书号|刊号|型|款|学号|工号|准考证|考号|密码|验证码|口令|[账帐]号|卡号|域名|版本',
    '(?<![a-z])(?:ISBN|ISSN|CN|S/?N|P/?N|IMEI|MAC|No\\.?)(?![a-z])',
  ].join('|'),
  'giu',
)
/** Papers of a person, and where people have such papers from. */
const person = new RegExp(
  [
    '护照|通行证|旅行证|台胞|港胞|澳胞|回乡证|返乡证|签证|证件|身[份分][证證]|身份号|居民[证證]|居留证|居住证|香港|澳[门門]|[台臺][湾灣]|港澳',
    '同胞|侨胞|华侨|外籍|国籍|[出入]境|passport|(?<![a-z])(?:HK)?ID(?![a-z])',
  ].join('|'),
  'giu',
)

/** `person` where the nearest word before it says so, one just behind it, or the column; `thing` likewise; else nothing. */
export function sayingOf(
  text: string,
  { start, end }: { start: number; end: number },
  hints: Hints,
): 'person' | 'thing' | undefined {
  if (hints.idColumn === true) return 'person'
  const before = text
    .slice(Math.max(0, start - 20), start)
    .split(/[。；;\n]/)
    .at(-1)!
  // A thing's word stands in the same breath as its number.
  const breath = before.split(/[，,]/).at(-1)!.slice(-16)
  const told = lastOf(person, before) - before.length
  const numbered = lastOf(thing, breath) - breath.length
  if (told >= -before.length && told > numbered) return 'person'
  if (numbered >= -breath.length) return 'thing'
  const behind = text.slice(end, end + 12).split(/[。；;\n，,A-Za-z0-9]/)[0]!
  return lastOf(person, behind) >= 0 ? 'person' : undefined
}

/** Where the last of these words begins; -1 without any. */
const lastOf = (words: RegExp, text: string): number => [...text.matchAll(words)].at(-1)?.index ?? -1
