/**
 * A form that people fill in, as data: sections of fields, each with its kind, conditions, repeats and checks. One
 * definition serves the villager's page, the agent's screen, the reviewer's screen, the printed form, the sheet, the
 * API and its schema.
 */
import { z } from 'zod'
import { amountBound, maskRules } from '../forms/forms.schema.ts'

/** Kinds whose answers identify a person or an account: sealed at rest, shown masked, opened with a recorded look. */
export const sealedKinds = ['idNumber', 'phone', 'bankAccount'] as const
/** Kinds whose answers are files. */
export const fileKinds = ['file', 'portrait', 'scan', 'signature'] as const
/**
 * `money` yuan with two decimals, `landArea` mu, `household` the members of a household, `table` rows with columns of
 * its own.
 */
export const fieldKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'choice',
  'choices',
  'yesNo',
  'person',
  'region',
  'landArea',
  'location',
  'household',
  'table',
  ...sealedKinds,
  ...fileKinds,
] as const
export type FieldKind = (typeof fieldKinds)[number]

const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, '键须以小写字母开头，只含字母和数字')

/** Shown only where another field, earlier in the form, has one of these answers (`yesNo`: "yes", "no"). */
export const conditionSchema = z.strictObject({ field: key, is: z.array(z.string().max(100)).min(1).max(20) })
export type Condition = z.infer<typeof conditionSchema>

const plain = {
  key,
  label: z.string().trim().min(1).max(60),
  required: z.boolean().default(false),
  help: z.string().max(300).optional(),
  options: z.array(z.string().trim().min(1).max(60)).min(1).max(60).optional(),
  min: amountBound.optional(),
  max: amountBound.optional(),
  decimals: z.int().min(0).max(4).optional(),
  maxLength: z.int().min(1).max(5_000).optional(),
  unit: z.string().max(10).optional(),
  /**
   * Of a date: a day that has been, today included, or one that is to come. A birth date has been, whatever is said.
   */
  days: z.enum(['past', 'future']).optional(),
}

/** A column of a table or of a household's list: no tables, no files within. */
export const askedColumnSchema = z.strictObject({
  ...plain,
  kind: z.enum(fieldKinds).exclude(['household', 'table', 'location', ...fileKinds]),
})
export type AskedColumn = z.infer<typeof askedColumnSchema>

export const askedFieldSchema = z.strictObject({
  ...plain,
  kind: z.enum(fieldKinds),
  when: conditionSchema.optional(),
  columns: z.array(askedColumnSchema).min(1).max(20).optional(),
  /** Rows of a table or household; pages of a scan. */
  rowsMost: z.int().min(1).max(200).optional(),
  /**
   * What the register knows of the applicant and offers: the person may change it, and the reviewer sees that it
   * differs.
   */
  from: z.enum(['name', 'idNumber', 'phone', 'address', 'group', 'household', 'birth', 'sex']).optional(),
  /** How the answer stands in a published result; without it, it never does. */
  shown: z.enum(['as', ...maskRules]).optional(),
})
export type AskedField = z.infer<typeof askedFieldSchema>

export const askedSectionSchema = z.strictObject({
  key,
  title: z.string().trim().min(1).max(60),
  help: z.string().max(300).optional(),
  when: conditionSchema.optional(),
  fields: z.array(askedFieldSchema).min(1).max(60),
})
export type AskedSection = z.infer<typeof askedSectionSchema>

/**
 * A check over the answers: "members.count = householdSize", "members.sum(income) <= 12000", with the sentence for the
 * person.
 */
export const askedCheckSchema = z.strictObject({
  rule: z.string().min(3).max(200),
  say: z.string().trim().min(4).max(200),
})

export const askedFormSchema = z.strictObject({
  sections: z.array(askedSectionSchema).min(1).max(20),
  checks: z.array(askedCheckSchema).max(20).default([]),
})
export type AskedForm = z.infer<typeof askedFormSchema>

/**
 * What was answered: a text, several choices, or rows; numbers and money as typed and checked, so that no rounding
 * enters. Files stand as their ids.
 */
export type Answer = string | string[] | Record<string, string>[]
export type Answers = Record<string, Answer>
