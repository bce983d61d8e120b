/**
 * Whom a complaint about a person means: by the name, written in any way, also as it sounds, in Pinyin, without the
 * surname or with its parts ("弓长三"); by surname and title ("刘书记", "老王会计"); by the post alone ("村支书"); by the unit
 * ("村干部", "镇政府"). Who may be meant does not learn of it: better one too many than the one who is meant.
 */
import { inReadingOrder, nameLetters } from '../guard/index.ts'
import { compoundSurnames } from '../forms/surnames.ts'
import type { PostFunction } from '../people/functions.ts'
import { initialsOf, namePinyin, pinyinOf, soundAlike, soundsOf } from '../../platform/pinyin.ts'
import { plainText } from '../../platform/plainText.ts'
import { dictionaryWords } from '../../platform/search.ts'

/**
 * Somebody who holds a post where the complaint would go: in the place itself or above it. `own`: in the place that it
 * is about.
 */
export type PostHolder = {
  personId: string
  name: string
  post: string
  function: PostFunction
  level: string
  place: string
  own: boolean
}

/** What people call a post besides its name. */
const titles: Partial<Record<PostFunction, readonly string[]>> = {
  signer: ['书记', '支书', '一把手', '带头人', '当家的', '村头'],
  director: ['主任', '村长', '村主任', '一把手', '带头人', '当家的', '村头'],
  drafter: ['会计', '文书', '报账员', '专职', '管账', '管钱', '出纳', '财务', '公开员', '写材料'],
  reviewer: ['监委会主任', '监督委员', '监委', '委员', '主任', '监督主任'],
  agent: ['代办员', '代办', '便民服务', '便民中心'],
  responder: ['网格员', '网格长', '网格', '驻村', '工作队'],
  grid_leader: ['网格长', '片长', '网格'],
  township_clerk: ['经办', '办事员', '干事'],
  township_leader: ['镇长', '乡长', '副镇长', '副乡长', '书记', '副书记', '领导', '主任'],
  township_discipline: ['纪委', '纪检', '书记'],
  station_clerk: ['站长', '所长', '会计'],
  liaison: ['包村', '联村', '驻村', '包片', '下乡干部', '扶贫干部', '工作队'],
  bureau_clerk: ['科长', '股长', '干事'],
  bureau_leader: ['局长', '副局长', '主任'],
  inspector: ['督查', '纪委', '主任'],
  county_admin: ['管理员'],
  command_room: ['值班员', '指挥中心'],
  discipline_officer: ['纪委', '书记'],
}
/** Whole bodies: who belongs to them may be meant. */
const village = new RegExp(
  [
    '村委会?',
    '村?两委',
    '村干部',
    '村领导',
    '村官|村霸|村老大|土皇帝|管事的|头儿|头头|支委|班子',
    '村[里上]?的?(?:干部|领导|当官|管事|头头|班子|管钱|管账)',
    '领导班子',
    '党支部|村支部',
    '监委会|监督委员会',
    '大队',
    '当官的',
  ].join('|'),
)
const township = new RegExp(
  [
    '[镇乡](?:政府|里|上|领导|干部|党委)|街道?办|办事处|(?:镇|乡)(?:长|委)|政府|公家|[上乡镇]面的|^(?:领导|干部)',
    '(?:民政|财政|司法|农经|国土|林业|水利|计生|卫生|派出|供电)[所站办]|(?:服务|便民|农技|文化)(?:中心|站)',
  ].join('|'),
)
const county = /县(?:政府|里|上|领导|委|纪委|局)/

/** Those who may be meant by what the reporter wrote; `themselves`: without whom only a post or a body names. */
export function meant<H extends PostHolder>(about: string, holders: readonly H[], themselves = false): H[] {
  const text = nameLetters(joined(about))
  if (text === '') return []
  const named = holders.filter((h) => text.includes(nameLetters(h.name)))
  const called = holders.filter((h) => isCalled(text, h) || isSounded(text, h))
  if (themselves) return [...new Set([...named, ...called])]
  const posts = holders.filter((h) => !called.includes(h) && isPost(text, h))
  const bodies = holders.filter((h) => isOfBody(text, h) || isNear(text, h))
  // A full name says who it is; a post beside it says it again.
  const all = named.some((h) => isPost(text, h))
    ? [...named, ...called, ...bodies]
    : [...named, ...called, ...posts, ...bodies]
  return [...new Set(all)]
}

/**
 * Whom a free text names: by the whole name, also in older characters, as it sounds or in Pinyin; by surname and title,
 * the one before or behind the other; by the surname and what hides the rest ("刘某某").
 */
export function namedIn<H extends PostHolder>(written: string, holders: readonly H[]): H[] {
  const text = nameLetters(joined(inReadingOrder(written)))
  const latin = /[a-z]/i.test(plainText(written)) ? latinOf(written) : undefined
  return holders.filter(
    (h) =>
      isNamed(text, h) ||
      isTitled(text, h) ||
      isGivenTitled(text, h) ||
      isHidden(text, h) ||
      isStarred(written, h) ||
      (latin !== undefined && (isToldInLatin(latin, h) || isMixed(latin.one, h))),
  )
}

/** What is said of somebody whom one complains about. */
const wrong = new RegExp(
  [
    '[收拿要吞捞贪骗吃].{0,6}(?:钱|款|[元块万]|礼|烟|酒|好处|回扣|红包|补[助贴]|低保)',
    '钱.{0,4}[拿装揣吞贪占]|贪|受贿|行贿|索[贿要]|私吞|私分|挪用|侵吞|霸占|侵占|强占',
    '打[人我他她伤骂]|骂[人我他她]|欺负|欺压|威胁|恐吓|报复|刁难|吃拿卡要|卡着|态度(?:恶劣|差|不好)|作风|乱搞',
    '包庇|徇私|舞弊|优亲|厚友|假公济私|以权|滥用|弄虚作假|造假|作假|做假',
    '假[账帐]|吃喝|不管事|不办事|违纪|违法|举报|投诉|告[他她]',
    '没干过?(?:一件)?(?:什么)?好事|不是(?:什么|个)?好?东西|一伙|串通|勾结|黑心|偷[卖拿分]|(?:手续|好处|辛苦|介绍|跑腿)费',
    '(?:包|卖|分|租|批|让)给(?:了|自己|自家|[他她]|亲|老[婆乡]|兄弟|儿子|女婿)|装.{0,6}[兜包]',
    '[收拿要].{0,4}[百千万](?![斤亩户人个张份])|把[^，。]{1,10}[卖扣分][了掉]|[分扣][了掉].{0,8}[款钱]',
    '失职|渎职|不作为|乱作为|虚[报开]|套取|冒领|截留|克扣',
  ].join('|'),
  'u',
)
/** Whose relatives are told of: "会计的小舅子", "书记家". */
const kin = `(?:家|他|她|的)*(?:一家|全家|${[
  '亲戚|家属|家人|家里|家的|自家|老婆|爱人|媳妇|老公|丈夫|儿子|女儿|女婿|侄[子儿女]?|外甥|弟弟?|哥哥?|兄弟|姐姐?|妹妹?',
  '姐夫|妹夫|小舅子|大舅子|连襟|亲家|妈|爸|爹|娘|岳父|岳母|司机',
].join('|')})`

/**
 * Whom a free text accuses by the post alone, in the sentence in which the wrong or a relative is told ("村支书收了我两千块",
 * "会计的 小舅子承包了鱼塘"). Of a post that is only mentioned ("村主任让我来报") nobody is meant.
 */
export function accusedIn<H extends PostHolder>(written: string, holders: readonly H[]): H[] {
  const sentences = sentencesOf(written)
    .map((sentence) => nameLetters(joined(sentence)))
    .filter((sentence) => sentence !== '')
  const cut = sentences.map((sentence) => ({ sentence, seams: seamsOf(sentence) }))
  // A post that nobody of the list holds is somebody's all the same, and may be held by one of them besides: it goes
  // past the village.
  const isHeld = (title: string) => holders.some((h) => h.own && titlesOf(h).some((t) => t.includes(title)))
  const unheld = sentences.some(
    (sentence) =>
      (wrong.test(sentence) || nearUnheld.test(sentence)) &&
      [...sentence.matchAll(anyUnlisted)].some(([title]) => !isHeld(title)),
  )
  return holders.filter((h) => {
    if (unheld && h.own && h.level === 'village') return true
    const told = titlesOf(h).filter((t) => t.length > 1)
    const near = new RegExp(`(?:${told.join('|')})${kin}`, 'u')
    const surname = surnameOf(h.name)
    const given = [...nameLetters(h.name)].slice([...surname].length).join('')
    const said = [
      ...(surname === '' || things.has(surname) ? [] : [`老${surname}`, `小${surname}`]),
      ...(surname === '' ? [] : [`姓${surname}`, ...[...addresses, ...cutTitles].map((a) => `${surname}${a}`)]),
      // 欧阳 alone is hardly a word of anything else.
      ...([...surname].length > 1 ? [surname] : []),
      ...([...given].length > 1
        ? [given, ...addresses.map((a) => `${given}${a}`)]
        : [...intimate].filter((a) => given !== '' && a !== '子' && a !== '儿').map((a) => `${given}${a}`)),
    ]
    return cut.some(
      ({ sentence, seams }) =>
        (wrong.test(sentence) || near.test(sentence)) &&
        (isPost(sentence, h) ||
          isTitled(sentence, h) ||
          isShortSounded(sentence, h, seams) ||
          said.some((word) => isWord(sentence, word, seams))),
    )
  })
}

const sentencesOf = (written: string): string[] => inReadingOrder(written).split(/[。！？!?；;\n]+/)

/** Of whom a free text tells a wrong by their name, in one sentence: "满意，就是刘长林收了我两百块". */
export const wrongedBy = <H extends PostHolder>(written: string, holders: readonly H[]): H[] =>
  namedIn(
    sentencesOf(written)
      .filter((sentence) => wrong.test(nameLetters(joined(sentence))))
      .join('\n'),
    holders,
  )

/** Posts of a village that a county need not have as rows. */
const unlisted = [
  '组长|队长|社长|厂长|理事长|监事长|民兵连长|副主任|副书记|妇女主任|治保主任|出纳|保管员|护林员|水管员',
  '村民代表(?!大?会)|电工(?![程具业])',
].join('|')
const anyUnlisted = new RegExp(unlisted, 'gu')
const nearUnheld = new RegExp(`(?:${unlisted})${kin}`, 'u')

/**
 * A name of two characters as it sounds ("董墙" for 董强), where a wrong is told: words of the dictionary ("高墙", "王道") are
 * nobody's name.
 */
function isShortSounded(sentence: string, h: PostHolder, seams: ReadonlySet<number>): boolean {
  const [surname, given, ...more] = [...nameLetters(h.name)]
  if (given === undefined || more.length > 0 || things.has(surname!) || surname === '钱') return false
  const letters = [...sentence]
  return letters.some(
    (c, at) =>
      c === surname &&
      letters[at + 1] !== undefined &&
      soundAlike(letters[at + 1]!, given) &&
      [at, at + 1, at + 2].every((seam) => seams.has(seam)),
  )
}

/** Surnames that are things where an old one of them is told of: "老牛吃了我家的菜". */
const things = new Set('牛路房车马石米麦花山河')

/**
 * Where words begin and end, as the dictionary cuts a text: 小金库 and 老白干 are whole words, and nobody called 金 or 白 is in
 * them.
 */
function seamsOf(text: string): ReadonlySet<number> {
  const seams = new Set([0])
  let at = 0
  for (const word of dictionaryWords(text)) seams.add((at += word.length))
  return seams
}

/** Whether it stands in the text with whole words on both sides. */
function isWord(text: string, word: string, seams: ReadonlySet<number>): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (seams.has(at) && seams.has(at + word.length)) return true
  return false
}

/** Letters of a text: `words` with a blank for all else, `one` without anything between them. */
type Latin = { words: string; one: string }
const latinOf = (written: string): Latin => {
  const plain = plainText(written)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
  return { words: plain.replace(/[^a-z\p{Script=Han}]+/gu, ' '), one: plain.replace(/[^a-z\p{Script=Han}]/gu, '') }
}

/** "liu changlin", "L.C.L.", "L书记". */
function isToldInLatin({ words, one }: Latin, h: PostHolder): boolean {
  const { pinyin, initials } = namePinyin(nameLetters(h.name))
  const said = titlesOf(h).filter((t) => t.length > 1)
  const apart = (letters: string) =>
    new RegExp(`(?<![a-z])${[...letters].join(' ?')}(?![a-z])`).test(words.replace(/\s+/g, ' '))
  return (
    (pinyin.length > 4 && [pinyin, pinyinOf(h.name)].some((p) => one.includes(p))) ||
    (initials.length > 2 && apart(initials)) ||
    (initials !== '' &&
      said.some((t) => ['', initials.slice(1)].some((more) => one.includes(`${initials[0]}${more}${t}`)))) ||
    said.some((t) => one.includes(`${pinyinOf(surnameOf(h.name))}${t}`))
  )
}

/** "刘某", "刘某某", "刘XX", "姓刘的书记", "书记老刘". */
function isHidden(text: string, h: PostHolder): boolean {
  const surname = surnameOf(h.name)
  if (surname === '') return false
  return (
    new RegExp(`${surname}(?:某|[Xx]{1,2}(?![A-Za-z0-9])|姓的?(?:干部|领导|村官|男子|女子|人员|负责人))`).test(text) ||
    titlesOf(h).some(
      (t) =>
        t.length > 1 && (text.includes(`姓${surname}的${t}`) || new RegExp(`${t}(?:老|小|姓)${surname}`).test(text)),
    )
  )
}

/** Whether a text that is no complaint about a person names one all the same, or accuses whoever holds a post. */
export const namesSomebody = (written: string, holders: readonly PostHolder[]): boolean =>
  namedIn(written, holders).length > 0 || accusedIn(written, holders).length > 0 || accusesOffice(written)

/** Whoever is in office, by no name and no post: whom exactly is meant only the writer can say. */
const inOffice = new RegExp(
  [
    '干部|两委|领导|班子|当官的|当家的|做主的|代办的|跑腿的|头头|头儿|村头(?=的)|村里?的?老大|村官|村霸|土皇帝',
    '支委|监委会|监督委员会|管[^，。！？；\\s]{1,4}的',
  ].join('|'),
)
const nearOffice = new RegExp(`(?:${inOffice.source})${kin}`, 'u')
const accusesOffice = (written: string): boolean =>
  sentencesOf(written)
    .map((sentence) => nameLetters(joined(sentence)))
    .some((sentence) => (wrong.test(sentence) && inOffice.test(sentence)) || nearOffice.test(sentence))

/** "刘*林", "刘○○": the rest of the name, or its end, behind a sign. */
function isStarred(written: string, h: PostHolder): boolean {
  const surname = surnameOf(h.name)
  const end = [...nameLetters(h.name)].at(-1)!
  return (
    surname !== '' &&
    new RegExp(`${surname}[*＊×✕○〇□■_]{1,2}(?:${end}|(?<=.{2}))|${surname}[?？]${end}`, 'u').test(written)
  )
}

/**
 * A name as it is held against another one: written with blanks, dots, invisible or older characters it is the same.
 */
export const plainName = (name: string): string => nameLetters(name).toLowerCase()

const surnameOf = (name: string): string => {
  const letters = [...nameLetters(name)]
  return compoundSurnames.has(letters.slice(0, 2).join('')) ? letters.slice(0, 2).join('') : (letters[0] ?? '')
}

/** Surnames as they are told by their parts: "弓长张", or "弓长" alone. */
const parts: Record<string, string> = Object.fromEntries(
  (
    '弓长张 木子李 耳东陈 口天吴 双木林 古月胡 立早章 言午许 走肖赵 木易杨 文刀刘 文刂刘 草头黄 干勾于 人可何 子小孙 禾呈程 委鬼魏 ' +
    '金戋钱 关耳郑 言西早谭 双人余徐 三横王 三划王 草重董 水工江 氵工江 山佳崔 双口吕 加贝贺'
  )
    .split(' ')
    .map((told) => [told.slice(0, -1), told.slice(-1)]),
)
const told = new RegExp(
  Object.entries(parts)
    .map(([of, surname]) => `${of}${surname}?`)
    .join('|'),
  'g',
)

/** Characters of given names as they are told by their halves; read only where the rest of a holder's name stands, too. */
const halves = new Map<string, string[]>()
for (const told of (
  '林木木 明日月 强弓虽 鹏朋鸟 静青争 红纟工 红丝工 伟亻韦 伟人韦 海氵每 海水每 洋氵羊 洋水羊 涛氵寿 涛水寿 辉光军 斌文武 彬林彡 ' +
  '森木木木 森林木 淼水水水 鑫金金金 磊石石石 晶日日日 岩山石 男田力 志士心 忠中心 思田心 昌日日 晨日辰 旺日王 炎火火 岚山风 ' +
  '岳丘山 胜月生 祥礻羊 秋禾火 和禾口 利禾刂 利禾刀 鸿江鸟 清氵青 清水青 波氵皮 波水皮 江氵工 江水工 梅木每 桂木圭 松木公 ' +
  '柏木白 柱木主 桥木乔 彪虎彡 枫木风 玲王令 婷女亭 妹女未 娜女那 好女子 芳艹方 芳草方 英艹央 英草央 花艹化 花草化 ' +
  '峰山夆 杰木灬 宝宀玉 军冖车 张弓长 李木子 章立早 胡古月 刘文刂 陈耳东 吴口天 许言午 武弋止 程禾呈 超走召 勇甬力 ' +
  '功工力 加力口 嘉吉加 凯岂几 佳亻圭 佳人圭 健亻建 健人建 信亻言 信人言 仁亻二 仁人二 仕人士 休人木 保人呆 俊人夋 ' +
  '玉王丶 琴王王今 珠王朱 珊王册 理王里 现王见 瑞王耑 钢金冈 铁金失 铭金名 锋金夆 锦金帛 银金艮 钰金玉 雷雨田 雪雨彐 ' +
  '香禾日 春三人日 星日生 景日京 晓日尧 晖日军 智知日 朋月月 多夕夕 双又又 尚小口 奇大可 富宀畐 宏宀厷 安宀女 守宀寸'
).split(' ')) {
  const [whole = '', ...parts] = [...told]
  halves.set(whole, [...(halves.get(whole) ?? []), parts.join('')])
}

/** "刘长木木", "董弓虽": the whole name, some of it by the halves of its characters. */
const isHalved = (text: string, name: readonly string[]): boolean =>
  name.some((c) => halves.has(c)) &&
  new RegExp(name.map((c) => `(?:${[c, ...(halves.get(c) ?? [])].join('|')})`).join(''), 'u').test(text)

/** With surnames that are told by their parts put together. */
const joined = (text: string): string =>
  text.replace(told, (found) => parts[found] ?? parts[found.slice(0, -1)] ?? found)

/** Whether words stand in a text as they are written, or as they sound, from these places of it on. */
const standsAt = (letters: readonly string[], at: number, words: readonly string[], from: number): boolean =>
  at + words.length <= letters.length &&
  words.every((c, i) => (i < from ? letters[at + i] === c : soundAlike(letters[at + i]!, c)))

/** The whole name in a longer text: the surname as it is written, the rest as it sounds ("刘常林"). */
function isNamed(text: string, h: PostHolder): boolean {
  const name = [...nameLetters(h.name)]
  if (text.includes(name.join('')) || isHalved(text, name)) return true
  const surname = [...surnameOf(h.name)]
  const letters = name.length > surname.length + 1 ? [...text] : []
  return letters.some((_, i) => standsAt(letters, i, name, surname.length))
}

/**
 * In the field that asks whom it is about, where nobody writes stories: the name as it sounds, in Pinyin, by initials;
 * the given name alone; a name with one character left out ("刘*林"); surname and title as they sound ("劉書記").
 */
function isSounded(text: string, h: PostHolder): boolean {
  const [surname, name, letters] = [surnameOf(h.name), [...nameLetters(h.name)], [...text]]
  const given = name.slice([...surname].length)
  const heard = (words: readonly string[], from: number) => letters.some((_, i) => standsAt(letters, i, words, from))
  if (
    text === surname ||
    text.toLowerCase() === pinyinOf(surname) ||
    heard(name, given.length > 1 ? 0 : [...surname].length)
  )
    return true
  const pieces = plainText(h.name).split('·').map(nameLetters)
  if (pieces.length > 1 && pieces.some((piece) => piece.length > 1 && text.includes(piece))) return true
  if (given.length > 1 && (text.includes(given.join('')) || given.some((c) => text.includes(`${surname}${c}`))))
    return true
  if (titlesOf(h).some((t) => t.length > 1 && heard([...surname, ...t], 0))) return true
  if (isGivenTitled(text, h) || isCourted(text, h)) return true
  return /[a-z]/i.test(text) && (isSpelt(text, h) || isMixed(text.toLowerCase(), h))
}

/** "liu changlin", "Liu书记", "LCL". */
function isSpelt(text: string, h: PostHolder): boolean {
  const { pinyin, initials } = namePinyin(nameLetters(h.name))
  const surname = surnameOf(h.name)
  const all = pinyinOf(text)
  const latin = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
  return (
    (pinyin.length > 4 && [pinyin, pinyinOf(h.name)].some((p) => all.includes(p) || latin.includes(p))) ||
    (initials.length > 1 && new RegExp(`(?<![a-z])${initials}(?![a-z])`).test(latin)) ||
    titlesOf(h).some(
      (t) => all.includes(pinyinOf(`${surname}${t}`)) || (initials !== '' && latin.includes(`${initials[0]}${t}`)),
    )
  )
}

/**
 * Some of the characters as they are written, the others in Pinyin or by their first letter: "刘长lin", "liu长林", "刘cl".
 */
function isMixed(text: string, h: PostHolder): boolean {
  const [surname, ...given] = [...nameLetters(h.name)]
  if (surname === undefined || given.length === 0) return false
  const spelt = (c: string) => [...soundsOf(c)].filter((sound) => /^[a-z]+$/.test(sound))
  const firsts = (c: string) => spelt(c).map((sound) => sound[0]!)
  const any = (...ways: string[]) => `(?:${ways.join('|')})`
  const whole = (c: string) => any(c, ...spelt(c))
  const short = (c: string) => any(c, ...spelt(c), ...firsts(c).map((one) => `${one}(?![a-z])`))
  const ways = [
    surname + given.map(short).join(''),
    `${surname}${given.map((c) => any(...firsts(c))).join('')}(?![a-z])`,
    any(...spelt(surname), ...firsts(surname).map((one) => `(?<![a-z])${one}`)) +
      given.map(given.length > 1 ? whole : (c) => c).join(''),
  ]
  const isBoth = (found: string) => /[a-z]/.test(found) && /\p{Script=Han}/u.test(found)
  return ways.some((way) => [...text.matchAll(new RegExp(way, 'gu'))].some(([found]) => isBoth(found)))
}

/** The given name and the title: "长林书记", "主任守义". */
function isGivenTitled(text: string, h: PostHolder): boolean {
  const given = [...nameLetters(h.name)].slice([...surnameOf(h.name)].length).join('')
  return (
    [...given].length > 1 &&
    [...titlesOf(h), ...courtesies].some(
      (t) => t.length > 1 && (text.includes(`${given}${t}`) || text.includes(`${t}${given}`)),
    )
  )
}

/** What one calls somebody by, behind the name, and says of nothing else. */
const addresses = (
  '叔叔 大叔 叔 伯伯 大伯 伯 大爷 爷 哥 大哥 姐 大姐 嫂 婶 姨 老板 同志 先生 女士 师傅 老师 书计 领导 干部 ' +
  // What somebody is or was besides the post they hold here.
  '队长 会长 组长 站长 所长 科长 科员 局长 厂长 场长 社长 校长 院长 园长 班长 连长 段长 经理 总经理 理事长 监事长 董事长 会计 书记 ' +
  '主任 村长 镇长 乡长 县长 主席 部长 秘书 干事 助理 支书 委员'
).split(' ')
/**
 * Behind the surname or one character of the given name, in the field that asks whom it is about: there a word is
 * little else than a name.
 */
const courtesies = [
  ...addresses,
  ...'弟 妹 总 老大 头 姑娘 媳妇 老 家 氏 姓 工 局 科 镇 乡 站 所 支 村 会 主 书'.split(' '),
]
/** Titles of which the first half is said: 赵镇, 钱局. */
const cutTitles = '镇 局 科 总 头儿'.split(' ')
const intimate = new Set('哥 大哥 姐 大姐 叔 婶 姨 嫂 弟 妹 子 儿 爷 伯'.split(' '))

/** In the field that asks whom it is about: "刘叔", "周同志", "林哥", "阿林", "小慧", "强子". */
function isCourted(text: string, h: PostHolder): boolean {
  const surname = surnameOf(h.name)
  if (surname === '') return false
  const given = [...nameLetters(h.name)].slice([...surname].length)
  // Of a surname of two characters the first alone is said too: "小欧", "欧大姐".
  const said = [...new Set([surname, [...surname][0]!])]
  return (
    said.some(
      (s) =>
        courtesies.some((t) => text.includes(`${s}${t}`)) || ['小', '老', '阿'].some((p) => text.includes(`${p}${s}`)),
    ) ||
    given.some(
      (c) =>
        [...intimate].some((t) => text.includes(`${c}${t}`)) ||
        ['阿', '小', '老', '大', c].some((p) => text.includes(`${p}${c}`)),
    )
  )
}

/** The post by its last part ("组长" of 村民小组组长), as it sounds ("書記"), or in Pinyin ("cunzhang", "村zhang"). */
function isNear(text: string, h: PostHolder): boolean {
  if (!h.own) return false
  const post = [...nameLetters(h.post)]
  const all = [...titlesOf(h), post.slice(-2).join('')].filter((t) => [...t].length > 1)
  const latin = /[a-z]/i.test(text) ? pinyinOf(text) : ''
  const letters = [...text]
  const initials = /^[a-z]{2,4}$/i.test(text) ? text.toLowerCase() : undefined
  return all.some(
    (t) =>
      (initials !== undefined && ['', surnameOf(h.name)].some((s) => initialsOf(`${s}${t}`) === initials)) ||
      (latin !== '' && pinyinOf(t).length > 4 && latin.includes(pinyinOf(t))) ||
      letters.some((_, i) => standsAt(letters, i, [...t], 0)),
  )
}

const titlesOf = (h: PostHolder): string[] => [...(titles[h.function] ?? []), nameLetters(h.post)]

/** "刘书记", "刘副主任". */
const isTitled = (text: string, h: PostHolder): boolean => {
  const surname = surnameOf(h.name)
  return titlesOf(h).some(
    (t) => text.includes(`${surname}${t}`) || text.includes(`${surname}副${t}`) || isSoundedTitle(text, surname, t),
  )
}

/** The title as it sounds, right behind the surname: "刘书计", "刘書記". */
function isSoundedTitle(text: string, surname: string, title: string): boolean {
  const [letters, told] = [[...text], [...surname, ...title]]
  return title.length > 1 && letters.some((_, i) => standsAt(letters, i, told, [...surname].length))
}

/** "刘书记", "老刘", "刘某", "姓刘的书记", "刘副主任". */
function isCalled(text: string, h: PostHolder): boolean {
  const surname = surnameOf(h.name)
  if (surname === '') return false
  return (
    isTitled(text, h) ||
    ['老', '小', '姓', '大'].some((p) => text.includes(`${p}${surname}`)) ||
    new RegExp(`${surname}(?:某|姓|[Xx*]{1,2})`).test(text)
  )
}

/** The post alone, of the place itself; of a higher one where its level is named too. */
function isPost(text: string, h: PostHolder): boolean {
  if (text.includes(nameLetters(h.post))) return true
  const said = titlesOf(h).some((t) => t.length >= 2 && text.includes(t))
  if (!said) return false
  if (h.own) return true
  return h.level === 'township'
    ? township.test(text)
    : h.level === 'bureau'
      ? text.includes(shortUnit(h.place))
      : county.test(text)
}

function isOfBody(text: string, h: PostHolder): boolean {
  if (h.own && h.level === 'village') return village.test(text)
  if (h.level === 'bureau') return text.includes(shortUnit(h.place)) || isShortened(text, h.place)
  return (
    (h.level === 'township' && (township.test(text) || text.includes(nameLetters(h.place)))) ||
    (h.level === 'county' && county.test(text))
  )
}

/** 晴川县农业农村局 → 农业农村局. */
const shortUnit = (place: string) => nameLetters(place).replace(/^.{1,6}?[县市区](?=.{3,})/u, '')

/** "农业局", "农委", "民政部门" for 农业农村局, 民政局. */
function isShortened(text: string, place: string): boolean {
  const unit = shortUnit(place).replace(/(?:局|委员会|委|办公室|办|中心)$/u, '')
  const heads = new Set([unit.slice(0, 2), unit.slice(-2)])
  const [first = '', ...rest] = [...unit].filter((c) => /\p{Script=Han}/u.test(c))
  // By one character and another of it: 卫健委, 人社局, 住建局, 文旅局. By the first alone only 农委, 农办: 民办 is a school.
  const two = rest.length > 1 ? new RegExp(`${first}[${rest.join('')}](?:局|委|办|口|系统)`, 'u').test(text) : false
  const one = first === '农' && /农(?:委|办|口|经)/u.test(text)
  return (
    two ||
    one ||
    [...heads].some((head) => [...head].length === 2 && new RegExp(`${head}(?:局|委|办|部门|口|系统)`, 'u').test(text))
  )
}
