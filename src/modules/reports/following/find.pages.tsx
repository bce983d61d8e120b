/** Finding a report by its receipt. The same answer for a wrong code and for wrong digits. */
import { type FieldError, ErrorSummary } from '../../../web/field.tsx'
import { FindByReceipt } from '../../../web/receipt.tsx'
import type { Shown } from '../site.ts'

export function findPage(typed: { code: string }, errors: readonly FieldError[], status: 200 | 404 | 422 = 200): Shown {
  return {
    title: '用回执查结果',
    noindex: status !== 200,
    fleeting: true,
    status,
    crumbs: [{ href: '/', text: '首页' }],
    body: (
      <div class="text">
        <ErrorSummary errors={errors} />
        <h1>用回执查结果</h1>
        {status === 404 && <p class="note">这里只有拿着回执的人能看。请填回执上的编号和六位数字。</p>}
        <FindByReceipt action="/reports" code={typed.code} errors={errors} />
        <p>
          <a href="/reports/new">我要反映新的事</a>
        </p>
        <p>
          <a href="/check">怎么证明回执是真的</a>
        </p>
        <p class="quiet">回执丢了：留过电话的，请打电话问受理的村或乡镇；没有留的，可以重新反映一件。</p>
      </div>
    ),
  }
}
