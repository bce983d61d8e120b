/** Words and inputs of applications. */
import { typedDay, typedMonth, year } from '../../../kernel/staff/typedDays.ts'
import { z } from 'zod'

export const states = {
  draft: '还没有提交',
  sent: '正在办',
  done: '已办结',
  refused: '没有办成',
  withdrawn: '已撤回',
} as const
export type State = keyof typeof states

/** The five grades of 好差评 (国办发〔2019〕51号); the last two must be followed up. */
export const grades = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const
export type Stars = 1 | 2 | 3 | 4 | 5
export const badGrades: readonly number[] = [1, 2]

/** How an agent proves that a villager agreed. */
export const consents = { voice: '录音', signature: '本人签名或按手印', photo: '拍照' } as const
export type Consent = { kind: keyof typeof consents; sha256: string; name: string }

const words = (least: number, say: string) => z.string().trim().min(least, say).max(2_000, '最多 2000 字')
const day = typedDay('日期', { back: 2 * year, ahead: 0 })

/** What two people saw at home. */
export const visitSchema = z.object({
  kind: z.literal('visit'),
  on: day,
  people: z.array(z.string().trim().min(2).max(40)).min(2, '入户至少要两个人，请写两个人的姓名').max(10),
  place: z.string().trim().max(100).default(''),
  text: words(4, '请写看到的情况（至少 4 个字）'),
})
/** A meeting that gave its opinion; votes are counted, the decision is others'. */
export const appraiseSchema = z
  .object({
    kind: z.literal('appraise'),
    on: day,
    present: z.int().min(3, '评议至少要 3 个人').max(500),
    agree: z.int().min(0).max(500),
    against: z.int().min(0).max(500),
    abstain: z.int().min(0).max(500),
    text: words(2, '请写评议意见'),
  })
  .refine((r) => r.agree + r.against + r.abstain === r.present, {
    path: ['agree'],
    message: '同意、不同意、弃权加起来要等于到会人数',
  })
export const recordSchema = z.union([visitSchema, appraiseSchema])
export type CaseRecord = z.infer<typeof recordSchema>

/** One thing that is missing or wrong: a field or paper of the form, and what to do about it. */
export const missingSchema = z.object({ key: z.string().max(50), say: words(2, '请写清楚缺什么、怎么补') })
export type Missing = z.infer<typeof missingSchema>

/** Why an application fails: the reason, the law it rests on, and the way to appeal. */
export const refusalSchema = z.object({
  reason: words(4, '请写明原因（至少 4 个字）'),
  basis: words(4, '请写明依据哪一条规定'),
  appeal: words(4, '请写明怎么申诉'),
})
export type Refusal = z.infer<typeof refusalSchema>
/** What was decided for the applicant, for the result and its publication. `amount` in yuan. */
export const grantSchema = z.object({
  text: z.string().trim().max(500).default(''),
  amount: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,2})?$/, '金额写数字，最多两位小数')
    .optional(),
  from: typedMonth('起始月份', { back: 5 * year, ahead: 2 * year }).optional(),
})
export type Grant = z.infer<typeof grantSchema>
export type Result = { refusal?: Refusal; grant?: Grant }
