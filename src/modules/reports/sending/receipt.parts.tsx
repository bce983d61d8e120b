/** The receipt: two halves, large; the signed statement as a code to scan and a file to keep. */
import { sayTime } from '../../../platform/clock.ts'
import { ReceiptCodes } from '../../../web/receiptCodes.tsx'
import { progressHref } from '../addresses.ts'
import type { Own } from '../following/own.read.ts'

export function ReceiptCard({ own: { report: r, digits, receipt }, origin }: { own: Own; origin: string }) {
  return (
    <section class="panel receipt" aria-label="回执" data-receipt>
      <h2>回执</h2>
      <p>
        {r.place}　{sayTime(r.received_at, true)} 收到
      </p>
      <dl>
        <dt>编号</dt>
        <dd class="mono" data-code>
          {r.code}
        </dd>
        <dt>六位数字</dt>
        <dd class="mono" data-digits>
          {digits}
        </dd>
      </dl>
      <p>
        <b>请记下来，或拍照、截图。</b>查结果要编号和六位数字都对，六位数字不要给别人。
      </p>
      <ReceiptCodes progress={`${origin}${progressHref(r.code)}`} receipt={receipt} />
      <p class="small">
        收件证明是签了名的，谁也改不了，也造不了。
        {r.leaf_position === null
          ? '正在记入公开存证，一般一秒钟内完成。'
          : `已记入公开存证第 ${(r.leaf_position + 1).toLocaleString('en')} 条。`}
      </p>
      <p class="do">
        <button class="press second" type="button" data-print hidden>
          打印
        </button>
        <button class="press second" type="button" data-save-picture hidden>
          存成图片
        </button>
        <a class="press second" href={`/reports/${r.code}/receipt`} download={`回执-${r.code}.receipt`}>
          下载收件证明
        </a>
      </p>
      <p class="small noprint">
        <a href="/check">怎么证明这张回执是真的</a>
      </p>
      <form method="post" action={`/reports/${r.code}/leave`} class="noprint">
        <button class="press second" type="submit">
          看完了，退出
        </button>
      </form>
    </section>
  )
}
