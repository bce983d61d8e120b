/** Everything that keeps a service from being saved, told by place while it is written. */
import { draftFaults, eachOnce, type DraftFault } from '../../../../console/versions/issues.ts'
import { serviceFaults } from '../faults.ts'
import { knownFaults } from '../known.ts'
import { serviceSchema, type Service } from '../services.schema.ts'
import { faultsInWords } from './builder/faultsInWords.ts'
import type { Surroundings } from './useServices.ts'

export const parts = {
  basic: '基本情况',
  materials: '要带什么',
  steps: '怎么办',
  limits: '时限和结果',
  form: '填的表',
  publish: '公开的结果',
} as const
export type Part = keyof typeof parts

export function serviceDraftFaults(draft: Service, around: Surroundings): DraftFault<Part>[] {
  const { frame, bureaux, items } = around
  const known = {
    menus: frame.menus.map((m) => m.code),
    events: frame.events.map((e) => e.code),
    bureaux: new Set(bureaux.map((b) => b.code)),
    items: new Set(items.map((i) => i.code)),
  }
  const told = draftFaults(serviceSchema, draft, {
    partOf: (field) => inPart[field] ?? 'basic',
    placeInWords: (path) => placeInWords(draft, path),
    faultsOf: (service) => [...serviceFaults(service, frame.refused), ...knownFaults(service, known)],
  })
  // The form builder tells the form's own faults better, field by field.
  const form = faultsInWords(draft.form).map(({ say }) => ({ part: 'form' as const, say: `${say}。` }))
  return eachOnce([...told.filter((f) => f.part !== 'form'), ...form])
}

const inPart: Record<string, Part> = {
  materials: 'materials',
  steps: 'steps',
  notice: 'steps',
  joint: 'steps',
  silence: 'steps',
  atOnce: 'basic',
  promised: 'limits',
  legal: 'limits',
  fee: 'limits',
  result: 'limits',
  form: 'form',
  publish: 'publish',
}

const names: Record<string, string> = {
  code: '编码',
  name: '名称',
  also: '别的叫法',
  menu: '菜单',
  events: '人生事件',
  who: '谁可以办',
  looks: '样子',
  situation: '什么情况要带',
  valid: '有效期',
  value: '几天',
  pages: '最多几页',
  by: '由谁办',
  limit: '期限',
  citation: '依据',
  fee: '收费',
  yuan: '收多少钱',
  about: '收费说明',
  how: '怎么得到',
  money: '能得多少钱',
  result: '办好得到什么',
  notice: '公示',
  objection: '听意见的天数',
  item: '公开事项',
  joint: '联审',
  bureaux: '联审部门',
  quorum: '几个同意',
  silence: '到期没有答复',
  competent: '负责单位',
  notes: '提醒',
  source: '依据和来源',
  assumed: '说明',
  materials: '材料',
  steps: '步骤',
  promised: '承诺期限',
  legal: '法定期限',
  publish: '公开的结果',
  columns: '列',
  label: '列名',
  when: '什么情况要带',
  is: '什么情况要带',
  unit: '单位',
}

/** "第 2 样“户口簿”的样子". */
function placeInWords(draft: Service, path: readonly PropertyKey[]): string {
  const [first, at] = path
  const name = names[String([...path].reverse().find((p) => typeof p === 'string'))] ?? ''
  if (typeof at === 'number' && first === 'materials')
    return `第 ${at + 1} 样材料${quoted(draft.materials[at]?.name)}的${name}`
  if (typeof at === 'number' && first === 'steps') return `第 ${at + 1} 步${quoted(draft.steps[at]?.name)}的${name}`
  if (typeof at === 'number') return `${names[String(first)] ?? ''}第 ${at + 1} 行`
  const outer = path.length > 1 && String(first) in names ? `${names[String(first)]}的` : ''
  return `${outer}${name}`
}

const quoted = (name: string | undefined): string => (name ? `“${name}”` : '')
