/** The content itself: a grid on wide screens, labelled cards on phones, fields for records and documents. */
import { isTemplate } from '../../../../kernel/forms/form.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { useNarrow } from '../../../../console/parts/useNarrow.ts'
import type { Notice } from './notice/useNotice.ts'
import { CarriedOver } from './CarriedOver.tsx'
import { DocumentFields } from './DocumentFields.tsx'
import { Grid } from './Grid.tsx'
import type { Spot } from './keys.ts'
import { RowCards } from './RowCards.tsx'
import type { Draft } from './useDraft.ts'
import { isBlankAt } from './work.ts'

export function Writing({
  notice,
  draft,
  problems: all,
  attempted,
  wanted,
}: {
  notice: Notice
  draft: Draft
  problems: readonly Problem[]
  attempted: boolean
  wanted: Spot | undefined
}) {
  const narrow = useNarrow()
  const { form } = notice
  const grid = isTemplate(form) && form.layout === 'rows' && !narrow
  /** What nobody has filled in yet is not blamed field by field before the first try to hand in. */
  const problems = grid || attempted ? all : all.filter((p) => !isBlankAt(draft.work.content, form, p))
  if (!isTemplate(form))
    return <DocumentFields columns={form} notice={notice} draft={draft} problems={problems} wanted={wanted} />
  return (
    <section aria-label={form.name}>
      <CarriedOver template={form} previous={notice.previous} />
      {!grid ? (
        <RowCards template={form} notice={notice} draft={draft} problems={problems} wanted={wanted} />
      ) : (
        <Grid template={form} notice={notice} draft={draft} problems={problems} wanted={wanted} />
      )}
    </section>
  )
}
