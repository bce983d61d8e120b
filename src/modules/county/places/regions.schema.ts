/** What the console sends about places. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { z } from 'zod'
import { levels } from '../../../kernel/regions/levels.ts'
import { departmentRow, regionRow } from '../../../kernel/pack/county/pack.schema.ts'

const note = z.string().trim().max(300, '说明最多 300 字').default('')
const on = typedDay('日期', { back: 80 * year, ahead: 5 * year })
const name = z.string().trim().min(2, '名称至少 2 个字').max(60, '名称最多 60 个字')
const place = z.string().min(2).max(60)
/** An empty field of a form counts as left out. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

export const newRegionSchema = z.object({
  name,
  fullName: optional(z.string().trim().max(60)),
  kind: optional(
    z.enum(['town', 'township', 'subdistrict', 'villageCommittee', 'residentCommittee', 'villageGroup', 'other']),
  ),
  code: optional(departmentRow.shape.code),
  slug: optional(regionRow.shape.slug),
  statCode: optional(z.string().regex(/^(\d{6}|\d{9}|\d{12})$/, '统计用区划代码为 6、9 或 12 位数字')),
  chain: regionRow.shape.chain.optional(),
  households: z.int().min(0).max(1_000_000).optional(),
  population: z.int().min(0).max(5_000_000).optional(),
})
export const goingSchema = z.object({ on, graceDays: z.int().min(0).max(366, '宽限最多 366 天') })
export const creationSchema = newRegionSchema.extend({
  parent: place,
  level: z.enum(levels),
  practice: z.boolean().default(false),
  validFrom: on,
  goesLiveOn: optional(on),
  graceDays: z.int().min(0).max(366).optional(),
})
export const renameSchema = z.object({ name, fullName: optional(z.string().trim().max(60)), on, note })
export const mergeSchema = z.object({ from: z.array(place).min(1, '请选要并入的单位').max(50), into: place, on, note })
export const splitSchema = z.object({
  parts: z.array(newRegionSchema).min(1, '请写明分出的单位').max(20),
  ends: z.boolean().default(false),
  on,
  note,
})
export const moveSchema = z.object({ parent: place, on, note })
export const dissolveSchema = z.object({ on, note })
