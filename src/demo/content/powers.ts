/**
 * What the fictional villages do by the list of powers: which power, what about, how far it has come and what was
 * written down.
 */
import { addDays } from '../../platform/clock.ts'
import { builderName, firmName } from './names.ts'
import { deputiesOf } from './facts.ts'
import type { Random } from './random.ts'
import type { DemoPlace } from './scene.ts'

export type DemoRun = {
  power: string
  title: string
  about: string
  amount: string
  /** Days before today on which it began, and days from one step to the next. */
  began: number
  every: number
  /** Steps recorded; one more than the way has means all. */
  steps: number
  /** The step after them was recorded by one of two people only. */
  halfway?: true
  /** This step was passed over, or the run ended there, with a signed reason. */
  skipped?: { step: string; reason: string }
  stopped?: string
  /** The clock of the step stands still for this. */
  paused?: string
  asked?: { step: string; title: string; text: string; answer: string }
}

const all = 99

/** Of the village that visitors are shown: every state there is. */
export const liuwanRuns: readonly DemoRun[] = [
  {
    power: 'NH03',
    title: '村口到渡口道路硬化',
    about: '雨天泥泞，老人小孩出行不便，村民代表多次提出。',
    amount: '60000',
    began: 96,
    every: 6,
    steps: all,
    asked: {
      step: 'award',
      title: '三家报价差多少',
      text: '三家报价差多少，为什么选这一家？',
      answer: '三家报价在这一步的材料里，最低的一家中选，比预算少 1380 元。',
    },
  },
  { power: 'NH03', title: '三组水渠清淤', about: '', amount: '32000', began: 38, every: 6, steps: 5 },
  {
    power: 'NH03',
    title: '文化广场照明改造',
    about: '广场晚上黑，跳舞的人多。',
    amount: '78000',
    began: 74,
    every: 5,
    steps: 7,
  },
  {
    power: 'NH03',
    title: '村卫生室屋面翻修',
    about: '',
    amount: '52000',
    began: 40,
    every: 4,
    steps: 7,
    paused: '平台排到下个月开标。',
  },
  { power: 'NH03', title: '五组便桥加固', about: '', amount: '86000', began: 13, every: 4, steps: 1, halfway: true },
  { power: 'NH02', title: '路灯维修材料采购', about: '', amount: '3600', began: 52, every: 5, steps: all },
  { power: 'NH02', title: '村办公室电脑和打印机采购', about: '', amount: '12800', began: 11, every: 5, steps: 2 },
  {
    power: 'NH16',
    title: '村东鱼塘承包',
    about: '水面 18 亩，上一轮承包年底到期。',
    amount: '',
    began: 24,
    every: 7,
    steps: 3,
  },
  {
    power: 'NH01',
    title: '村办公用房改作卫生室',
    about: '',
    amount: '',
    began: 16,
    every: 5,
    steps: 2,
    skipped: { step: 'propose', reason: '党支部会议因防汛改期，提议已在党员群里征求过意见，情况记在档案里。' },
  },
  {
    power: 'NH03',
    title: '村北健身步道',
    about: '',
    amount: '45000',
    began: 60,
    every: 6,
    steps: 2,
    stopped: '用地涉及基本农田，不能建，先停办，另选地点。',
  },
  { power: 'NH26', title: '一户临时困难救助', about: '家里有人住院。', amount: '', began: 13, every: 3, steps: 3 },
  { power: 'NH26', title: '一户火灾后救助', about: '灶房失火。', amount: '', began: 2, every: 1, steps: 1 },
]

const elsewhere: readonly DemoRun[] = [
  { power: 'NH03', title: '文化礼堂围墙维修', about: '', amount: '28000', began: 12, every: 4, steps: 2 },
  { power: 'NH02', title: '防汛沙袋和铁锹采购', about: '', amount: '4200', began: 9, every: 3, steps: 2 },
  { power: 'NH16', title: '旧仓库出租', about: '', amount: '', began: 14, every: 6, steps: 2 },
  { power: 'NH03', title: '机耕路填坑', about: '', amount: '18500', began: 34, every: 3, steps: 2 },
]

/** One or two matters of another village. */
export const runsElsewhere = (random: Random): DemoRun[] =>
  elsewhere
    .filter(() => random.chance(0.4))
    .slice(0, 2)
    .map((r) => ({ ...r, title: r.power === 'NH03' ? `${random.pick(['一组', '二组', '三组'])}${r.title}` : r.title }))

export type DemoSeal = {
  paper: string
  reason: string
  copies: number
  asker: 'villager' | 'staff' | 'unit'
  name: string
  days: number
  upTo: 'asked' | 'approved' | 'stamped' | 'refused'
}
export const demoSeals: readonly DemoSeal[] = [
  {
    paper: '道路硬化施工合同',
    reason: '村口到渡口道路硬化签合同',
    copies: 3,
    asker: 'unit',
    name: '柳湾村村民委员会',
    days: 44,
    upTo: 'stamped',
  },
  {
    paper: '临时困难救助申请表',
    reason: '报乡镇民政站审核',
    copies: 1,
    asker: 'villager',
    name: '演示村民甲',
    days: 25,
    upTo: 'stamped',
  },
  {
    paper: '粮食种植补贴面积汇总表',
    reason: '报乡镇农业站',
    copies: 2,
    asker: 'staff',
    name: '演示村干部',
    days: 12,
    upTo: 'stamped',
  },
  {
    paper: '农机购置补贴申请表',
    reason: '到县农业农村局办补贴',
    copies: 2,
    asker: 'villager',
    name: '演示村民乙',
    days: 6,
    upTo: 'refused',
  },
  {
    paper: '村集体账户年检材料',
    reason: '银行账户年检',
    copies: 1,
    asker: 'staff',
    name: '演示村干部',
    days: 1,
    upTo: 'approved',
  },
  {
    paper: '入学情况说明',
    reason: '给外地学校，写明孩子随父母在村里住',
    copies: 1,
    asker: 'villager',
    name: '演示村民丙',
    days: 0,
    upTo: 'asked',
  },
]

const written: Readonly<Record<string, string>> = {
  reason: '村民代表多次提出，两委看过现场，确有必要。',
  site: '见标题所写的地点',
  scale: '按方案和预算表',
  fundSource: '财政专项资金，由镇三资中心直接支付',
  vote: '到会 7 人，全部同意。',
  resolutionPublicity: '村委会公开栏',
  resultPublicity: '村委会公开栏',
  bidders: '3',
  supervision: '厚度、用料符合要求',
  acceptors: '村务监督委员会和村民代表 5 人',
  supervisionOpinion: '程序合规，质量合格',
  implementation: '按期完工，验收合格，款项付清。',
  progress: '60',
  goods: '见询价单',
  accepted: '数量、质量相符',
  quantity: '18 亩',
  location: '村东',
  usage: '养鱼',
  duration: '5 年',
  body: '公示期内有意见的，请向村务监督委员会反映。',
  conditions: '本村村民优先，不得转包。',
  timePlace: '村委会会议室，时间另行通知',
  contactUnit: '村民委员会',
}

/** Options taken where there is a choice; else the first. */
const usual: ReadonlySet<string> = new Set(['询价', '村民代表会议', '道路'])

export type FactAsked = {
  key: string
  kind: 'text' | 'longtext' | 'money' | 'date' | 'dates' | 'int' | 'choice'
  options?: readonly string[] | undefined
  optionBands?: readonly { option: string; bands: readonly string[] }[] | undefined
  label: string
  required: boolean
}

/** What was written down of a step. `on`: its day. `amount`: of the run, in yuan, in its band. */
export function demoFacts(
  facts: readonly FactAsked[],
  on: string,
  { amount, band }: { amount: string; band: string | null },
  random: Random,
  place: Pick<DemoPlace, 'households'>,
): Record<string, string> {
  return Object.fromEntries(
    facts
      .filter((f) => f.required || f.key in written || f.key === 'resolution')
      .map((f) => {
        const of = { amount: Number(amount === '' ? '9000' : amount), band, deputies: deputiesOf(place) }
        return [f.key, valueOf(f, on, of, random)]
      }),
  )
}

type Of = { amount: number; band: string | null; deputies: number }

function valueOf(f: FactAsked, on: string, { amount, band, deputies }: Of, random: Random): string {
  if (f.kind === 'date') return f.key === 'planEnd' ? addDays(on, 30) : on
  if (f.kind === 'dates') return `${addDays(on, 2)} 至 ${addDays(on, 16)}`
  if (f.kind === 'choice') {
    const fit = f.options!.filter((o) => {
      const told = f.optionBands?.find((t) => t.option === o)
      return !told || band === null || told.bands.includes(band)
    })
    return fit.find((o) => usual.has(o)) ?? fit[0]!
  }
  if (f.kind === 'money')
    return String(
      ['budget', 'reservePrice'].includes(f.key) ? amount : Math.round(amount * (f.key === 'paid' ? 0.3 : 0.977)),
    )
  if (f.key === 'winner') return f.label.includes('承包') ? builderName(random) : firmName(random)
  const present = deputies - 2
  if (f.label.includes('应到')) return `应到 ${deputies} 人，实到 ${present} 人`
  if (f.key === 'resolution') return `到会 ${present} 人，同意 ${present - 1} 人，通过。`
  return written[f.key] ?? (f.kind === 'int' ? '1' : '见附件')
}
