/** The receipt on paper, as the villager's own: two halves, and the signed statement as a code to scan. */
import { Button } from '../../../../console/parts/Button.tsx'
import { QrCode } from '../../../../console/parts/QrCode.tsx'
import { sayTime } from '../../../../console/parts/time.ts'

export type Made = {
  code: string
  digits: string
  receipt: string
  codes: { progress: string; note: string }
  at: string
  place: string
  files: number
}

export function Receipt({ made, onNext }: { made: Made; onNext: () => void }) {
  return (
    <>
      <h1>已经登记</h1>
      <div className="receipt" role="status">
        <p>
          {made.place}　{sayTime(made.at)} 收到{made.files > 0 && `，附件 ${made.files} 个`}
        </p>
        <p>
          回执编号
          <br />
          <b>{made.code}</b>
        </p>
        <p>
          六位数字（不要给别人）
          <br />
          <b>{made.digits}</b>
        </p>
        <p>
          请收好这张纸。打开 <span className="num">{window.location.host}/reports</span>
          ，填编号和六位数字，可以看进展、补充、评价。没有手机的，拿这张纸请代办员帮忙查。
        </p>
        <div className="receipt-codes">
          <figure>
            <QrCode svg={made.codes.progress} alt="打开进度页的二维码，编号已经填好" />
            <figcaption>扫码查进度，编号已填好，只要填六位数字</figcaption>
          </figure>
          <figure>
            <QrCode svg={made.codes.note} alt="签了名的收件证明" />
            <figcaption>收件证明，签了名的，谁也改不了，也造不了</figcaption>
          </figure>
        </div>
      </div>
      <div className="do">
        <Button type="primary" onClick={() => window.print()}>
          打印给村民
        </Button>
        <Button onClick={onNext}>再登记一件</Button>
      </div>
    </>
  )
}
