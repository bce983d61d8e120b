/** A form filled in by an invented applicant, and the pictures that stand for the papers. */
import sharp from 'sharp'
import { idCheckDigit, luhn } from '../kernel/forms/checksums.ts'
import type { Answers, AskedColumn, AskedField, AskedForm } from '../kernel/asked/asked.schema.ts'
import { columnsOf, isFile, isList, isRows, options, placedFields } from '../kernel/asked/fields.ts'
import { isMet } from '../kernel/asked/judge.ts'
import type { FileStore } from '../kernel/files/store.ts'
import { viewed } from '../kernel/intake/viewed.ts'
import { wordPath } from '../kernel/files/wordPath.ts'
import { derived } from '../modules/services/applying/followsId.ts'
import { demoServiceWords, demoWords, type Random } from './content/index.ts'

export type Applicant = { name: string; idNumber: string; bornOn: string; phone: string; group: string }

/**
 * Answers that a form takes. `file`: the id of a paper for a field; `one`: the answer to a single field, or to a cell
 * of a list.
 */
export function fillForm(
  form: AskedForm,
  file: (field: AskedField) => string,
  one: (field: AskedField | AskedColumn, cell: boolean) => string,
  own: Answers = {},
): Answers {
  const answers: Answers = {}
  for (const { section, field } of placedFields(form)) {
    if (!isMet(section.when, answers) || !isMet(field.when, answers)) continue
    if (own[field.key] !== undefined) answers[field.key] = own[field.key]!
    else if (derived(form).has(field.key)) continue
    else if (isFile(field.kind)) answers[field.key] = isList(field.kind) ? [file(field)] : file(field)
    else if (isRows(field.kind))
      answers[field.key] = [Object.fromEntries(columnsOf(field).map((c) => [c.key, one(c, true)]))]
    else answers[field.key] = field.kind === 'choices' ? [one(field, false)] : one(field, false)
  }
  return answers
}

/**
 * A number with a right check digit under a province's own code, which no person bears. `n`: one of many born on that
 * day.
 */
export function inventedId(bornOn: string, n: number, sex: '男' | '女'): string {
  const odd = sex === '男' ? 1 : 0
  const first17 = `130000${bornOn.replaceAll('-', '')}${String(n * 2 + odd).padStart(3, '0')}`
  return first17 + idCheckDigit(first17)
}

/** A card of a bank that does not exist, with the check digit that cards have. */
function inventedCard(n: number): string {
  const digits = `621000000000${n}`
  return digits + [...'0123456789'].find((d) => luhn(digits + d))!
}

/** What the applicant answers to a field: who they are, the demo's own words, or something that its kind takes. */
export function answerOf(
  service: string,
  who: Applicant,
  random: Random,
): (field: AskedField | AskedColumn, cell: boolean) => string {
  return (field, cell) => {
    const words = cell ? undefined : (demoServiceWords[service]?.[field.key] ?? demoWords[field.key])
    const said = typeof words === 'string' ? words : words && random.pick(words)
    if (said !== undefined && (options(field).length === 0 || options(field).includes(said))) return said
    switch (field.kind) {
      case 'person':
        return who.name
      case 'idNumber':
        return who.idNumber
      case 'phone':
        return who.phone
      case 'bankAccount':
        return inventedCard(random.int(100, 999))
      case 'money':
        return '3600'
      case 'number':
      case 'landArea':
        return String(Math.max(field.min ?? 0, Math.min(2, field.max ?? 2)))
      case 'date':
        return 'from' in field && field.from === 'birth'
          ? who.bornOn
          : field.days === 'future'
            ? '2035-03-12'
            : '2025-11-12'
      case 'choice':
      case 'yesNo':
      case 'choices':
        return field.key === 'relation' && options(field).includes('本人') ? '本人' : options(field)[0]!
      case 'location':
        return '村东水塘边'
      default:
        return `${who.group}${random.int(1, 60)}号`
    }
  }
}

export type Drawn = { name: string; sha256: string; bytes: number }
const kinds = {
  idCard: '居民身份证正面',
  idCardBack: '居民身份证反面',
  householdBook: '户口簿',
  bankCard: '社会保障卡',
  photo: '近期照片',
  signature: '签名',
  paper: '证明材料',
} as const
type Kind = keyof typeof kinds
export type Pictures = Record<Kind, Drawn>

/** One picture of every kind of paper, kept once; marked all over as what it is. */
export async function drawPapers(files: FileStore): Promise<Pictures> {
  const drawn = await Promise.all(
    Object.entries(kinds).map(async ([kind, label]): Promise<[string, Drawn]> => {
      const bytes = await viewed(
        await sharp(Buffer.from(drawing(kind as Kind, label)))
          .jpeg({ quality: 72 })
          .toBuffer(),
        'image/jpeg',
        '演示 虚构 仅供办理便民服务',
      )
      return [kind, { name: `${label}.jpg`, sha256: await files.put('original', bytes), bytes: bytes.length }]
    }),
  )
  return Object.fromEntries(drawn) as Pictures
}

/** Which picture stands for the paper of this field. */
export function kindOf(field: Pick<AskedField, 'key' | 'kind'>): Kind {
  if (field.kind === 'signature') return 'signature'
  if (field.kind === 'portrait') return 'photo'
  return (
    (
      {
        paperIdCard: 'idCard',
        paperIdCardBack: 'idCardBack',
        paperHouseholdBook: 'householdBook',
        paperBankCard: 'bankCard',
      } as const
    )[field.key] ?? 'paper'
  )
}

const person = '<g fill="#9db2bd"><circle cx="0" cy="-40" r="46"/><path d="M-80 90c0-70 40-92 80-92s80 22 80 92z"/></g>'
const stroke =
  '<path d="M90 250c60-120 90 60 150-40s70 70 130-10 60 40 170-60M150 320c40-20 220-30 330-12" fill="none" stroke="#1c2b3a" stroke-width="7" stroke-linecap="round"/>'
const lines = Array.from(
  { length: 6 },
  (_, i) => `<rect x="60" y="${130 + i * 42}" width="${i % 2 === 0 ? 380 : 320}" height="12" rx="6" fill="#c9d3d8"/>`,
).join('')

function drawing(kind: Kind, label: string): string {
  const title = (size: number, x: number, y: number) =>
    `<path transform="translate(${x} ${y}) scale(${size})" d="${wordPath(label).path}" fill="#31475a"/>`
  const inside: Record<Kind, string> = {
    idCard: `<rect x="20" y="20" width="600" height="380" rx="24" fill="#e9f2f4" stroke="#a9bdc6"/>${title(34, 60, 84)}${lines}<g transform="translate(530 220)">${person}</g>`,
    idCardBack: `<rect x="20" y="20" width="600" height="380" rx="24" fill="#e9f2f4" stroke="#a9bdc6"/><circle cx="120" cy="120" r="56" fill="#c0453b"/>${title(34, 200, 150)}<rect x="200" y="300" width="360" height="14" rx="7" fill="#c9d3d8"/><rect x="200" y="340" width="300" height="14" rx="7" fill="#c9d3d8"/>`,
    bankCard: `<rect x="20" y="20" width="600" height="380" rx="24" fill="#dfeee6" stroke="#9fbfae"/>${title(34, 60, 84)}<rect x="60" y="150" width="90" height="66" rx="10" fill="#d8c27a"/><rect x="60" y="280" width="500" height="22" rx="11" fill="#b9cfc2"/>`,
    householdBook: `<rect x="20" y="20" width="600" height="380" fill="#f4ece0" stroke="#bfa98a"/>${title(40, 220, 84)}${lines}`,
    photo: `<rect width="640" height="420" fill="#cfe0ea"/><g transform="translate(320 250) scale(1.9)">${person}</g>`,
    signature: `<rect width="640" height="420" fill="#fffdf6"/>${stroke}`,
    paper: `<rect x="20" y="20" width="600" height="380" fill="#fff" stroke="#c5c9cc"/>${title(40, 230, 90)}${lines}<circle cx="500" cy="320" r="52" fill="none" stroke="#c0453b" stroke-width="6"/>`,
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#fafafa"/>${inside[kind]}</svg>`
}
