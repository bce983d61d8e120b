/** On the page of a notice: by which power it was done. */
import type { VNode } from 'preact'
import type { Reader } from '../../../kernel/site/statement.ts'
import { runHref } from '../addresses.ts'
import { runOfNotice } from './shown.queries.ts'

export async function besideNotice(db: Reader, notice: { id: string }): Promise<VNode | undefined> {
  const run = await runOfNotice(db, notice.id)
  if (!run) return undefined
  return (
    <p>
      按“{run.power_name}”办的：<a href={runHref(run.slug, run.code)}>看每一步怎么办的</a>
    </p>
  )
}
