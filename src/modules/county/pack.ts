import type { z } from 'zod'
import type { Template } from '../../kernel/forms/forms.schema.ts'
import type { Catalogue } from '../disclosure/catalogue.schema.ts'
import type { calendarRow, countySchema, departmentRow, groupRow, kinRow, personRow, postRow, regionRow, ruleSchema } from './pack.schema.ts'

/** A county pack, read and checked. */
export type Pack = {
  county: z.infer<typeof countySchema>
  regions: z.infer<typeof regionRow>[]
  departments: z.infer<typeof departmentRow>[]
  posts: z.infer<typeof postRow>[]
  people: z.infer<typeof personRow>[]
  kin: z.infer<typeof kinRow>[]
  groups: z.infer<typeof groupRow>[]
  calendar: z.infer<typeof calendarRow>[]
  rules: z.infer<typeof ruleSchema>[]
  catalogue: Catalogue
  templates: Template[]
}
