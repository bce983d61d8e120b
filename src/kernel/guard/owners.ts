/**
 * A shop that is called after its owner is a body, and stays readable; a person and their shop in one cell are not.
 * They are written alike ("王新村老街商店"): where the register knows such a person, whoever drafts is asked.
 */
import { columnsOf, isEmpty, isTemplate, placeName, rowsOf, type Form } from '../forms/form.ts'
import type { Content } from '../forms/forms.schema.ts'
import { ownersMaybe } from '../forms/masks.ts'
import { keyOf, type Finding } from './finding.ts'

/** A name that may be somebody's, in a body's, and how it is asked about if it is. */
export type Owner = { name: string; finding: Finding }

/** In everything of a content whose people are masked and whose bodies are not. */
export function ownersTold(content: Content, form: Form): Owner[] {
  const columns = columnsOf(form).filter((c) => c.visibility === 'masked' && c.mask === 'nameUnlessOrganisation')
  return rowsOf(content, form).flatMap((row, index) =>
    columns.flatMap((column) => {
      const cell = row[column.key]
      const where = isTemplate(form) ? { row: index, column: column.key } : { field: column.key }
      return ownersMaybe(isEmpty(cell) ? '' : String(cell)).map(({ name, body }) => ({
        name,
        finding: {
          key: keyOf('owner', where, body),
          kind: 'owner' as const,
          severity: 'ask' as const,
          where: { ...where, start: 0, end: String(cell).length },
          excerpt: body,
          say: `${placeName(form, index, column)}的“${body}”会原样公开，“${name}”是本村登记的人。是人和店写在一起的，请在姓名后面加顿号；确是店名的，请写明理由。`,
        },
      }))
    }),
  )
}
