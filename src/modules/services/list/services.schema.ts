/**
 * A service as data: who may apply, what to bring, who does what in which time, what comes of it. A county's services
 * are rows, not code.
 */
import { z } from 'zod'
import { days, limitSchema } from '../../../kernel/versions/limits.ts'
import { askedFormSchema, conditionSchema } from '../../../kernel/asked/asked.schema.ts'
import { maskRules } from '../../../kernel/forms/forms.schema.ts'

export const domains = {
  welfare: '社会救助',
  care: '养老助残',
  insurance: '社保医保',
  population: '户籍卫健',
  land: '农林土地',
  civic: '法律治理',
  other: '其他',
} as const
/** Of these the office's silence is never consent: nobody gets or loses a benefit because nobody answered. */
export const welfareDomains: ReadonlySet<string> = new Set(['welfare', 'care'])
export const handlings = {
  direct: '村里直接办',
  accept: '村里受理，上级办结',
  agency: '村里帮您代办',
  assist: '村里协助核实，上级审批',
} as const
/**
 * What a service is by its nature: an authority decides by law, or the office makes something easier. Without it, the
 * latter.
 */
export const natures = { approval: '行政审批', convenience: '便民服务' } as const
export type Nature = keyof typeof natures
export const serviceLevels = { village: '村（社区）', township: '乡镇（街道）', county: '县级', city: '市级' } as const
export const stepKinds = {
  accept: '受理',
  visit: '入户调查',
  appraise: '评议',
  notice: '公示',
  review: '审核',
  approve: '审批',
  handle: '办理',
  issue: '办结',
} as const
/**
 * How surely the applicant must be known: not at all, by phone code, by the agent against the identity card, by an
 * outside provider.
 */
export const identities = {
  none: '不用核对身份',
  phone: '用手机验证码登录',
  agent: '工作人员对照身份证核对',
  outside: '上级的实名认证',
} as const
/** A service answered by the village committee itself. */
export const villageItself = 'VILLAGE'

const text = (most: number) => z.string().trim().min(1).max(most)
const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, '键须以小写字母开头，只含字母和数字')
const cited = { citation: z.string().max(300).default(''), kind: z.enum(['law', 'promise', 'reference', 'assumed']) }

/**
 * `when`: an answer of the form that makes the paper needed, `situation` the same in words ("住院的"). `looks`: how one
 * knows it. `takes`: scanned, a photograph of the face, or any file.
 */
export const materialSchema = z.strictObject({
  key,
  name: text(60),
  required: z.boolean(),
  when: conditionSchema.optional(),
  situation: z.string().trim().max(60).optional(),
  looks: text(200),
  takes: z.enum(['scan', 'portrait', 'file']),
  valid: z.strictObject({ value: z.int().min(1).max(120), unit: z.enum(['day', 'month', 'year']) }).optional(),
  reusable: z.boolean(),
  pages: z.int().min(1).max(50).default(1),
  /** Front and back are asked for one by one (正反面), and the same picture is not taken for both. */
  twoSides: z.boolean().optional(),
})
export type Material = z.infer<typeof materialSchema>

export const stepSchema = z.strictObject({
  key,
  name: text(30),
  level: z.enum(['village', 'township', 'county', 'city']),
  kind: z.enum(['accept', 'visit', 'appraise', 'notice', 'review', 'approve', 'handle', 'issue']),
  by: text(60),
  limit: z.strictObject(days).optional(),
})
export type Step = z.infer<typeof stepSchema>

/** What a published result may say besides answers of the form; these words win over a field of the same key. */
export const resultSources = {
  name: '申请人姓名',
  group: '村民小组',
  result: '办理结果',
  amount: '批准的金额',
  day: '办结的日子',
} as const
export type ResultSource = keyof typeof resultSources

/**
 * One column of the published result. `key`: as in the item's own table where it has one, so that both fit. `from`: one
 * of `resultSources` or a field of the form.
 */
export const publishColumnSchema = z.strictObject({
  key,
  label: text(30),
  from: key,
  mask: z.enum(maskRules).optional(),
})
export type PublishColumn = z.infer<typeof publishColumnSchema>
/** How many materials, steps, and columns of its result a service has at most. */
export const mostOfService = { materials: 20, steps: 12, columns: 12 } as const

/** Template of the public result: in which catalogue item it stands and with which columns. */
export const publishSchema = z.strictObject({
  item: text(20),
  columns: z.array(publishColumnSchema).min(1).max(mostOfService.columns),
})
export type Publish = z.infer<typeof publishSchema>

export const serviceSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/, '编码以大写字母开头，只含大写字母、数字和 -，不超过 16 位'),
  name: z.string().trim().min(2).max(40),
  /** Other words for it, by which villagers search. */
  also: z.array(text(20)).max(12).default([]),
  domain: z.enum(['welfare', 'care', 'insurance', 'population', 'land', 'civic', 'other']),
  menu: text(20),
  events: z.array(text(20)).max(6).default([]),
  often: z.boolean().default(false),
  who: z.array(text(200)).min(1).max(10),
  materials: z.array(materialSchema).min(1).max(mostOfService.materials),
  steps: z.array(stepSchema).min(1).max(mostOfService.steps),
  handling: z.enum(['direct', 'accept', 'agency', 'assist']),
  nature: z.enum(['approval', 'convenience']).optional(),
  /**
   * 即办: done by the village itself while the applicant waits, at the latest within the day on which it was handed in.
   */
  atOnce: z.boolean().optional(),
  /** Without the days of a public notice, of appraisal and of what the applicant still has to bring. */
  promised: limitSchema.nullable(),
  legal: limitSchema.nullable(),
  fee: z.strictObject({
    yuan: z.number().min(0).max(100_000).multipleOf(0.01, '收费写到分'),
    about: z.string().max(200).default(''),
  }),
  /** `money`: what a benefit pays, as people ask for it ("80 到 89 岁每月 50 元"). */
  result: z.strictObject({ name: text(60), how: text(200), money: z.string().trim().max(100).optional() }),
  /**
   * Before approval; `names` false where people must not be named (minors, illness). `item`: where the result is
   * published.
   */
  notice: z
    .strictObject({
      ...days,
      objection: z.int().min(0).max(60),
      names: z.boolean(),
      item: z.string().max(20).optional(),
      ...cited,
    })
    .nullable(),
  /** The public result; without it, `notice.item` with the columns that the form shows (`publishOf`). */
  publish: publishSchema.optional(),
  /** Bureaux that answer side by side; enough is "all", "any" or a number of them. */
  joint: z
    .strictObject({
      bureaux: z.array(text(32)).min(2).max(12),
      quorum: z.union([z.enum(['all', 'any']), z.int().min(1).max(12)]),
    })
    .nullable(),
  homeVisit: z.boolean(),
  appraisal: z.boolean(),
  /** What the office's silence means, by which article. */
  silence: z.strictObject({ means: z.enum(['accepted', 'approved']), citation: z.string().trim().max(300) }).nullable(),
  identity: z.enum(['none', 'phone', 'agent', 'outside']),
  form: askedFormSchema,
  /** Who is competent: the bureau's code in departments.csv where it stands there, else its name only. */
  competent: z.strictObject({ dept: z.string().max(32).optional(), name: text(40) }),
  notes: z.array(text(200)).max(8).default([]),
  source: z.string().max(500),
  assumed: z.array(text(100)).max(10).default([]),
})
export type Service = z.infer<typeof serviceSchema>

const named = z.strictObject({ code: text(20), name: text(20) })
export const hallSchema = z.strictObject({
  place: text(60),
  hours: z.array(text(60)).min(1).max(7),
  closed: z.string().max(200),
  help: z.array(text(200)).max(8).default([]),
})

/**
 * `services.json`: the county's own menus and life events, its service halls, its services, and certificates it refuses
 * beside the national twenty.
 */
export const servicesSchema = z.strictObject({
  title: z.string(),
  honesty: z.string().default(''),
  menus: z.array(named).min(1).max(20),
  events: z.array(named).max(30),
  hall: hallSchema,
  refused: z
    .array(z.strictObject({ name: text(40), competent: text(60), how: text(200) }))
    .max(40)
    .default([]),
  services: z.array(serviceSchema).max(500),
})
export type Services = z.infer<typeof servicesSchema>
/** The file without the services themselves: what is one per county. */
export const serviceFrameSchema = servicesSchema.omit({ services: true })
export type ServiceFrame = z.infer<typeof serviceFrameSchema>

/** What the console keeps of the frame. */
export const frameInputSchema = serviceFrameSchema.omit({ title: true, honesty: true })
export type FrameInput = z.infer<typeof frameInputSchema>

export const natureOf = (service: Pick<Service, 'nature'>): Nature => service.nature ?? 'convenience'

/** Levels through which a service goes, from below. */
export function levelsOf(service: Pick<Service, 'steps'>): Step['level'][] {
  return (['village', 'township', 'county', 'city'] as const).filter((level) =>
    service.steps.some((s) => s.level === level),
  )
}
