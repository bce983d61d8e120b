/** What every receipt shows, and the form that opens a matter with it. */
import { Field, type FieldError } from './field.tsx'
import { Qr } from './qr.tsx'

/** The two halves: the number, and the six digits that stay with whoever holds the paper. */
export function ReceiptHalves({ code, digits }: { code: string; digits: string }) {
  return (
    <dl>
      <dt>编号</dt>
      <dd class="mono" data-code>
        {code}
      </dd>
      <dt>六位数字</dt>
      <dd class="mono" data-digits>
        {digits}
      </dd>
    </dl>
  )
}

/** Print, keep, download, leave. `href`: the matter's own address; `pdf`: whether it makes one. */
export function ReceiptActions({ href, code, pdf = false }: { href: string; code: string; pdf?: boolean }) {
  return (
    <>
      <p class="do">
        <button class="press second" type="button" data-print hidden>
          打印
        </button>
        <button class="press second" type="button" data-save-picture hidden>
          存成图片
        </button>
        {pdf && (
          <a class="press second" href={`${href}/receipt.pdf`} download={`回执-${code}.pdf`}>
            下载回执（PDF）
          </a>
        )}
        <a class="press second" href={`${href}/receipt`} download={`回执-${code}.receipt`}>
          下载收件证明
        </a>
      </p>
      <p class="small noprint">
        <a href="/check">怎么证明这张回执是真的</a>
      </p>
      <form method="post" action={`${href}/leave`} class="noprint">
        <button class="press second" type="submit">
          看完了，退出
        </button>
      </form>
    </>
  )
}

/**
 * Number and digits, asked for; `press`: what the button says. The same answer for a wrong number and wrong digits is
 * the caller's.
 */
export function FindByReceipt(p: { action: string; code: string; errors: readonly FieldError[]; press?: string }) {
  const wrong = (field: string) => p.errors.find((e) => e.field === field)?.say
  return (
    <form method="post" action={p.action}>
      <Field
        name="code"
        label="编号"
        value={p.code}
        error={wrong('code')}
        autocomplete="off"
        maxLength={20}
        help="10 位数字和字母，大小写都行。"
      />
      <Field
        name="digits"
        label="六位数字"
        error={wrong('digits')}
        autocomplete="off"
        inputmode="numeric"
        maxLength={10}
      />
      <p class="do">
        <button class={p.press === undefined ? 'press' : 'press second'} type="submit">
          {p.press ?? '查一查'}
        </button>
      </p>
    </form>
  )
}

/**
 * Two codes side by side: one to follow the matter with, one that proves it.
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
