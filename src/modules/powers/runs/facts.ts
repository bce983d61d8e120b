/** What must come with a step: its particulars in the right form, its papers. */
import type { Windows } from '../../../kernel/forms/windows.ts'
import { isDay } from '../../../kernel/forms/dates.ts'
import { invalid } from '../../../platform/errors.ts'
import { bandOf, optionRefused, yuan } from '../list/bands.ts'
import type { Power, PowerFact, PowerStep } from '../list/powers.schema.ts'
import type { Facts, PaperRow } from './runs.rows.ts'

/** What the run tells about its particulars. `today`: a day. `windows`: how long a public notice may hang. */
export type About = { power: Power; amount: string | null; band: string | null; today: string; windows: Windows }

/**
 * The particulars of a step, cleaned; 422 beside the field for what is missing or wrong. What the step does not ask
 * falls away.
 */
export function checkFacts(step: PowerStep, typed: Readonly<Record<string, string>>, about: About): Facts {
  return Object.fromEntries(
    step.facts.flatMap((f) => {
      const value = (typed[f.key] ?? '').trim()
      if (value === '' && !f.required) return []
      const wrong =
        value === '' ? `请填写“${f.label}”。` : (wrongIn(f, value, about.today) ?? outOfBounds(f, value, about))
      if (wrong) throw invalid(wrong, { field: `facts.${f.key}` })
      return [[f.key, f.kind === 'money' ? plainMoney(value).toFixed(2) : value] as const]
    }),
  )
}

const plainMoney = (value: string): number => Number(value.replaceAll(/[,，]/g, ''))
/** Days of particulars lie within so many years of today: what is further off is mistyped. */
const years = 10

function wrongIn(f: PowerFact, value: string, today: string): string | undefined {
  switch (f.kind) {
    case 'money':
      return /^\d{1,10}(\.\d{1,2})?$/.test(value.replaceAll(/[,，]/g, ''))
        ? undefined
        : `“${f.label}”只写数字，最多两位小数，例如 59800。`
    case 'int':
      return /^\d{1,9}$/.test(value) ? undefined : `“${f.label}”只写整数。`
    case 'date':
      return isDayNear(value, today)
        ? undefined
        : `“${f.label}”请选日期，前后不超过 ${years} 年（本平台的填写范围），请核对年份。`
    case 'dates':
      return spanOf(value, today)
        ? undefined
        : `“${f.label}”请选开始和结束的日期，开始在前，前后不超过 ${years} 年（本平台的填写范围），请核对年份。`
    case 'choice':
      return f.options!.includes(value) ? undefined : `“${f.label}”请从列出的里面选。`
    case 'text':
      return value.length <= 100 ? undefined : `“${f.label}”最多 100 字。`
    case 'longtext':
      return undefined
  }
}

function isDayNear(value: string, today: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  return (
    year !== undefined &&
    isDay(Number(year), Number(month), Number(day)) &&
    Math.abs(Number(year) - Number(today.slice(0, 4))) <= years
  )
}

/** "2026-10-31 至 2026-11-14" */
function spanOf(value: string, today: string): { days: number } | undefined {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2}) 至 (\d{4}-\d{2}-\d{2})$/.exec(value) ?? []
  if (from === undefined || to === undefined || from > to) return undefined
  if (!isDayNear(from, today) || !isDayNear(to, today)) return undefined
  return { days: (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 }
}

/** What the list demands of this particular beyond its shape, with the rule. */
function outOfBounds(f: PowerFact, value: string, about: About): string | undefined {
  const basis = f.basis === undefined ? '' : `（${f.basis}）`
  if (f.past && value > about.today) return `“${f.label}”不能晚于今天。`
  if (f.most !== undefined && Number(value) > f.most) return `“${f.label}”最多 ${f.most}。`
  if (f.leastDays !== undefined && spanOf(value, about.today)!.days < f.leastDays)
    return `“${f.label}”至少 ${f.leastDays} 天${basis}，现在是 ${spanOf(value, about.today)!.days} 天。请把结束日期往后改。`
  const hung = f.kind === 'dates' && f.label.includes('公示') ? spanOf(value, about.today)!.days : undefined
  const { least, leastBy, most, mostBy } = about.windows
  if (hung !== undefined && hung < least)
    return `“${f.label}”至少 ${least} 天（${leastBy}），现在是 ${hung} 天。请把结束日期往后改。`
  if (hung !== undefined && hung > most)
    return `“${f.label}”最多 ${most} 天（${mostBy}），现在是 ${hung} 天。请核对年份。`
  if (f.optionBands) {
    const refused = optionRefused(about.power, f, value, about.band)
    return refused && `${refused.say}请改选${refused.instead.join('、')}；金额写错了的，先改金额。`
  }
  if (f.amount) return beyondBand(f, plainMoney(value), about)
  return f.quorum && tooFew(f, f.quorum, value, basis)
}

function beyondBand(f: PowerFact, sum: number, { power, amount, band }: About): string | undefined {
  const banded = bandOf(power, sum)
  if (!banded || band === null) return undefined
  const keys = power.amount!.bands.map((b) => b.key)
  // A lower sum than was decided on needs no more hands.
  if ('band' in banded ? keys.indexOf(banded.band) <= keys.indexOf(band) : banded.say === 'under') return undefined
  const name = power.amount!.bands.find((b) => b.key === band)?.name ?? band
  return `“${f.label}” ${yuan(sum)} 元，超过了这件事走的“${name}”（${power.amount!.name}记的是 ${yuan(Number(amount))} 元；${power.amount!.citation}）。请先改金额，补上缺的步骤，再记这一步。`
}

const shares = {
  half: { words: '超过半数', enough: (here: number, all: number) => here * 2 > all },
  twoThirds: { words: '达到三分之二', enough: (here: number, all: number) => here * 3 >= all * 2 },
}

function tooFew(f: PowerFact, share: keyof typeof shares, value: string, basis: string): string | undefined {
  const [, all, here] = /应到\D{0,3}(\d{1,6})\D{0,8}实到\D{0,3}(\d{1,6})/.exec(value.normalize('NFKC')) ?? []
  if (all === undefined || here === undefined) return `“${f.label}”请写成：应到 40 人，实到 32 人。`
  const [expected, came] = [Number(all), Number(here)]
  if (came > expected) return `“${f.label}”实到比应到还多，请核对。`
  return expected > 0 && shares[share].enough(came, expected)
    ? undefined
    : `应到 ${expected} 人，实到 ${came} 人，没有${shares[share].words}，会议不成立${basis}。请改期重开，开成了再记。`
}

/** The papers sent with a step, all its own; 422 for one that must be there, or that this person did not upload. */
export function checkPapers(
  step: PowerStep,
  waiting: readonly PaperRow[],
  ids: readonly string[],
  personId: string,
): PaperRow[] {
  const mine = ids.map((id) => waiting.find((p) => p.id === id && p.step_id === null && p.person_id === personId))
  if (mine.some((p) => p === undefined)) throw invalid('有一份材料不在了，请重新上传。', { field: 'papers' })
  const missing = step.papers.find((p) => p.required && !mine.some((m) => m!.paper === p.key))
  if (missing) throw invalid(`还缺材料：${missing.name}。请上传照片或者扫描件。`, { field: `papers.${missing.key}` })
  return mine as PaperRow[]
}
