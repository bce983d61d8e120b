/**
 * Whether a text still waits for somebody to replace it: what the samples leave open, and what people write meanwhile.
 * The one home of it; the check of a pack and the preflight of a production server ask here.
 */

const place = '(?:省|自治州|州|盟|县|区|旗|镇|乡|街道|村|社区|屯|村民小组|县区|乡镇|单位|部门|公司)'
const numeral = '[零〇一二三四五六七八九十百年]'

/** Stands for something wherever in a text it stands. Each has been seen in a county's own list. */
const anywhere: readonly RegExp[] = [
  // XX县, 0317-XXXXXXX, 京ICP备xxxxxxxx号, ××村
  new RegExp(String.raw`[×✕╳✖]{2}|(?<![a-z])x{2,}(?=[\s\d-]*(?:[^\sa-z\d-]|$))|(?<=\d[\s-]?)x{2,}`, 'i'),
  /某某/,
  // ○○镇, but 二〇〇八年
  new RegExp(`(?<!${numeral})[○〇◯□■]{2,}(?!${numeral})`),
  // （村名）村民委员会, 【待填】, {{name}}, ${domain}, <域名>
  new RegExp(
    String.raw`[(\[【〔〖<《{「]\s*(?:请|待|此处|这里|在此|本|某)?(?:填|补|输入|替换|${place}(?:的?名称?|级名称)).{0,12}?[)\]】〕〗>》}」]`,
  ),
  /\{\{.{0,40}?\}\}|\$\{.{0,40}?\}|<[^<>]{0,10}(?:域名|名称|密码|密钥|电话|地址|桶)[^<>]{0,10}>/,
]

/** The whole of a short text: a name, a telephone, an address. */
const whole: readonly RegExp[] = [
  /^请(?:您)?(?:在此|在这里)?(?:填|改|输入|补|替换|写|换成|选|录入)/,
  /^(?:示例|样例|样本|范例|举例|演示用|测试|占位|模板)/,
  /^(?:此处|这里|在此|在这里)(?:填|写|输入|补)/,
  /待(?:填|补|补充|补录|完善|定|确定|确认|核实|提供|录入|更新|改|选|指定|明确)[)\]】]?$|^待(?:填|补|定|确)/,
  /^(?:尚?未(?:填写?|定|知|设置|确定)|空缺|不详|无名氏?|略|填空|占位符?)$/,
  // 村名, 单位名称, 联系电话, 本县, 某村
  new RegExp(`^(?:本|某|此)?${place}(?:的?名称?|级名称)$|^(?:本|某|此)${place}$|^某[省市县区旗镇乡村]`),
  /^(?:姓名|名字|名称|全称|(?:联系|办公|值班|窗口|服务)?(?:电话|手机)(?:号码?)?|(?:办公)?地址|网址|(?:主办|承办)单位|备案号|责任人|联系人)$/,
  /^[x×](?=省|市|县|区|旗|镇|乡|村|社区|街道|某|$)/i,
  // Nothing but dots, dashes, stars.
  /^[\s\p{P}\p{S}]{2,}$|^[?*_.#~]$/u,
  /(?:_{3,}|\*{3,}|\?{2,})/,
  // A telephone that counts up or is all noughts.
  /^[\d\s()-]*?(?:0{6,}|1234567\d?)$/,
  /^(?:my|your|the|some|demo|sample|example|test|dummy|change|placeholder)(?:[-_ ]?(?:county|city|town|village|name|domain|site|slug|host|me|it|this|phone|secret|key|password))*$/i,
  /\b(?:to ?do|tbd|fixme|n\/a|lorem|change[-_ ]?me|your[-_ ])/i,
  /^(?:asdf\w*|qwer\w*|abc(?:de?f?)?|aaa+|xxx*|foo|bar|null|undefined|none)$/i,
]

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()

/** Of a whole cell or setting. `longer`: prose, in which only what can mean nothing else counts. */
export function isPlaceholder(text: string, longer = false): boolean {
  const read = plain(text)
  return read !== '' && [...anywhere, ...(longer ? [] : whole)].some((shape) => shape.test(read))
}

/** Of an address: a host that no county has (`your-domain.cn`, `cunwu.example.cn`, `xx.gov.cn`). */
export function isPlaceholderHost(host: string): boolean {
  const labels = plain(host).toLowerCase().split('.')
  return labels.some(
    (label) =>
      /^(?:example\d*|your[-_].*|my-?(?:county|domain|site)|change-?me|x{2,}|domain|yourdomain|test|invalid)$/.test(
        label,
      ) || isPlaceholder(label, true),
  )
}

/** Of a key, password or sign: random letters may hold anything, so only what nobody would be given. */
export const isPlaceholderKey = (key: string): boolean =>
  /change[-_ ]?(?:me|this)|your[-_ ]|placeholder|replace[-_ ]|example|[<>]|\$\{|^[x*.?_-]+$|请|待填|密钥|密码/i.test(
    plain(key),
  )
