/** The form of a notice as the public sees it. */
import { isTemplate } from '../../../kernel/forms/form.ts'
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'

export type PublicForm = Template | Column[]

/** The columns the public sees, in order. */
export const columnsShown = (form: PublicForm): Column[] =>
  (isTemplate(form) ? form.columns : form).filter(
    (c) => c.visibility !== 'internal' && c.type !== 'files' && c.type !== 'image',
  )

/** A table of rows, not a record or a document. */
export const isLong = (form: PublicForm): boolean => isTemplate(form) && form.layout === 'rows'
