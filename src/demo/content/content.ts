/** Invented content for every template and document item of the shipped catalogues, for the fictional county only. */
import type { Content, Template } from '../../kernel/forms/forms.schema.ts'
import type { Item } from '../../modules/disclosure/catalogue/catalogue.schema.ts'
import { affairDocuments } from './docs.affairs.ts'
import { noticeDocuments } from './docs.notices.ts'
import { assetForms } from './forms.assets.ts'
import { financeForms } from './forms.finance.ts'
import { meetingForms } from './forms.meetings.ts'
import { projectForms } from './forms.projects.ts'
import { reliefForms } from './forms.relief.ts'
import { villageForms } from './forms.village.ts'
import { inGroups } from './facts.ts'
import { sceneOf, type DemoPlace, type DocumentMaker, type FormMaker } from './scene.ts'

const forms: Record<string, FormMaker> = {
  ...villageForms,
  ...reliefForms,
  ...meetingForms,
  ...financeForms,
  ...assetForms,
  ...projectForms,
}
const documents: Record<string, DocumentMaker> = { ...noticeDocuments, ...affairDocuments }

export type DemoTime = {
  place: DemoPlace
  /** One of `2026-09`, `2026Q3`, `2026H1`, `2026`, `S`, `E:<id>`, `E:<id>/<stage>`. */
  period: string
  seed: string
  /** Day of the event or of the first publication; needed for `S` and `E:` periods. */
  on?: string
  /** Day of publication, where it is known; of a period that ended otherwise its last day. */
  out?: string
}

/**
 * One notice's content: the same for the same place, period and seed. Sums, carry-over and sums across
 * tables of one place and period agree. Throws for an item whose template or code it was not written for.
 */
export function demoContent(
  item: Pick<Item, 'code' | 'template'>,
  template: Pick<Template, 'code'> | undefined,
  time: DemoTime,
): Content {
  const scene = sceneOf(time.place, item.code, time.period, time.seed, time.on, time.out)
  const content: Content = { rows: [], fields: {}, note: '', attachments: [] }
  if (template) {
    const make = forms[template.code]
    if (!make) throw new Error(`no demo content for template ${template.code}`)
    return { ...content, rows: make(scene).map((row) => told(row, time.place.groups)) }
  }
  const make = documents[item.code]
  if (!make) throw new Error(`no demo content for item ${item.code}`)
  return { ...content, fields: told(make(scene), time.place.groups) }
}

/** In groups that the place has. */
const told = <T extends Record<string, unknown>>(words: T, groups: readonly string[]): T =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? inGroups(value, groups) : value]),
  ) as T
