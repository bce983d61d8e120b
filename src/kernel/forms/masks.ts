/**
 * The masks themselves, one per rule (MASK-* of the privacy rules; our default, no national standard fixes the digits).
 * Names are cut by grapheme, so that characters outside the basic plane (𫖯) and variation selectors stay whole.
 */
import { plainText } from '../../platform/plainText.ts'
import { compoundSurnames, isNameLike, surnames } from './surnames.ts'
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), (s) => s.segment)
const digitsOf = (text: string): string =>
  plainText(text)
    .replace(/[^0-9Xx]/g, '')
    .toUpperCase()

/** First three, last two: "110*************2X". Anything too short to keep five places is starred whole. */
export function maskId(text: string): string {
  const digits = digitsOf(text)
  return digits.length < 15
    ? '*'.repeat(Math.max(digits.length, 4))
    : digits.slice(0, 3) + '*'.repeat(digits.length - 5) + digits.slice(-2)
}

/** Last four only: "**** **** **** 1234". */
export function maskBank(text: string): string {
  const digits = digitsOf(text)
  return digits.length < 8 ? '****' : `**** **** **** ${digits.slice(-4)}`
}

/** First three and last four of a mobile; of shorter numbers only the last two. */
export function maskPhone(text: string): string {
  const digits = digitsOf(text).replace(/^86(?=1\d{10}$)/, '')
  if (digits.length === 11 && digits.startsWith('1')) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  return digits.length < 5 ? '****' : '*'.repeat(digits.length - 2) + digits.slice(-2)
}

/** Surname and a star: "王*", "欧阳*", "阿*·*". Several names ("张三、李四") are masked one by one. */
export function maskName(text: string): string {
  const plain = text.replace(/[（(][^（）()]*[）)]/g, '').trim()
  const parts = plain
    .split(/[、,，;；/\n]+/)
    .map((p) => p.trim())
    .filter((p) => p !== '')
  return parts.map(maskOneName).join('、')
}

function maskOneName(name: string): string {
  const pieces = name.split(/[·•・‧∙]/)
  const letters = lettersOf((pieces[0] ?? '').replace(/\s/g, ''))
  if (pieces.length > 1) return [`${letters[0] ?? ''}*`, ...pieces.slice(1).map(() => '*')].join('·')
  const two = letters.slice(0, 2).join('')
  const keep = letters.length >= 3 && compoundSurnames.has(two) ? two : (letters[0] ?? '')
  return letters.length < 2 ? '*' : `${keep}*`
}

const organisationEnd =
  /(?:公司|集团|合作社|联合社|经济社|经联社|超市|商店|商行|药店|饭店|工厂|加工厂|砖厂|农场|林场|牧场|养殖场|中心|政府|委员会|村委会|居委会|办公室|办事处|党支部|党委|支部|大队|小队|学校|小学|中学|幼儿园|医院|卫生院|卫生室|银行|信用社|基金会|协会|商会|学会|工作室|工作站|经营部|服务部|事务所|服务站|供电所|财政所|财政局|农业局|水利局|民政局|管理局|管理站|农经站|水管站|项目部|施工队|工程队|理事会|居民组|村民组|村民小组)$/
const collectiveWords =
  /^(?:全体|本村|各|部分|其他)?(?:村民|农户|群众|居民|成员|社员|党员|村集体|集体|个人|社会各界|零星收入|现金|匿名)$|^[一二三四五六七八九十\d]+(?:组|队|社)$/

/** Bodies of three characters; any other three-character name may be a person's (李学会). */
const shortBodies =
  /^(?:村委会|居委会|党支部|财政所|农经站|水管站|供电所|卫生室|卫生院|信用社|村小学|[县镇乡]政府|理事会|监事会)$/

/**
 * True for bodies, whose names stay readable. A person's name with a business word ("李军农场") is a body's name; several
 * people's names in a row are not ("王秀英张秀会").
 */
export function isOrganisation(text: string): boolean {
  const plain = plainText(text).replace(/\s/g, '')
  const letters = lettersOf(plain)
  if (collectiveWords.test(plain)) return true
  // Said of somebody, no body's name: "王秀英的商店", "李大行等村".
  const told = /^(.{2,4}?)(?:的|等(?!级))/u.exec(plain)?.[1]
  if (told !== undefined && isNameLike(told)) return false
  if (organisationEnd.test(plain)) return letters.length >= 4 || shortBodies.test(plain)
  const long = letters.length >= 5 && /(?:厂|社|店|部|站|所|局|院|校|行|队|组|会|村|镇|乡)$/.test(plain)
  return long && !isNamesInARow(letters)
}

/**
 * Two or more names without anything between them: each a surname and one or two characters that no place's name has.
 */
function isNamesInARow(letters: readonly string[]): boolean {
  const namesFrom = (at: number): boolean => {
    if (at === letters.length) return true
    const surname = compoundSurnames.has(letters.slice(at, at + 2).join('')) ? 2 : surnames.has(letters[at]!) ? 1 : 0
    if (surname === 0) return false
    return [1, 2].some((given) => {
      const end = at + surname + given
      return (
        end <= letters.length &&
        !letters.slice(at + surname, end).some((c) => '县镇乡市省区局州'.includes(c)) &&
        namesFrom(end)
      )
    })
  }
  return namesFrom(0)
}

/** Not inside brackets. */
const betweenNames = /([、,，;；/\\|&＆+\n\t]+)(?![^（(]{0,200}[）)])/
/** What stands in brackets behind a name and is nobody's. */
const remark =
  /^(?:普通合伙|有限合伙|个体|个体工商户|集体|筹|筹备|代收|代付|原|已注销|分店|总店|[东西南北中]店|按名册发放|按表发放|[另附]表公布|另行公布|名[册单]另附|详?见(?:名[册单]|附表)|[一二三四五六七八九十\d]+(?:店|部|组|队|期|户|人|家)?|.*(?:年|月|日|元|亩|笔|次|批|季度))$/

/**
 * A cell that may hold people and bodies, several of them, a body with its owner in brackets: each is judged for
 * itself, the bodies stay and the people are masked. `shown`: what may be shown of a body's name (a number may stand in
 * it).
 */
export function maskPeople(text: string, shown: (body: string) => string): string {
  return text
    .split(betweenNames)
    .map((part, i) => (i % 2 === 1 ? part : maskPart(part, shown)))
    .join('')
}

function maskPart(part: string, shown: (body: string) => string): string {
  let body = false
  return part
    .split(/[（(]([^（）()]*)[）)]/u)
    .map((piece, i) => {
      if (i % 2 === 0) {
        if (piece !== '') body = isOrganisation(piece)
        return apart(piece)
          .map((one, n) => (n % 2 === 1 || one === '' || roleAlone.test(one) ? one : maskOne(one, shown)))
          .join('')
      }
      // Beside a person's name nothing in brackets stays, as ever: "张三（组长）".
      if (!body) return ''
      return `（${piece.trim() === '' || remark.test(plainText(piece)) ? shown(piece) : maskRemarks(piece, shown)}）`
    })
    .join('')
}

const maskOne = (one: string, shown: (body: string) => string): string =>
  isOrganisation(one) ? shown(one) : maskName(one)

/** Several remarks in one pair of brackets ("按名册发放，另表公布"): each is judged for itself. */
const maskRemarks = (text: string, shown: (body: string) => string): string =>
  text
    .split(betweenNames)
    .map((one, i) => (i % 2 === 1 ? one : remark.test(plainText(one)) ? shown(one) : maskPeople(one, shown)))
    .join('')

/** What somebody is for a body: said before their name it stays, and what follows it is a name. */
const roles =
  '(?:法定代表人|法人代表|法人|负责人|经营者|经营人|店主|老板|业主|户主|代表|联系人|经手人|经办人|承包人|领款人|收款人|代领人|代领|代办|会计|出纳)(?:是|为)?'
const roleAlone = new RegExp(`^${roles}$`, 'u')
/** "法人王新村" to the end, "店主王老五开的"; "系王老五开的店", where 系 alone says less. */
const roleBefore = new RegExp(`${roles}|[系由]`, 'gu')

/** Whatever mark stands between two: "王秀英-张秀会", "老街商店：王老五"; brackets were taken apart before. */
const mark = /([^\p{L}\p{N}\s*]+|(?<=\p{Script=Han})\*+(?=\p{Script=Han}))/u

/**
 * Names and bodies that marks, blanks or words join, and in every second place what joins them: "李大行 王新村",
 * "王秀英和张秀会", "老街商店：王老五", "老街商店王新村". A body keeps its own blanks and marks ("清溪 合作社").
 */
function apart(text: string): string[] {
  const joined = /^(\S{2,4})([和与及])(\S{2,4})$/u.exec(text.trim())
  if (joined && isNameLike(joined[1]!) && isNameLike(joined[3]!)) return joined.slice(1)
  const marked = text.split(mark)
  // A place below a place: "清溪镇-柳湾村".
  if (/^[^\s\p{P}]{2,}[县镇乡市区]\p{P}[^\s\p{P}]{2,}[村组屯寨]$/u.test(text)) return [text]
  if (marked.length > 1 && marked.some((one, i) => i % 2 === 0 && isSomebody(one)))
    return marked.flatMap((one, i) => (i % 2 === 1 ? one : apart(one)))
  const pieces = text.split(/(\s+)/u)
  const words = pieces.filter((_, i) => i % 2 === 0)
  if (words.length > 1 && words.every((w) => w === '' || isNameLike(w) || isOrganisation(w))) return pieces
  return withRole(text) ?? withBody(text) ?? [text]
}

/** Somebody's name, or what they are with it. */
const isSomebody = (text: string): boolean => {
  const plain = plainText(text).replace(/\s/g, '')
  return isNameLike(plain) ? !shortBodies.test(plain) && !collectiveWords.test(plain) : withRole(plain) !== undefined
}

/** What stands before a role goes on as it is, with the role; the name is a piece of its own. */
function withRole(text: string): string[] | undefined {
  for (const { 0: role, index } of text.matchAll(roleBefore)) {
    const at = index + role.length
    const name = [4, 3, 2]
      .map((n) => text.slice(at, at + n))
      .find(
        (one) =>
          isNameLike(one) && (role.length === 1 ? /[开办代]/ : /^$|[开办的代]/).test(text.charAt(at + one.length)),
      )
    if (name !== undefined) return [text.slice(0, index), role, name, text.slice(at + name.length)]
  }
  return undefined
}

/** A name right behind a body's: "老街商店王新村". */
function withBody(text: string): string[] | undefined {
  const letters = lettersOf(text)
  for (const n of [4, 3, 2]) {
    const [body, name] = [letters.slice(0, -n).join(''), letters.slice(-n).join('')]
    if (lettersOf(body).length >= 4 && organisationEnd.test(body) && isNameLike(name) && !isPart(name))
      return [body, '', name]
  }
  return undefined
}

/**
 * Bodies among what `maskPeople` leaves whole in whose names stands what may be somebody's: "王新村老街商店",
 * "老街王秀英超市". Whether there is such a person only the register knows.
 */
export function ownersMaybe(text: string): { name: string; body: string }[] {
  const pieces = text.split(/[（()）、,，;；/\\|&＆+\n\t]+/u).flatMap(apart)
  return pieces
    .map((piece) => plainText(piece).replace(/\s/g, ''))
    .filter((piece) => isOrganisation(piece) && !collectiveWords.test(piece))
    .flatMap((body) => {
      const letters = lettersOf(body)
      return letters.flatMap((_, at) =>
        [4, 3, 2].flatMap((n) => {
          const [name, rest] = [letters.slice(at, at + n).join(''), letters.slice(at + n).join('')]
          return isNameLike(name) && organisationEnd.test(rest) ? [{ name, body }] : []
        }),
      )
    })
}

/** What belongs to a body and is no person: "王庄分社", "安装队" behind one. */
const isPart = (name: string): boolean =>
  /(?:分[社店行]|支行|[队组部厂站所院校馆场科股班处室库点城区])$/.test(name) || organisationEnd.test(name)

/** Down to the village group: "清溪镇柳湾村三组12号" → "清溪镇柳湾村三组". Without such a unit nothing stays. */
export function maskAddress(text: string): string {
  const door = text.search(
    /[0-9０-９一二三四五六七八九十百]+\s*(?:号|室|栋|幢|座|单元|楼|巷|弄|门)|(?:路|街|巷|弄|胡同|大道)/,
  )
  const head = door < 0 ? text : text.slice(0, door)
  const unit =
    /^.*(?:村民小组|(?:[0-9０-９一二三四五六七八九十]|东|西|南|北|中)组|社区|街道|[村屯寨镇乡县区市省])/su.exec(head)
  return unit ? unit[0] : '****'
}

/** Down to the decade: "1958-03-02" → "1950 年代". */
export function maskDate(text: string): string {
  const year = /(?:19|20)\d{2}/.exec(plainText(text))
  return year ? `${year[0].slice(0, 3)}0 年代` : '****'
}
