/** A report as the form sends it: what was typed, what of it is wrong, and the files that came along. */
import type { Context } from 'hono'
import { z } from 'zod'
import { newId } from '../../../platform/ids.ts'
import type { FieldError } from '../../../web/field.tsx'
import { reportSchema, type ReportInput } from '../reports.schema.ts'

/** The database holds no NUL. */
const storable = (t: string) => t.replaceAll('\u0000', '')
const text = z.string().max(20_000).catch('').transform(storable)
/** However long: what is too long is told beside the field, and is not lost. */
const words = z.string().catch('').transform(storable)
const typedSchema = z.object({
  kind: text,
  text: words,
  spot: text,
  group: text,
  lng: text,
  lat: text,
  name: text,
  phone: text,
  show: text.default('handlers'),
  about: text,
  row: text,
  ref: text,
  key: z.string().max(80).catch(''),
  place: text,
  notice: text,
  run: text,
  step: text,
  /** The tick that one has called; of danger alone. */
  urgent: text,
  /** The other questions that stood on the page before this press (`askedOf`). */
  asked: text,
  altcha: z.string().max(4_000).optional().catch(undefined),
})
const allQuestions = 'similar named numbers'
export type Typed = z.output<typeof typedSchema>
export type Form = {
  typed: Typed
  errors: FieldError[]
  input?: ReportInput
  files: File[]
  /** Files that arrived before and are taken back. */
  drops: string[]
}

/** An empty form with a key of its own. */
export const blankForm = (more: Partial<Typed> = {}): Form => ({
  typed: { ...typedSchema.parse({}), show: 'handlers', key: newId(), ...more },
  errors: [],
  files: [],
  drops: [],
})

/** Reads a form with or without files. Never throws for what a person typed: what is wrong stands in `errors`. */
export async function readForm(c: Context): Promise<Form> {
  const body = await c.req.parseBody({ all: true })
  const single = Object.fromEntries(
    Object.entries(body).map(([k, v]) => [k, Array.isArray(v) ? v.find((x) => typeof x === 'string') : v]),
  )
  const files = Object.values(body)
    .flat()
    .filter((v): v is File => v instanceof File && (v.size > 0 || v.name !== ''))
  const drops = [body['drop']].flat().filter((d): d is string => typeof d === 'string')
  const typed = typedSchema.parse(single)
  // From an older page, in a tab or waiting on a phone since an update: there one tick answered every question.
  if (!('asked' in single) && typed.urgent === 'seen') typed.asked = allQuestions
  if (typed.key === '') typed.key = newId()
  const checked = reportSchema.safeParse(typed)
  if (checked.success) return { typed, errors: [], input: checked.data, files, drops }
  return {
    typed,
    errors: firstOfEach(checked.error.issues.map((i) => ({ field: fieldOf(String(i.path[0])), say: i.message }))),
    files,
    drops,
  }
}

/** The first radio button stands for its group; the position has no field of its own. */
function fieldOf(name: string): string {
  if (name === 'kind') return 'kind-suggestion'
  if (name === 'show') return 'show-handlers'
  return name === 'lng' || name === 'lat' ? 'spot' : name
}

export function firstOfEach(errors: readonly FieldError[]): FieldError[] {
  return errors.filter((e, i) => errors.findIndex((o) => o.field === e.field) === i)
}
