/** The receipt: two halves, large; the signed statement as a code to scan and a file to keep. */
import { sayTime } from '../../../platform/clock.ts'
import { ReceiptActions, ReceiptCodes, ReceiptHalves } from '../../../web/receipt.tsx'
import { progressHref } from '../addresses.ts'
import type { Own } from '../following/own.read.ts'

export function ReceiptCard({ own: { report: r, digits, receipt }, origin }: { own: Own; origin: string }) {
  return (
    <section class="panel receipt" aria-label="回执" data-receipt>
      <h2>回执</h2>
      <p>
        {r.place}　{sayTime(r.received_at, true)} 收到
      </p>
      <ReceiptHalves code={r.code} digits={digits} />
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
      <ReceiptActions href={`/reports/${r.code}`} code={r.code} pdf />
    </section>
  )
}
