/**
 * The public face of a published version with its columns, for pages, exports, print and archives: columns come from
 * the version's own template.
 */
import { columnsOf, isTemplate } from '../../../kernel/forms/form.ts'
import type { PublicContent } from '../../../kernel/guard/mask.ts'
import type { Published } from './publish.ts'
import { formOf, type ItemRow } from '../catalogue/items.read.ts'

export function faceOf(published: Published, item: Pick<ItemRow, 'template' | 'definition'>): PublicContent {
  const form = formOf(item)
  return {
    layout: isTemplate(form) ? form.layout : 'document',
    columns: columnsOf(form).filter((c) => c.visibility !== 'internal'),
    rows: published.rows,
    hiddenRows: published.hiddenRows,
    totals: published.totals,
    note: published.note,
    ...(published.nothing === null ? {} : { nothing: { reason: published.nothing } }),
    attachments: published.attachments.map((a) => ({
      file: a.sha256,
      name: a.name,
      kind: a.kind as 'image',
      public: true,
    })),
  }
}
