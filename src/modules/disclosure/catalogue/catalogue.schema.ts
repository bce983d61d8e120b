/**
 * The disclosure catalogue as data: what every place must publish, how often, by when, through whose hands, for whom.
 */
import { z } from 'zod'
import { columnSchema, type Template } from '../../../kernel/forms/forms.schema.ts'

export const frequencies = ['standing', 'monthly', 'quarterly', 'halfYearly', 'yearly', 'onEvent', 'perStage'] as const
export type Frequency = (typeof frequencies)[number]

export const deadlineRules = [
  'dayOfNextMonth',
  'dayOfSameMonth',
  'dayOfFirstMonthAfterQuarter',
  'dayOfFirstMonthAfterHalfYear',
  'dateOfSameYear',
  'dateOfNextYear',
  'daysAfterEvent',
  'daysAfterReceipt',
  'daysAfterChange',
  'daysAfterFormation',
  'daysAfterStage',
  'daysAfterObjection',
] as const
export type DeadlineRuleName = (typeof deadlineRules)[number]

/** Which deadlines fit a frequency: a month's table cannot be due "some days after an event". */
export const deadlinesFor: Record<Frequency, readonly [DeadlineRuleName, ...DeadlineRuleName[]]> = {
  standing: ['daysAfterChange', 'daysAfterEvent'],
  monthly: ['dayOfNextMonth', 'dayOfSameMonth'],
  quarterly: ['dayOfFirstMonthAfterQuarter'],
  halfYearly: ['dayOfFirstMonthAfterHalfYear'],
  yearly: ['dateOfNextYear', 'dateOfSameYear'],
  onEvent: ['daysAfterEvent', 'daysAfterReceipt', 'daysAfterFormation', 'daysAfterChange', 'daysAfterObjection'],
  perStage: ['daysAfterStage'],
}

const figures = { day: '几号', month: '几月', days: '几天', firstDays: '上线后几天' }
type Figure = keyof typeof figures

/** The figures by which a deadline is reckoned, `firstDays` where it is a standing item's. */
const figuresOf = (rule: DeadlineRuleName): readonly Figure[] =>
  rule.startsWith('days') ? ['days', 'firstDays'] : rule.startsWith('date') ? ['month', 'day'] : ['day']

/** A deadline without figures that belong to another kind of deadline. */
export function ownFigures<D extends Partial<Record<Figure, number>> & { rule: DeadlineRuleName }>(d: D): D {
  const own = figuresOf(d.rule)
  const strange = (Object.keys(figures) as Figure[]).filter((f) => !own.includes(f))
  return { ...d, ...Object.fromEntries(strange.map((f) => [f, undefined])) }
}

export const deadlineSchema = z
  .strictObject({
    rule: z.enum(deadlineRules),
    day: z.int().min(1).max(31).optional(),
    month: z.int().min(1).max(12).optional(),
    days: z.int().min(0).max(366).optional(),
    unit: z.enum(['calendarDay', 'workDay']).default('calendarDay'),
    /** First publication of a standing item: days after the place goes live. */
    firstDays: z.int().min(0).max(366).optional(),
    /** Citation of the figure; "参照" where it is another county's or an older provincial rule. */
    basis: z.string().min(1),
  })
  .superRefine((d, ctx) => {
    const own = figuresOf(d.rule)
    const tell = (field: Figure, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
    for (const field of own.filter((f) => f !== 'firstDays' && d[f] === undefined))
      tell(field, `这种时限要写明${figures[field]}（${field}）`)
    // Two figures for one day would leave open which of them binds.
    for (const field of Object.keys(figures) as Figure[])
      if (!own.includes(field) && d[field] !== undefined)
        tell(field, `这种时限不按${figures[field]}算，请去掉（${field}）`)
  })
export type Deadline = z.infer<typeof deadlineSchema>

/** Who may read the content (CAUTIONS 2). The notice's existence, period, hands and proof are public in every case. */
export const audiences = ['everyone', 'countyResidents', 'villageResidents', 'partyMembers', 'handlers'] as const

/** Chains of hands (CAUTIONS 14); each is a procedure of the disclosure room. */
export const chains = ['jiedong', 'yanshan', 'huangchuan', 'townshipReview', 'office'] as const
export type Chain = (typeof chains)[number]

export const itemSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Za-z0-9-]{0,15}$/, '编码要以大写字母开头，只用字母、数字和短横，最多 16 个'),
  name: z.string().min(1, '请填事项名称').max(60),
  category: z.string().min(1),
  frequency: z.enum(frequencies),
  deadline: deadlineSchema,
  /** Levels of region that owe this item. */
  levels: z
    .array(z.enum(['county', 'township', 'village', 'group', 'bureau']))
    .min(1)
    .default(['village']),
  /**
   * Kinds of region that do not owe it although their level does, e.g. a residents' committee has no land contracts.
   */
  exceptKinds: z.array(z.string().min(1)).default([]),
  minDisplayDays: z
    .int()
    .min(15, '公布期限不得少于 15 日（村民委员会组织法第三十五条）')
    .max(3660)
    .nullable()
    .default(null),
  noticeWindowDays: z.int().min(1).max(365).nullable().default(null),
  displayMode: z.enum(['form', 'document']),
  template: z.string().optional(),
  /** Fields of a document item; a form item has a template instead. */
  fields: z.array(columnSchema).default([]),
  dept: z.string().min(1),
  publisher: z.string().min(1),
  privacyLevel: z.enum(['public', 'namedPersons', 'aggregateOnly', 'anonymised', 'reviewed']),
  stages: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
        name: z.string().min(1),
        noticeWindowDays: z.int().min(1).max(365).optional(),
      }),
    )
    .default([]),
  group: z.string().min(1),
  chain: z.enum(chains),
  reviewBy: z.enum(['chair', 'majority']).default('chair'),
  /** Whose signature closes the village's part: party affairs the secretary, others may name the director. */
  signBy: z.enum(['secretary', 'director']).default('secretary'),
  /** Which data the platform makes this item from; such an item publishes itself. */
  derived: z.string().nullable().default(null),
  audience: z.enum(audiences).default('everyone'),
  /** Names stay on display while the benefit lasts (CAUTIONS 7), e.g. 低保. */
  whileBenefitLasts: z.boolean().default(false),
  retention: z.strictObject({ years: z.int().min(1).max(100).nullable(), basis: z.string().min(1) }),
  /** The law's least frequency where it names one (OL Art. 35); a county may publish oftener, never seldomer. */
  lawFloor: z
    .strictObject({ atLeast: z.enum(['monthly', 'quarterly', 'atOnce']), basis: z.string().min(1) })
    .optional(),
  note: z.string().nullable().default(null),
  source: z.string().default(''),
  assumed: z.array(z.string()).default([]),
})
export type Item = z.infer<typeof itemSchema>
/** An item with its table, where it has one: what people edit as one thing. */
export type WholeItem = Item & { table: Template | null }

export const categoryCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,15}$/, '编码只用字母、数字和短横，最多 16 个')
export const categorySchema = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1).max(20),
  note: z.string().optional(),
})
export type Category = z.infer<typeof categorySchema>
export const catalogueSchema = z.strictObject({
  title: z.string(),
  honesty: z.string(),
  categories: z.array(categorySchema).min(1),
  items: z.array(itemSchema).min(1),
})
