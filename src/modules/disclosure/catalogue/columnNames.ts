/** What the columns of each item's table are called, for readers of a content that stands alone. */
import { isTemplate } from '../../../kernel/forms/form.ts'
import type { Template } from '../../../kernel/forms/forms.schema.ts'
import { statement } from '../../../kernel/site/statement.ts'
import type { Visit } from '../site.ts'

const newestQ = statement<{ code: string; definition: Template }>(
  'newestTemplates',
  `SELECT DISTINCT ON (code) code, definition FROM public_templates ORDER BY code, version DESC`,
)

/** By item and by column's key, in the order of the form; of the items in force today and their newest templates. */
export async function columnNames(visit: Visit): Promise<Record<string, Record<string, string>>> {
  const templates = new Map((await newestQ(visit.db)).map((t) => [t.code, t.definition]))
  return Object.fromEntries(
    visit.frame.catalogue.map((item) => {
      const form = (item.template_code && templates.get(item.template_code)) || item.definition.fields
      const columns = isTemplate(form) ? form.columns : form
      return [item.code, Object.fromEntries(columns.map((c) => [c.key, c.label]))]
    }),
  )
}
