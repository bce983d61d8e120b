/** Everything that keeps a power from being saved, told by place while it is written. */
import { draftFaults, type DraftFault } from '../../../../console/versions/issues.ts'
import { powerFaults } from '../faults.ts'
import { knownFaults } from '../known.ts'
import { powerSchema, type Power } from '../powers.schema.ts'
import type { Around } from './useList.ts'

export const parts = { basic: '基本情况', amount: '金额', steps: '步骤' } as const
export type Part = keyof typeof parts

export const powerDraftFaults = (power: Power, around: Around): DraftFault<Part>[] =>
  draftFaults(powerSchema, power, {
    partOf,
    placeInWords: (path) => placeInWords(power, path),
    faultsOf: (whole) => [...powerFaults(whole, around.refused), ...knownFaults(whole, around)],
  })

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
  optionBands: '选项用于的金额',
  basis: '依据',
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
