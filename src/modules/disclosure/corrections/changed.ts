/** What a correction changed, in the words in which villagers read it; the hands before publication read the same. */
import { isTemplate } from '../../../kernel/forms/form.ts'
import type { Column, Content, Template } from '../../../kernel/forms/forms.schema.ts'
import { compareVersions, type Change } from './compare.ts'
import type { Published } from '../publishing/publish.ts'

/** Changes from one published content to the next, in reading order. */
export function changesBetween(before: Published, after: Published, form: Template | Column[]): Change[] {
  return compareVersions(contentOf(before, form), contentOf(after, form), publicOnly(form))
}

/** What was published, in the shape that comparing takes. Masked values are masked already. */
function contentOf(p: Published, form: Template | Column[]): Content {
  const attachments = p.attachments.map((a) => ({ file: a.sha256, name: a.name, kind: a.kind as 'pdf', public: true }))
  const fields = isTemplate(form)
    ? {}
    : Object.fromEntries(Object.entries(p.rows[0] ?? {}).map(([k, v]) => [k, String(v ?? '')]))
  return {
    rows: isTemplate(form) ? p.rows : [],
    fields,
    note: p.note,
    attachments,
    ...(p.nothing === null ? {} : { nothing: { reason: p.nothing } }),
  }
}

/** The public columns, none of them to be masked a second time. */
function publicOnly(form: Template | Column[]): Template | Column[] {
  const columns = (isTemplate(form) ? form.columns : form)
    .filter((c) => c.visibility !== 'internal')
    .map((c) => ({ ...c, visibility: 'public' as const }))
  return isTemplate(form) ? { ...form, columns } : columns
}
