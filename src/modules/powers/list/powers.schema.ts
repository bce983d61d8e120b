/**
 * A power as data: what a village may decide or handle, on which basis, who answers for it, and every step that must be
 * gone. A county's list is rows, not code.
 */
import { z } from 'zod'

/** Who may record a step: posts of the village and of its township. */
export const villageHands = ['drafter', 'reviewer', 'signer', 'director', 'agent'] as const
export const townshipHands = [
  'township_clerk',
  'township_leader',
  'station_clerk',
  'township_discipline',
  'liaison',
] as const
export const handNames: Record<StepHand, string> = {
  drafter: '村务公开专职人员',
  reviewer: '村务监督委员会',
  signer: '村党组织书记',
  director: '村民委员会主任',
  agent: '代办员',
  township_clerk: '乡镇经办人',
  township_leader: '乡镇分管领导',
  station_clerk: '乡镇站所审核员',
  township_discipline: '乡镇纪检审核员',
  liaison: '联村干部',
}
export type StepHand = (typeof villageHands)[number] | (typeof townshipHands)[number]
export const powerKinds = { collective: '集体权力', service: '便民服务' } as const
export const basisKinds = { law: '法律规定', reference: '参照', assumed: '暂定' } as const
/** Where a power is exercised: step by step here, by the chain of disclosure, by the register of seals. */
export const places = { run: '按步骤办理', disclosure: '按公开目录办理', seal: '用章登记' } as const
/** A run has at most so many steps. */
export const mostSteps = 16
/** How many papers and facts a step has at most, and a power bands of its amount. */
export const mostOfPower = { papers: 10, facts: 16, bands: 6 } as const

const text = (most: number) => z.string().trim().min(1).max(most)
const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, '键须以小写字母开头，只含字母和数字')
const cited = { citation: z.string().max(300).default(''), kind: z.enum(['law', 'reference', 'assumed']) }
const limitSchema = z.strictObject({
  value: z.int().min(1).max(730),
  unit: z.enum(['calendarDay', 'workDay']),
  ...cited,
})
export type PowerLimit = z.infer<typeof limitSchema>

/** `open`: villagers may see the cleaned copy. */
const paperSchema = z.strictObject({ key, name: text(60), required: z.boolean(), open: z.boolean() })
/** What is written down with a step; its key, and each of `also`, is a column of the notices that follow. */
const factSchema = z.strictObject({
  key,
  also: z.array(key).max(6).default([]),
  label: text(40),
  kind: z.enum(['text', 'longtext', 'money', 'date', 'dates', 'int', 'choice']),
  options: z.array(text(40)).min(2).max(20).optional(),
  required: z.boolean(),
  /**
   * Which bands of the run's amount each option is for, and the rule that says so; an option without bands is for none.
   */
  optionBands: z
    .array(z.strictObject({ option: text(40), bands: z.array(key).max(6), basis: text(200) }))
    .max(20)
    .optional(),
  /** Of those who ought to be there, so many must have come: more than half, or two thirds ("以上" includes them). */
  quorum: z.enum(['half', 'twoThirds']).optional(),
  /** A sum of money that must stay within the band of the run's amount. */
  amount: z.literal(true).optional(),
  /** A span has at least so many days, the first and the last counted. */
  leastDays: z.int().min(1).max(60).optional(),
  /** A whole number is at most this. */
  most: z.int().min(1).max(1_000_000_000).optional(),
  /** A day that has been: of a meeting, of a delivery. */
  past: z.literal(true).optional(),
  /** Who gets the work or the goods: near relatives of the village's office holders are asked about. */
  party: z.literal(true).optional(),
  /** Law or rule behind these, as it is told to whoever is refused. */
  basis: text(200).optional(),
})
export type PowerFact = z.infer<typeof factSchema>

export const powerStepSchema = z.strictObject({
  key,
  name: text(30),
  /** In words, as villagers read it. */
  who: text(60),
  hands: z
    .array(z.enum([...villageHands, ...townshipHands]))
    .min(1)
    .max(6),
  /** Two people record it where one alone must not. */
  people: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Who recorded one of these steps may not record this one. */
  apart: z.array(key).max(6).default([]),
  limit: limitSchema.nullable(),
  /** What the clock may stand still for, in words ("乡镇批复"); without it the clock runs. */
  pauses: text(40).optional(),
  papers: z.array(paperSchema).max(mostOfPower.papers).default([]),
  facts: z.array(factSchema).max(mostOfPower.facts).default([]),
  risk: z.string().trim().max(200).default(''),
  control: z.string().trim().max(200).default(''),
  /** Items of the catalogue that are due when the step is done. */
  notices: z
    .array(z.strictObject({ item: text(20), stage: z.string().max(30).optional() }))
    .max(4)
    .default([]),
  /** Only for amounts of these bands. */
  bands: z.array(key).max(6).default([]),
})
export type PowerStep = z.infer<typeof powerStepSchema>

/** From the band before up to, not including, `below` yuan; without it upwards. */
const bandSchema = z.strictObject({
  key,
  name: text(30),
  below: z.int().min(1).max(10_000_000_000).nullable(),
  rule: text(200),
})
export const amountSchema = z.strictObject({
  name: text(30),
  from: z.int().min(0).max(10_000_000_000).default(0),
  bands: z.array(bandSchema).min(1).max(mostOfPower.bands),
  ...cited,
  /** Names of the powers for smaller and for larger amounts. */
  under: z.string().max(40).optional(),
  beyond: z.string().max(40).optional(),
})
export type Amount = z.infer<typeof amountSchema>

export const powerSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/, '编码以大写字母开头，只含大写字母、数字和 -，不超过 16 位'),
  name: z.string().trim().min(2).max(40),
  also: z.array(text(20)).max(12).default([]),
  aspect: text(20),
  kind: z.enum(['collective', 'service']),
  basis: z.strictObject({ text: text(300), kind: z.enum(['law', 'reference', 'assumed']) }),
  /** Who answers for it: in words, and the post whose holder is named. */
  responsible: z.strictObject({ words: text(60), hand: z.enum(villageHands) }),
  /** About one person: what a run is called is then not shown in public. */
  person: z.boolean().default(false),
  where: z.enum(['run', 'disclosure', 'seal']).default('run'),
  /** The service by which villagers apply. */
  service: z.string().max(16).optional(),
  amount: amountSchema.nullable().default(null),
  steps: z.array(powerStepSchema).min(1).max(mostSteps),
  source: z.string().max(500),
  assumed: z.array(text(100)).max(10).default([]),
})
export type Power = z.infer<typeof powerSchema>

const aspectSchema = z.strictObject({ code: text(20), name: text(30) })
/** `powers.json`. */
export const powersSchema = z.strictObject({
  title: z.string(),
  honesty: z.string().default(''),
  aspects: z.array(aspectSchema).min(1).max(30),
  powers: z.array(powerSchema).max(300),
})
export const powerFrameSchema = powersSchema.omit({ powers: true })
export type PowerFrame = z.infer<typeof powerFrameSchema>

/** The level on which a step is recorded; never mixed. */
export const levelOf = (step: Pick<PowerStep, 'hands'>): 'village' | 'township' =>
  (townshipHands as readonly string[]).includes(step.hands[0]!) ? 'township' : 'village'
