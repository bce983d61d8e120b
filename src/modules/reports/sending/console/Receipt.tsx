/** The receipt on paper, as the villager's own: two halves, and the signed statement as a code to scan. */
import { Button } from 'antd'
import { sayTime } from '../../../../console/parts/time.ts'

export type Made = {
  code: string
  digits: string
  receipt: string
  qr: string
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
        <img className="receipt-code" src={made.qr} alt="签了名的回执，可以证明什么时候反映过" />
        <p className="quiet">二维码里是签了名的收件证明，谁也改不了，也造不了。</p>
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
