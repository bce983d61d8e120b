/** A power under construction: kept in this browser until it is saved; what keeps it from being saved, in words and by place. */
import { powerFaults } from '../faults.ts'
import { knownFaults } from '../known.ts'
import { powerSchema, type Power } from '../powers.schema.ts'
import type { Around } from './useList.ts'

/** `base`: the version from which it was made, with its number. */
export type Draft = { power: Power; base: Power; seenVersion: number }
const place = (code: string) => `sunlit.power.${code === '' ? 'new' : code}`

export function keepDraft(code: string, draft: Draft): void {
  try {
    localStorage.setItem(place(code), JSON.stringify(draft))
  } catch {
    /* A full or private store: the page itself still holds it. */
  }
}

export function keptDraft(code: string): Draft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place(code)) ?? 'null') as Draft | null
    return kept && typeof kept.seenVersion === 'number' && kept.base && Array.isArray(kept.power?.steps)
      ? kept
      : undefined
  } catch {
    return undefined
  }
}

export function forgetDraft(code: string): void {
  try {
    localStorage.removeItem(place(code))
  } catch {
    /* nothing was kept there */
  }
}

export const parts = { basic: '基本情况', amount: '金额', steps: '步骤' } as const
export type Part = keyof typeof parts
export type DraftFault = { part: Part; say: string }

export function draftFaults(power: Power, around: Around): DraftFault[] {
  const parsed = powerSchema.safeParse(power)
  const told = parsed.success
    ? [...powerFaults(parsed.data, around.refused), ...knownFaults(parsed.data, around)].map((f) => ({
        part: partOf(f.field.split('.')[0]!),
        say: /[a-z]{3}/.test(f.remedy) ? f.say : `${f.say}${f.remedy}`,
      }))
    : parsed.error.issues.map((i) => ({
        part: partOf(String(i.path[0])),
        say: `${placeInWords(power, i.path)}${whatIsWrong(i)}。`,
      }))
  return told.filter((f, i) => told.findIndex((o) => o.say === f.say) === i)
}

const partOf = (key: string): Part => (key === 'steps' ? 'steps' : key === 'amount' ? 'amount' : 'basic')

const names: Record<string, string> = {
  code: '编码',
  name: '名称',
  also: '别的叫法',
  aspect: '方面',
  text: '依据',
  words: '谁负责',
  hand: '负责的岗位',
  source: '来源',
  who: '由谁办',
  hands: '谁来记',
  limit: '期限',
  value: '几天',
  citation: '依据',
  papers: '材料',
  facts: '要填的',
  label: '名称',
  options: '选项',
  notices: '要公开的',
  item: '公开事项',
  bands: '分档',
  below: '上限',
  rule: '怎么办',
  from: '从多少元起',
  steps: '步骤',
  pauses: '停表等什么',
}

/** "第 2 步“方案”的材料第 1 行的名称". */
function placeInWords(power: Power, path: readonly PropertyKey[]): string {
  const [first, at, inner, row] = path
  const name = names[String([...path].reverse().find((p) => typeof p === 'string'))] ?? ''
  if (typeof at !== 'number')
    return first === 'amount' && typeof path[2] === 'number' ? `金额第 ${path[2] + 1} 档的${name}` : name
  const step =
    first === 'steps'
      ? `第 ${at + 1} 步${power.steps[at]?.name ? `“${power.steps[at].name}”` : ''}的`
      : `${names[String(first)] ?? ''}第 ${at + 1} 行`
  return typeof row === 'number' ? `${step}${names[String(inner)] ?? ''}第 ${row + 1} 行的${name}` : `${step}${name}`
}

type Issue = {
  code: string
  message: string
  path: readonly PropertyKey[]
  maximum?: unknown
  minimum?: unknown
  origin?: unknown
}

function whatIsWrong(issue: Issue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return `不对：${issue.message}`
  const number = issue.origin === 'number' || issue.origin === 'int'
  if (issue.code === 'too_big')
    return number
      ? `最多是 ${String(issue.maximum)}`
      : issue.origin === 'array'
        ? `最多 ${String(issue.maximum)} 个`
        : `最多 ${String(issue.maximum)} 个字`
  if (issue.code === 'too_small' && number) return `至少是 ${String(issue.minimum)}`
  return issue.code === 'too_small' || issue.code === 'invalid_type' || issue.code === 'invalid_value'
    ? '还没有写'
    : '写得不对'
}

export const blankPower: Power = {
  code: '',
  name: '',
  also: [],
  aspect: '',
  kind: 'collective',
  basis: { text: '', kind: 'law' },
  responsible: { words: '', hand: 'director' },
  person: false,
  where: 'run',
  amount: null,
  steps: [
    {
      key: 'step1',
      name: '',
      who: '',
      hands: ['drafter'],
      people: 1,
      apart: [],
      limit: null,
      papers: [],
      facts: [],
      risk: '',
      control: '',
      notices: [],
      bands: [],
    },
  ],
  source: '本县规定',
  assumed: [],
}
