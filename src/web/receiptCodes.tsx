/** The two codes of a receipt, side by side: one to follow the matter with, one that proves it. */
import { Qr } from './qr.tsx'

/**
 * `progress`: the address of the progress page, the number in it and never the digits; `receipt`: the signed note,
 * where there is one.
 */
export function ReceiptCodes({ progress, receipt }: { progress: string; receipt: string | undefined }) {
  return (
    <div class="codes">
      <figure data-code-of="progress">
        <Qr text={progress} label="打开进度页的二维码，编号已经填好" />
        <figcaption>扫码查进度，编号已填好，只要填六位数字</figcaption>
      </figure>
      {receipt && (
        <figure data-code-of="note">
          <Qr text={receipt} label="签了名的收件证明" />
          <figcaption>收件证明，可以核对真假</figcaption>
        </figure>
      )}
    </div>
  )
}
