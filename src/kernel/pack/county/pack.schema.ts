/**
 * The files of a county pack and their fields. A pack is a folder that a county's centre can read and edit with WPS and
 * a text editor.
 */
import { z } from 'zod'
import { postFunctions } from '../../people/functions.ts'
import { groupRoles } from '../../people/groupRoles.ts'
import { levels } from '../../regions/levels.ts'
import { provinceNamed } from '../../rules/provinceNames.ts'

const day = z.iso.date('日期须是真实的日子，写成 2026-01-31')
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, '编码只含字母、数字、- 和 _，不超过 32 位')

export const countySchema = z.strictObject({
  code,
  name: z.string().min(2).max(30),
  /**
   * The province whose law binds beside the nation's; a pack of before provinces has none, and the nation's alone
   * binds.
   */
  province: z
    .string()
    .default('')
    .transform((text, ctx) => {
      const found = text === '' ? '' : provinceNamed(text)
      if (found !== undefined) return found
      ctx.addIssue({
        code: 'custom',
        message: `没有“${text}”这个省。请写省、自治区、直辖市的名称，例如 河北省、广西壮族自治区、重庆市`,
      })
      return z.NEVER
    }),
  /** A fictional county: pages say so; only such a pack may carry invented people. */
  fictional: z.boolean().default(false),
  levelNames: z.partialRecord(z.enum(levels), z.string().min(1).max(10)),
  /** The day from which obligations are generated, and the days after it in which nothing counts as late. */
  goLive: day,
  graceDays: z.int().min(0).max(366).default(0),
  profile: z.string().default(''),
  colours: z
    .strictObject({ field: z.string().regex(/^#[0-9a-f]{6}$/i), sun: z.string().regex(/^#[0-9a-f]{6}$/i) })
    .partial()
    .default({}),
  footer: z
    .strictObject({
      sponsor: z.string(),
      operator: z.string(),
      icp: z.string(),
      police: z.string(),
      siteCode: z.string(),
      phone: z.string(),
    })
    .partial()
    .default({}),
  /** County figures over the rule packs; keys are rule codes. */
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
})

export const regionRow = z.strictObject({
  code,
  parent: z.string().default(''),
  level: z.enum(levels),
  kind: z.string().default(''),
  name: z.string().min(1).max(60),
  fullName: z.string().default(''),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, '网址名只含小写字母、数字和 -，2 到 40 位'),
  statCode: z
    .string()
    .regex(/^(\d{6}|\d{9}|\d{12})?$/, '统计用区划代码为 6、9 或 12 位数字')
    .default(''),
  households: z.coerce.number().int().min(0).optional(),
  population: z.coerce.number().int().min(0).optional(),
  lng: z.coerce.number().min(73).max(136).optional(),
  lat: z.coerce.number().min(3).max(54).optional(),
  validFrom: z.union([day, z.literal('')]).default(''),
  practice: z.enum(['', '是']).default(''),
  /** Chain used by this place where its item says "jiedong": villages that cannot publish themselves use "yanshan". */
  chain: z.enum(['', 'jiedong', 'yanshan', 'huangchuan']).default(''),
  /** Office telephone of the place. */
  phone: z.string().default(''),
  /**
   * The day from which it and what is below it owes, where another than the pack's: one county of a city begins
   * earlier.
   */
  goLive: z.union([day, z.literal('')]).default(''),
})
export const departmentRow = z.strictObject({
  code,
  name: z.string().min(2).max(40),
  slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
  phone: z.string().default(''),
  duty: z.string().default(''),
  /** The city or county that it belongs to; empty: the topmost (of a city), the county. */
  parent: z.string().default(''),
  /** Of a city's counties each has its 民政局: which department of catalogue and services it is there, by code. */
  is: z.string().default(''),
})
export const postRow = z.strictObject({
  code,
  name: z.string().min(1).max(30),
  function: z.enum(postFunctions),
  level: z.enum(levels),
  seats: z.coerce.number().int().min(1).max(50).default(1),
  chair: z.enum(['', '是']).default(''),
  committee: z.string().default(''),
  order: z.coerce.number().int().default(100),
  duty: z.string().default(''),
  /** A place may do without it: never shown as vacant. */
  optional: z.enum(['', '是']).default(''),
  /** Last day of a post that is no longer filled. */
  ended: z.union([day, z.literal('')]).default(''),
})
export const personRow = z.strictObject({
  code,
  name: z.string().min(1).max(40),
  post: z.string(),
  region: z.string(),
  from: day,
  to: z.union([day, z.literal('')]).default(''),
  /** Until when elected or appointed; the term itself may last longer. */
  until: z.union([day, z.literal('')]).default(''),
  username: z
    .string()
    .regex(/^[a-z0-9_.-]{0,40}$/)
    .default(''),
  officePhone: z.string().default(''),
})
export const kinRow = z.strictObject({ person: z.string(), relative: z.string(), relation: z.string().min(1) })
export const groupRow = z.strictObject({
  group: z.string().min(1),
  region: z.string(),
  person: z.string(),
  role: z.enum(groupRoles),
  from: day,
  to: z.union([day, z.literal('')]).default(''),
  /** Of the group itself, the same in each of its rows. */
  office: z.string().max(60).default(''),
  officePhone: z.string().max(30).default(''),
  ended: z.union([day, z.literal('')]).default(''),
})
export const calendarRow = z.strictObject({
  date: day,
  kind: z.enum(['上班', '放假']),
  name: z.string().min(1),
  source: z.string().min(1),
})
export const ruleSchema = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z0-9.]{1,60}$/),
  name: z.string().min(1),
  value: z.union([z.number(), z.string(), z.boolean()]),
  unit: z.enum([
    'calendarDay',
    'workDay',
    'minute',
    'hour',
    'month',
    'year',
    'percent',
    'count',
    'choice',
    'flag',
    'clock',
    'second',
    'dayOfMonth',
    'monthDay',
  ]),
  /** Below (or above) this a county setting is refused: the law's floor. */
  min: z.number().optional(),
  max: z.number().optional(),
  citation: z.string().min(1),
  article: z.string().default(''),
  jurisdiction: z.string().min(1),
  effectiveFrom: day,
  effectiveTo: z.union([day, z.literal('')]).default(''),
  kind: z.enum(['law', 'promise', 'reference', 'assumed']),
  note: z.string().default(''),
  /**
   * Of limits in days: whether the day of receipt is the first day, and whether a last day off moves to the next
   * working day.
   */
  starts: z.enum(['nextDay', 'sameDay']).default('nextDay'),
  ends: z.enum(['asIs', 'nextWorkday']).default('asIs'),
  /** Where the text was read, and whether it was the text itself (未核对 where not). */
  source: z.string().default(''),
  checked: z.boolean().default(true),
})
export const rulePackSchema = z.strictObject({ title: z.string(), rules: z.array(ruleSchema) })

export type County = z.infer<typeof countySchema>
export type RegionRow = z.infer<typeof regionRow>
export type DepartmentRow = z.infer<typeof departmentRow>
export type PostRow = z.infer<typeof postRow>
export type PersonRow = z.infer<typeof personRow>
export type KinRow = z.infer<typeof kinRow>
export type GroupRow = z.infer<typeof groupRow>
export type CalendarRow = z.infer<typeof calendarRow>
export type Rule = z.infer<typeof ruleSchema>
