/** "Me too": stand with a report that is open, and get a receipt of one's own. */
import { newId } from '../../../platform/ids.ts'
import { Field } from '../../../web/field.tsx'
import { Fold } from '../../../web/less.tsx'
import type { PublicReport } from '../echo/echo.queries.ts'

export function SupportForm({ report }: { report: Pick<PublicReport, 'code' | 'closed_at' | 'kind'> }) {
  if (report.closed_at !== null || report.kind === 'person')
    return (
      <p class="do">
        <a class="press second" href="/reports">
          用回执查结果
        </a>
      </p>
    )
  return (
    <Fold first wide title="我也遇到了">
      <p>不用再写一遍，一起跟着办。给您一张自己的回执，办结后还没好，您也可以要求重新办。</p>
      <form method="post" action={`/reports/${report.code}/support`}>
        <input type="hidden" name="key" value={newId()} />
        <Field name="name" label="姓名（可以不填）" autocomplete="name" />
        <Field
          name="phone"
          label="电话（可以不填）"
          autocomplete="tel"
          inputmode="tel"
          help="只有正在办的人能看，不公开。"
        />
        <p class="do">
          <button class="press" type="submit">
            我也遇到了
          </button>
        </p>
      </form>
    </Fold>
  )
}
