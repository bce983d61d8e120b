/** What people send when they run a power. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { z } from 'zod'
import { counter, contentHash } from '../../../kernel/staff/params.ts'

const words = (most: number) => z.string().trim().max(most, `最多 ${most} 字`)
export const amountText = z
  .union([
    z.literal(''),
    z
      .string()
      .trim()
      .regex(/^\d{1,10}(\.\d{1,2})?$/, '金额只写数字，最多两位小数，例如 60000'),
  ])
  .default('')

export const startSchema = z.object({
  power: z.string().max(16),
  place: z.string().max(60),
  title: words(40).min(4, '请写清办的是哪一件事，至少 4 个字'),
  about: words(300).default(''),
  amount: amountText,
  key: z.string().min(8).max(80),
})
export type Start = z.output<typeof startSchema>

export const recordSchema = z.object({
  step: z.string().max(40),
  on: typedDay('这一步的日期', { back: 20 * year, ahead: 0 }),
  words: words(1_000).default(''),
  facts: z.record(z.string().max(40), z.string().max(2_000)).default({}),
  papers: z.array(z.string().max(40)).max(30).default([]),
  /** Hand the notices that follow in for review where nothing is missing. */
  handIn: z.boolean().default(true),
  seenEvents: counter.optional(),
})
export type Recorded = z.output<typeof recordSchema>

export const confirmSchema = z.object({
  record: z.string().max(40),
  contentHash,
  agree: z.boolean(),
  words: words(300).default(''),
  handIn: z.boolean().default(true),
})
export type Confirmed = z.output<typeof confirmSchema>

export const reasonSchema = z.object({
  step: z.string().max(40),
  reason: words(500).min(8, '请写清理由，至少 8 个字，村民看得到'),
  seenEvents: counter.optional(),
})
export const pauseSchema = z.object({
  step: z.string().max(40),
  reason: words(200).min(4, '请写清等什么，至少 4 个字，村民看得到'),
  seenEvents: counter.optional(),
})
export const resumeSchema = z.object({ reason: words(200).default(''), seenEvents: counter.optional() })
export const amendSchema = z.object({
  amount: amountText,
  reason: words(300).min(4, '请写清为什么改，至少 4 个字'),
  seenEvents: counter.optional(),
})
