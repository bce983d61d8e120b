/**
 * Form templates as data: the columns of a published table, who may see each of them, and which sums must hold.
 * One definition serves draft editor, Excel sheet, public page, print, export and API.
 */
import { z } from 'zod'

/**
 * Field kinds of a template column. `money` is yuan with two decimals, `ratio` per cent, `area` mu, `period` as in
 * dates.ts.
 */
export const columnTypes = [
  'text',
  'longtext',
  'int',
  'decimal',
  'money',
  'ratio',
  'area',
  'date',
  'month',
  'datetime',
  'daterange',
  'period',
  'enum',
  'bool',
  'person',
  'phone',
  'idcard',
  'bankcard',
  'address',
  'image',
  'files',
  'region',
] as const
export type ColumnType = (typeof columnTypes)[number]

export const visibilities = ['public', 'masked', 'internal'] as const

/**
 * Masks of the privacy rules (`MASK-*`). `nameUnlessOrganisation`: a person's name keeps its surname, an organisation's
 * name stays.
 */
export const maskRules = ['id', 'bank', 'phone', 'name', 'nameUnlessOrganisation', 'address', 'date', 'text'] as const
export type MaskRule = (typeof maskRules)[number]

/** What a template may set as the least or the most of an amount. */
export const amountBound = z.number().min(-10_000_000_000).max(10_000_000_000)

export const columnSchema = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/, '列的键须以小写字母开头，只含字母和数字'),
  label: z.string().min(1).max(60),
  type: z.enum(columnTypes),
  visibility: z.enum(visibilities),
  required: z.boolean().default(false),
  /** Required only from this stage of the item on (stage keys of the catalogue item). */
  requiredFromStage: z.string().optional(),
  mask: z.enum(maskRules).optional(),
  options: z.array(z.string().min(1)).min(1).optional(),
  unit: z.string().max(10).optional(),
  decimals: z.int().min(0).max(6).optional(),
  min: amountBound.optional(),
  max: amountBound.optional(),
  maxLength: z.int().min(1).max(20_000).optional(),
  pattern: z.string().optional(),
  /** A row whose boolean here is true is counted but never shown (minors). */
  hidesRow: z.boolean().optional(),
  /** A number that stands once in a table of rows: the same one in two rows is asked about. */
  once: z.boolean().optional(),
  /** Office and hotline numbers are allowed in this column (privacy guard). */
  allowOfficePhone: z.boolean().optional(),
  sample: z.union([z.string(), z.number(), z.boolean()]).optional(),
  help: z.string().max(200).optional(),
})
export type Column = z.infer<typeof columnSchema>

/**
 * `rowChecks`: "closing = opening + increase - recovered" over one row.
 * `carry`: a column's first value comes from a column of the previous period ("opening" ← "closing").
 * `across`: "totalIncome = F35.sum(amount)" against another template of the same village and period.
 */
export const checksSchema = z.strictObject({
  rowChecks: z.array(z.string()).default([]),
  carry: z.record(z.string(), z.string()).default({}),
  cumulative: z.record(z.string(), z.string()).default({}),
  across: z.array(z.string()).default([]),
})

export const templateSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Za-z0-9-]{0,15}$/),
  name: z.string().min(1).max(80),
  /** `rows`: a table of many rows; `record`: one row shown as label and value. */
  layout: z.enum(['rows', 'record']),
  columns: z.array(columnSchema).min(1).max(60),
  totals: z.array(z.string()).default([]),
  checks: checksSchema.prefault({}),
  /** Office and hotline numbers are allowed anywhere in this form (privacy guard). */
  allowOfficePhone: z.boolean().optional(),
  chart: z
    .strictObject({ kind: z.enum(['incomeExpense', 'bars']), value: z.string(), label: z.string().optional() })
    .optional(),
  source: z.string().optional(),
  assumed: z.string().optional(),
})
export type Template = z.infer<typeof templateSchema>

/** Cell values as stored: money and decimals are strings ("1260.00"), so that no binary rounding enters a sum. */
export type Cell = string | number | boolean | null
export type Row = Record<string, Cell>

/**
 * The content of one disclosure record. `text` for document items, `rows` for form items; a "nothing to publish"
 * statement has neither.
 */
export const contentSchema = z.strictObject({
  rows: z
    .array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])))
    .max(20_000)
    .default([]),
  fields: z.record(z.string(), z.string().max(20_000)).default({}),
  note: z.string().max(2_000).default(''),
  nothing: z.strictObject({ reason: z.string().min(4).max(500) }).optional(),
  attachments: z
    .array(
      z.strictObject({
        file: z.string(),
        name: z.string().max(200),
        kind: z.enum(['image', 'sheet', 'document', 'pdf']),
        public: z.boolean(),
      }),
    )
    .max(30)
    .default([]),
})
export type Content = z.infer<typeof contentSchema>
