/**
 * A text without the names of people, for the search: a notice must not be found by whom it names (CAUTIONS 7). Names
 * that stand in a column for people are known and go wherever they stand; in free text a name is told by a surname that
 * the dictionary does not join to a word, and by what stands beside it ("村民…", "…同志", a list of names).
 */
import { dictionaryWords } from '../../platform/search.ts'
import { surnames } from '../forms/surnames.ts'
import { writtenAs } from './nameLetters.ts'

const before = new Set(
  '村民 居民 社员 党员 农户 户主 老人 学生 群众 代表 组长 主任 书记 委员 会计 出纳 医生 司机 业主 房东 贫困户 低保户 五保户 脱贫户 监测户 残疾人 申请人 受益人 承包人 承租人 经手人 经办人 负责人 联系人 记录人 主持人 网格员 给 由 向 为 付 叫 户'.split(
    ' ',
  ),
)
const after = new Set('同志 先生 女士 老人 老师 户 家 一家 等 等人 夫妇 夫妻 家庭 本人 反映 提出 提议'.split(' '))
const dotted = /\p{Script=Han}{1,6}(?:[·•・‧]\p{Script=Han}{2})+/gu
const single = /^\p{Script=Han}$/u
const han = /\p{Script=Han}/u

/**
 * `known`: names as they stand in the columns for people. A name leaves a gap, so that its neighbours are not joined.
 */
export function withoutNames(text: string, known: Iterable<string>): string {
  const words = dictionaryWords(withoutKnown(text, new Set(known)).replace(dotted, ' '))
  const kept: string[] = []
  for (let at = 0; at < words.length; ) {
    const length = nameAt(words, at)
    kept.push(length === 0 ? words[at]! : ' ')
    at += Math.max(1, length)
  }
  return kept.join('')
}

const introduced = new Set(['我叫', '叫', '名叫', '叫做', '我是', '是', '本人', '我', '姓名'])

/**
 * The names that a free text tells, as they are written in it, for somebody to be asked about before it is shown: those
 * that are known, and what reads like one, also where people name themselves ("我叫王小花"). Each once, in the order of the
 * text.
 */
export function namesTold(text: string, known: Iterable<string>): string[] {
  const sure = [...new Set(known)].flatMap((name) => ([...name].length >= 2 ? (writtenAs(text, name) ?? []) : []))
  const rest = withoutKnown(text, new Set(sure))
  const found = [...sure, ...(rest.match(dotted) ?? [])]
  const words = dictionaryWords(rest.replace(dotted, ' '))
  for (let at = 0; at < words.length; ) {
    const told = nameAt(words, at) || introducedAt(words, at)
    if (told > 0) found.push(words.slice(at, at + told).join(''))
    at += Math.max(1, told)
  }
  return [...new Set(found)].sort((a, b) => text.indexOf(a) - text.indexOf(b))
}

/** One walk over the text, however many names there are: a table may have ten thousand rows. */
function withoutKnown(text: string, known: ReadonlySet<string>): string {
  const lengths = [...new Set([...known].map((name) => name.length))].sort((a, b) => b - a)
  let kept = ''
  for (let at = 0; at < text.length; ) {
    const length = lengths.find((l) => known.has(text.slice(at, at + l)))
    kept += length === undefined ? text[at] : ' '
    at += length ?? 1
  }
  return kept
}

/** Words that no given name has: what begins with 水, 路 or 高 and has one of them is a sentence ("水通了"). */
const never = /[了着过的吗呢吧啊呀么们就都也还没不很太被把从这那哪]/u

/**
 * Surnames that are everyday things, with what happens to them: "路修好", "钱到账". Only who is called so by others is asked
 * about.
 */
const everyday = /^[水路钱车井门池河田米石金花关包粮应][通修好到打完发交换装停来断满坏漏堵清运开干有无在可要能会收付]/u

/** Of how many words the name is that begins here; 0 where none does. */
function nameAt(words: readonly string[], at: number): number {
  if (!surnames.has(words[at]!)) return 0
  const thing = everyday.test(`${words[at]}${words[at + 1] ?? ''}`)
  return lengths(words, at).find((length) => isTold(words[at - 1], words[at + length], thing)) ?? 0
}

/** A given name is one word of two characters ("桂花"), two single characters, or one. */
function lengths(words: readonly string[], at: number): number[] {
  const [one, two] = [words[at + 1] ?? '', words[at + 2] ?? '']
  // "查一查", "数一数".
  if (never.test(one) || (one === '一' && two === words[at])) return []
  if (/^\p{Script=Han}{2}$/u.test(one)) return [2]
  if (!single.test(one)) return []
  return single.test(two) && !never.test(two) ? [3, 2] : [2]
}

/**
 * How many words the name has that somebody says is a name ("我叫…", "村民…"); a common one is one word of the dictionary
 * (陈建国).
 */
function introducedAt(words: readonly string[], at: number): number {
  const [left, word] = [words[at - 1] ?? '', words[at]!]
  if (/^\p{Script=Han}{3}$/u.test(word) && surnames.has([...word][0]!))
    return introduced.has(left) || before.has(left) || after.has(words[at + 1] ?? '') ? 1 : 0
  return introduced.has(left) && surnames.has(word) ? (lengths(words, at)[0] ?? 0) : 0
}

/** What joins a person to a sentence without ending it: "和王小花、李四说好". */
const joining = new Set(['和', '与', '跟', '及'])

/** What people do, right behind their name: "李大柱说好". */
const doing = new Set('说 说好 讲 表示 同意 答应 承诺 签字 负责 陪同 到场'.split(' '))

const isTold = (left: string | undefined, right: string | undefined, thing: boolean) =>
  (left !== undefined && before.has(left)) ||
  (right !== undefined && after.has(right) && !(thing && right === '本人')) ||
  (!thing && (isEdge(left) || joining.has(left!)) && (isEdge(right) || doing.has(right!)))
const isEdge = (word: string | undefined) => word === undefined || !han.test(word)

/** The names in cells that hold people ("张三、李四（组长）"). */
export function namesIn(cells: Iterable<string>): Set<string> {
  const names = [...cells]
    .flatMap((cell) => cell.replace(/[（(][^（）()]*[）)]/g, '').split(/[、,，;；/\s]+/))
    .filter((n) => [...n].length >= 2)
  return new Set(names)
}
