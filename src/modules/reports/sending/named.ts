/**
 * Whom a complaint about a person means: by the name, written in any way; by surname and title ("刘书记", "老王会计"); by the post alone
 * ("村支书"); by the unit ("村干部", "镇政府"). Who may be meant does not learn of it: better one too many than the one who is meant.
 */
import { compoundSurnames } from '../../../kernel/forms/surnames.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { plainText } from '../../../platform/plainText.ts'

/** Somebody who holds a post where the complaint would go: in the place itself or above it. `own`: in the place that it is about. */
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
  signer: ['书记', '支书'],
  director: ['主任', '村长', '村主任'],
  drafter: ['会计', '文书', '报账员', '专职'],
  reviewer: ['监委会主任', '监督委员', '监委', '委员', '主任'],
  agent: ['代办员', '代办'],
  responder: ['网格员', '网格长'],
  grid_leader: ['网格长', '片长'],
  township_clerk: ['经办', '办事员', '干事'],
  township_leader: ['镇长', '乡长', '副镇长', '副乡长', '书记', '副书记', '领导', '主任'],
  township_discipline: ['纪委', '纪检', '书记'],
  station_clerk: ['站长', '所长', '会计'],
  liaison: ['包村干部', '联村干部', '驻村干部', '包片'],
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
    '村里的?(?:干部|领导|当官)',
    '党支部',
    '监委会|监督委员会',
    '大队',
    '当官的',
  ].join('|'),
)
const township = /[镇乡](?:政府|里|上|领导|干部|党委)|街道办|(?:镇|乡)(?:长|委)/
const county = /县(?:政府|里|上|领导|委|纪委|局)/

/** Those who may be meant by what the reporter wrote. */
export function meant<H extends PostHolder>(about: string, holders: readonly H[]): H[] {
  const text = bare(about)
  if (text === '') return []
  const named = namedWhole(about, holders)
  const called = holders.filter((h) => isCalled(text, h))
  const posts = holders.filter((h) => !called.includes(h) && isPost(text, h))
  const bodies = holders.filter((h) => isOfBody(text, h))
  // A full name says who it is; a post beside it says it again.
  const all = named.some((h) => isPost(text, h))
    ? [...named, ...called, ...bodies]
    : [...named, ...called, ...posts, ...bodies]
  return [...new Set(all)]
}

/** Those whose whole name stands in a text, written in any way. */
export function namedWhole<H extends PostHolder>(written: string, holders: readonly H[]): H[] {
  const text = bare(written)
  return holders.filter((h) => text.includes(bare(h.name)))
}

/** Whether a text that is no complaint about a person names one all the same: by the whole name, or by surname and title. */
export function namesSomebody(written: string, holders: readonly PostHolder[]): boolean {
  const text = bare(written)
  return namedWhole(written, holders).length > 0 || holders.some((h) => isTitled(text, h))
}

/** Without anything that stands between the characters of a name. */
const bare = (text: string) => plainText(text).replace(/[^\p{L}\p{N}]/gu, '')

const surnameOf = (name: string): string => {
  const letters = [...bare(name)]
  return compoundSurnames.has(letters.slice(0, 2).join('')) ? letters.slice(0, 2).join('') : (letters[0] ?? '')
}

const titlesOf = (h: PostHolder): string[] => [...(titles[h.function] ?? []), bare(h.post)]

/** "刘书记", "刘副主任". */
const isTitled = (text: string, h: PostHolder): boolean => {
  const surname = surnameOf(h.name)
  return titlesOf(h).some((t) => text.includes(`${surname}${t}`) || text.includes(`${surname}副${t}`))
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
  if (text.includes(bare(h.post))) return true
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
  if (h.level === 'bureau') return text.includes(shortUnit(h.place))
  return (
    (h.level === 'township' && (township.test(text) || text.includes(bare(h.place)))) ||
    (h.level === 'county' && county.test(text))
  )
}

/** 晴川县农业农村局 → 农业农村局. */
const shortUnit = (place: string) => bare(place).replace(/^.{1,6}?[县市区](?=.{3,})/u, '')
