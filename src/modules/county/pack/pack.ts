import type { Service, ServiceFrame } from '../../services/index.ts'
import type { Power, PowerFrame } from '../../powers/index.ts'
import type { Catalogue } from '../../disclosure/index.ts'
import type { z } from 'zod'
import type { ReadPack } from './read.ts'
import type { Template } from '../../../kernel/forms/forms.schema.ts'
import type {
  calendarRow,
  countySchema,
  departmentRow,
  groupRow,
  kinRow,
  personRow,
  postRow,
  regionRow,
  ruleSchema,
} from './pack.schema.ts'

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
  /** Absent where the pack has no services.json: then the county's services stay as they are. */
  services?: { frame: ServiceFrame; list: Service[] }
  /** Absent where the pack has no powers.json: then the county's list of powers stays as it is. */
  powers?: { frame: PowerFrame; list: Power[] }
}

/** The values of a pack that was read without a fault. */
export function packOf(read: ReadPack): Pack {
  const p = read.pack
  const values = <T>(table: { rows: { value: T }[] }) => table.rows.map((r) => r.value)
  if (!p.county) throw new Error('a pack without county.json is not checked')
  return {
    county: p.county,
    regions: values(p.regions),
    departments: values(p.departments),
    posts: values(p.posts),
    people: values(p.people),
    kin: values(p.kin),
    groups: values(p.groups),
    calendar: values(p.calendar),
    ...(p.serviceFrame ? { services: { frame: p.serviceFrame, list: p.services.map((s) => s.value) } } : {}),
    ...(p.powerFrame ? { powers: { frame: p.powerFrame, list: p.powers.map((x) => x.value) } } : {}),
    rules: p.rules.map((r) => r.value),
    templates: p.templates.map((t) => t.value),
    catalogue: {
      title: '',
      honesty: '',
      categories: p.categories.map((c) => c.value),
      items: p.items.map((i) => i.value),
    },
  }
}
